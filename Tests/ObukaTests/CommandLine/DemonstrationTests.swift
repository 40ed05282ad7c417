import Documents
import Foundation
import Testing

extension EndToEnd {
    @Suite("The demonstration at the command line")
    struct DemonstrationTests {
        @Test("Importing and loading it again changes nothing, also what was done since")
        func again() async throws {
            try await Home.with(try Home()) { home in
                try await home.ok("demo", "load")
                try await importAgain(home)
                let ids = try await home.certificates("LAP-2023-01")
                try await home.ok("certificate", "revoke", ids[0], "--reason", "provera")
                try await home.ok(
                    "certificate",
                    "replace",
                    ids[1],
                    "--name-cyrl",
                    "Ново Име",
                    "--name-latn",
                    "Novo Ime",
                    "--reason",
                    "provera"
                )
                let before = try await home.ok("certificate", "list", "--format", "json")
                let again = try await home.ok("demo", "load")
                #expect(again.error.contains("nothing was changed"))
                #expect(again.lines.count == 3)
                let after = try await home.ok("certificate", "list", "--format", "json")
                #expect(after.output == before.output)
            }
        }

        private func importAgain(_ home: Home) async throws {
            for noun in [
                "organisations", "projects", "courses", "cohorts", "enrolments", "attendance",
                "results",
            ] {
                let path = "\(Home.checkout)/sql/demo/\(noun).csv"
                let report = try await home.ok("import", noun, path, "--format", "json").json
                #expect(report["read"] == report["unchanged"], "\(noun)")
                #expect((report["read"]?.wholeNumber ?? 0) > 0, "\(noun)")
            }
        }

        @Test("The reach report has the expected numbers, of all time and of the winter")
        func reach() async throws {
            let home = try await Demonstration.shared().home
            let expected = try JSON.parse(Array(try Home.demonstration("expected.json").utf8))
            let all = try await home.ok("report", "reach", "--course", "LAP", "--format", "json")
                .json
            for name in [
                "deliveries", "persons_enrolled", "persons_passed", "participations_passed", "lsgs",
                "persons_passed_by_sex",
            ] {
                #expect(all[name] == expected[name], "\(name)")
                #expect(all[name] != nil)
            }
            let period = try #require(expected["winter"])
            let winter = try await home.ok(
                "report",
                "reach",
                "--course",
                "LAP",
                "--from",
                period["from"]?.text ?? "",
                "--to",
                period["to"]?.text ?? "",
                "--format",
                "json"
            ).json
            for name in ["deliveries", "lsgs", "persons_passed"] {
                #expect(winter[name] == period[name], "winter \(name)")
            }
            let project = try await home.ok(
                "report",
                "reach",
                "--course",
                "LAP",
                "--project",
                "Jačanje kapaciteta i partnerstva za upravljanje migracijama u Srbiji",
                "--format",
                "json"
            ).json
            #expect(project["persons_passed"] == expected["persons_passed"])
        }

        @Test("Who is eligible, and why others are not, is as expected for every cohort")
        func eligibility() async throws {
            let home = try await Demonstration.shared().home
            let rows = try Home.demonstration("eligibility.csv").split(whereSeparator: \.isNewline)
                .dropFirst()
                .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
            let expected = Dictionary(grouping: rows) { $0[0] }
            #expect(expected.count == 14)
            for (cohort, people) in expected.sorted(by: { $0.key < $1.key }) {
                let list = try await home.ok("certificate", "eligible", cohort, "--format", "json")
                let found = try list.json.elements ?? []
                #expect(found.count == people.count, "\(cohort)")
                let byPerson = Dictionary(
                    found.map { ($0["person"]?.text ?? "", $0) },
                    uniquingKeysWith: { first, _ in first }
                )
                for row in people {
                    let person = try #require(byPerson[row[1]], "\(cohort) \(row[1])")
                    #expect(person["eligible"]?.bool == (row[2] == "yes"), "\(cohort) \(row)")
                    let reasons = (person["reasons"]?.elements ?? []).compactMap(\.text)
                    let wanted = row[3].isEmpty ? [] : row[3].split(separator: ";").map(String.init)
                    #expect(reasons == wanted, "\(cohort) \(row[1])")
                }
            }
        }

        @Test("Issuing to a cohort that has its certificates issues nothing")
        func issuedAlready() async throws {
            let home = try await Demonstration.shared().home
            let again = try await home.ok(
                "certificate",
                "issue",
                "LAP-2023-01",
                "--format",
                "json"
            ).json
            #expect(again["issued"]?.elements == [])
            #expect(again["batch"] == .null)
            #expect(again["skipped"]?.elements?.isEmpty == false)
        }

        @Test("The doctor finds nothing")
        func healthy() async throws {
            let home = try await Demonstration.shared().home
            #expect(try await home.findings() == [])
        }
    }
}
