import HTTPServer
import Postgres
import TrainingCentre

extension API {
    var organisationRoutes: [APIRoute] {
        CodedRoutes<OrganisationDraft>(
            api: self,
            plural: "organisations",
            schema: "Organisation",
            list: { query, page, transaction in
                try Organisation.list(matching: query, page: page, in: transaction).map(\.json)
            },
            find: { code, transaction in
                let found = try Organisation.find(code, in: transaction)
                return (found.json, found.version)
            }
        ).routes
    }
}
