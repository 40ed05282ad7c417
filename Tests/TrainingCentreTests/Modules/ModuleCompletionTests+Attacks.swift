import Postgres
import Testing

@testable import TrainingCentre

extension ModuleCompletionTests {
    @Test("Statements past the program meet the same rules by name")
    func attacks() async throws {
        let people = try await Sample.modules("NAPAD", 2, in: centre)
        try await complete("OSNOVE", people[0])
        try await centre.importText("code,title_sr_latn,kind\nTUDJ,Tuđ,quiz\n", as: .modules)
        try await centre.importText(
            Sample.enrolments("NAPAD", ["ceka@sample.example"], more: "status=applied"),
            as: .enrolments
        )
        let (one, two) = (people[0].id, people[1].id)
        let asking = try await centre.value(
            "SELECT id FROM enrolments WHERE status = 'applied'",
            as: ID<Enrolment>.self
        )
        for (enrolment, module, values, reason, name) in [
            (two, "TUDJ", "true, '2024-01-20', 'here', NULL", nil, "module_of_course"),
            (two, "OSNOVE", "true, '2099-01-20', 'here', NULL", nil, "not_in_future"),
            (two, "OSNOVE", "true, '2022-01-20', 'here', NULL", nil, "day_near_cohort"),
            (two, "OSNOVE", "true, '1924-01-20', 'here', NULL", nil, "completed_on_plausible"),
            (two, "OSNOVE", "true, NULL, 'here', NULL", nil, "completed_says_when"),
            (two, "OSNOVE", "false, '2024-01-20', NULL, NULL", "x", "completed_says_when"),
            (two, "OSNOVE", "true, '2024-01-20', 'elsewhere', NULL", nil, "elsewhere_has_evidence"),
            (two, "ZASTITA", "true, '2024-01-20', 'here', NULL", nil, "external_elsewhere"),
            (one, "OSNOVE", "true, '2024-01-21', 'here', NULL", nil, "first_once"),
            (one, "OSNOVE", "false, NULL, NULL, NULL", nil, "taken_back_has_reason"),
            (two, "OSNOVE", "false, NULL, NULL, NULL", "x", "taken_back_once"),
            (asking, "OSNOVE", "true, '2024-01-20', 'here', NULL", nil, "of_enrolled"),
        ] as [(ID<Enrolment>, String, String, String?, String)] {
            let refused = try await constraint {
                try await insert(enrolment, module, values, because: reason)
            }
            #expect(refused == "module_completions_\(name)", "\(module) \(values)")
        }
        for (state, name) in [("cancelled", "cancelled"), ("closed", "closed")] {
            let code = "KRAJ-\(name.uppercased())"
            let person = try await Sample.modules(code, in: centre)[0]
            let act = try Act.clerk(because: "poplava")
            _ = try await centre.write(act) {
                state == "closed"
                    ? try Cohort.close(code, on: nil, by: .clerk, in: $0)
                    : try Cohort.cancel(code, on: nil, by: act, in: $0)
            }
            let refused = try await constraint {
                try await insert(person.id, "OSNOVE", "true, '2024-01-20', 'here', NULL")
            }
            #expect(refused == "module_completions_cohort_not_\(name)")
        }
    }

    /// Enters a row as the service does, past all code of the program.
    private func insert(
        _ enrolment: ID<Enrolment>,
        _ module: String,
        _ values: String,
        because reason: String? = nil
    ) async throws {
        let parts: [String?] = values.split(separator: ", ").map { part in
            part == "NULL" ? nil : part.filter { $0 != "'" }
        }
        try await centre.sql(
            """
            INSERT INTO module_completions (
                enrolment_id, module_id, is_completed, completed_on, source, evidence, reason)
            SELECT \(enrolment), modules.id, \(parts[0] == "true"), \(parts[1])::text::date,
                \(parts[2]), \(parts[3]), \(reason)
            FROM modules
            WHERE modules.code = \(module)
            """
        )
    }
}
