import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

/// The progress of a cohort through its modules, as a page and as a table.
struct CohortModulesRoutes: Sendable {
    let centre: TrainingCentre
    let pages: Pages
    let reader: PageReader

    /// How programs are given it.
    enum Format: String, CaseIterable, Sendable {
        case json, csv
    }

    func add(to router: inout Router) {
        for prefix in [""] + Language.allCases.map({ "/\($0.rawValue)" }) {
            router.on(.get, prefix + "/cohorts/{code}/modules") { try await page($0) }
        }
        router.on(.get, "/cohorts/{code}/modules.csv") { try await table($0) }
    }

    private func page(_ request: Request) async throws -> Response {
        let actor = try await reader.require(request)
        let code = request.parameters["code"] ?? ""
        let (found, cohort, mayRecord) = try await centre.read {
            (transaction: borrowing Transaction) in
            // Who may not is told so before what the cohort is.
            let found = try EnrolmentModules.list(cohort: code, by: actor, in: transaction)
            return (
                found, try CohortHeading.find(code, in: transaction),
                try Cohort.mayRecord(code, by: actor, in: transaction)
            )
        }
        return .personalPage(
            pages.cohortModules(
                found,
                of: cohort,
                mayRecord: mayRecord,
                isStaff: actor.may(.readPeople),
                language: LanguageChoice.language(of: request)
            )
        )
    }

    private func table(_ request: Request) async throws -> Response {
        let actor = try await reader.require(request)
        let code = request.parameters["code"] ?? ""
        let found = try await centre.read { (transaction: borrowing Transaction) in
            try EnrolmentModules.list(cohort: code, by: actor, in: transaction)
        }
        return CohortModulesRoutes.csv(found)
    }

    /// One row for each learner and module.
    static func csv(_ found: [EnrolmentModules]) -> Response {
        let columns = EnrolmentModules.columns
        let records = found.flatMap(\.rows).map { row in columns.map { cell(row[$0]) } }
        var response = Response.bytes(
            CSVWriter.byteOrderMark
                + CSVWriter(protectsFormulas: true).table(header: columns, records: records),
            type: "text/csv; charset=utf-8"
        )
        response.fields[.cacheControl] = "no-store"
        return response
    }

    private static func cell(_ value: JSON?) -> String {
        switch value {
        case .string(let text)?, .number(let text)?: text
        case .integer(let number)?: String(number)
        case .bool(let bool)?: bool ? "yes" : "no"
        default: ""
        }
    }
}
