import HTTPServer
import Postgres
import TrainingCentre

extension API {
    var courseRoutes: [APIRoute] {
        CodedRoutes<CourseDraft>(
            api: self,
            plural: "courses",
            schema: "Course",
            list: { query, page, transaction in
                try Course.list(matching: query, page: page, in: transaction).map(\.json)
            },
            find: { code, transaction in
                let found = try Course.find(code, in: transaction)
                return (found.json, found.version)
            }
        ).routes
    }
}
