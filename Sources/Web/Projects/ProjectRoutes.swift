import HTTPServer
import Postgres
import TrainingCentre

extension API {
    var projectRoutes: [APIRoute] {
        CodedRoutes<ProjectDraft>(
            api: self,
            plural: "projects",
            schema: "Project",
            list: { query, page, transaction in
                try Project.list(matching: query, page: page, in: transaction).map(\.json)
            },
            find: { code, transaction in
                let found = try Project.find(code, in: transaction)
                return (found.json, found.version)
            }
        ).routes
    }
}
