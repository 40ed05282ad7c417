import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    var reportRoutes: [APIRoute] {
        [reportList] + Report.all.map(reportRoute)
    }

    private var reportList: APIRoute {
        APIRoute(
            method: .get,
            template: "/reports",
            summary: "The reports there are, with what they mean and their columns.",
            answer: .object([("reports", .list(.named("ReportDescription")))])
        ) { request in
            let language = LanguageChoice.language(of: request)
            try await actor(request).require(.readReports)
            let reports = Report.all.map { $0.json(in: language) }
            return answer(.object([JSON.Member("reports", .array(reports))]))
        }
    }

    /// One report; reach keeps the shape of its own that programs rely on.
    private func reportRoute(_ report: Report) -> APIRoute {
        let files = ReportFiles(centre: centre)
        return APIRoute(
            method: .get,
            template: "/reports/\(report.name.rawValue)",
            summary: report.title.en + ".",
            query: ReportRequest.query(of: report),
            answer: report.name == .reach ? .named("ReachReport") : Schemas.report(report),
            refusals: [
                "project_not_found", "course_not_found", "cohort_not_found", "plan_area_not_found",
                "lsg_not_found",
            ]
                + (report.options.contains(.training) ? ["no_training_of_trainers"] : [])
        ) { request in
            let actor = try await actor(request)
            let asked = try ReportRequest(report, request)
            let format = asked.format ?? .json
            guard report.name == .reach, format == .json else {
                return try await files.answer(asked, as: format, by: actor)
            }
            let reach = try await centre.read { (transaction: borrowing Transaction) in
                try ReachReport.make(asked.parameters, by: actor, in: transaction)
            }
            // Programs rely on English where they do not ask for a language at all.
            let asks =
                try Query(request)["language"] != nil || request.fields[.acceptLanguage] != nil
            return answer(reach.json(in: asks ? asked.parameters.language : .english))
        }
    }
}
