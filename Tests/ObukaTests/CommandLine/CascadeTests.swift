import Documents
import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite("Trainers and their cascade at the command line and on pages")
    struct CascadeTests {
        private static let training = "NAR-TOT-2022"

        @Test("Statement 21: the demonstration has one, five, and more than 150 persons")
        func report() async throws {
            let home = try await Demonstration.shared().home
            let run = try await home.ok(
                ["report", "cascade", Self.training, "--as-of", "2022-12-31", "--format", "json"]
            )
            let report = try run.json
            #expect(report["graduates"] == 5)
            #expect(report["deliveries"] == 5)
            #expect(report["participations_passed"] == 155)
            #expect(report["persons_passed"] == 152)
            #expect(report["lsgs"] == 24)
            #expect(report["as_of"] == "2022-12-31")
            #expect(run.error.contains("152 persons passed"))
            #expect(run.error.contains("Graduates are persons who passed"))
            #expect(try await home.run("report", "cascade", "LAP-2023-01").status == 6)
            #expect(try await home.run("report", "cascade", "NEMA").status == 5)
        }

        @Test("Reach and a cascade have the same rows by the command line and the API")
        func rows() async throws {
            let home = try await Demonstration.shared().home
            let server = try await Demonstration.shared().server
            let token = try await Demonstration.shared().token("auditor")
            for (name, rows) in [("reach", 1), ("cascade/\(Self.training)", 5)] {
                let command = ["report"] + name.split(separator: "/").map(String.init)
                for format in ["csv", "ndjson"] {
                    let answer = try await server.get(
                        "/api/v1/reports/\(name)?language=en&as_of=2024-12-31&format=\(format)",
                        token: token
                    )
                    #expect(answer.status == 200)
                    let written = try await home.ok(
                        command
                            + ["--as-of", "2024-12-31", "--language", "en", "--format", format]
                    )
                    let lines = written.output.split(whereSeparator: \.isNewline)
                    #expect(lines == answer.text.split(whereSeparator: \.isNewline))
                    #expect(lines.count > rows)
                    let fields = command + ["--format", format, "--fields", "lsgs"]
                    #expect(try await home.run(fields).status == 2)
                }
            }
        }

        @Test("Reach and a cascade are workbooks too, by the command line and the API")
        func workbooks() async throws {
            let home = try await Demonstration.shared().home
            let server = try await Demonstration.shared().server
            let token = try await Demonstration.shared().token("auditor")
            for name in ["reach", "cascade/\(Self.training)"] {
                let file = NSTemporaryDirectory() + "\(UUID().uuidString).xlsx"
                defer { try? FileManager.default.removeItem(atPath: file) }
                let command = ["report"] + name.split(separator: "/").map(String.init)
                let run = try await home.ok(command + ["--format", "xlsx", "-o", file])
                #expect(run.output.isEmpty)
                #expect(try Data(contentsOf: URL(filePath: file)).starts(with: Data("PK".utf8)))
                let path = "/api/v1/reports/\(name)?format="
                let answer = try await server.get(path + "xlsx", token: token)
                #expect(answer.status == 200 && answer.bytes.starts(with: Array("PK".utf8)))
                #expect(try await server.get(path + "csv", token: token).status == 200)
                #expect(try await server.get(path + "pdf", token: token).status == 422)
            }
            let csv = try await server.get(
                "/api/v1/reports/cascade/\(Self.training)?format=csv&to=2022-03-31",
                token: token
            )
            #expect(csv.text.matches(of: /(?m)^\uFEFF?NAR-TOT-2022,/).count == 3)
            let unnamed = ["report", "reach", "--format", "xlsx"]
            #expect(try await home.run(unnamed).status == 2)
            let none = NSTemporaryDirectory() + "\(UUID().uuidString).xlsx"
            let other = ["report", "cascade", "LAP-2023-01", "--format", "xlsx", "-o", none]
            #expect(try await home.run(other).status == 6)
            #expect(!FileManager.default.fileExists(atPath: none))
        }

        @Test("A graduate of 2022 is qualified for good, and accredited no more")
        func check() async throws {
            let home = try await Demonstration.shared().home
            let list = try await home.ok(["qualification", "list", "--format", "json"]).json
            let graduate = try #require(list.elements?.first?["person"]?.text)
            let cohort = ["--cohort", "NAR-2022-01", "--format", "json"]
            let then = try await home.ok(["trainer", "check", graduate] + cohort).json
            #expect(then["may_teach"] == true)
            let now = try await home.ok(
                ["trainer", "check", graduate, "--on", "2024-03-01"] + cohort
            ).json
            #expect(now["qualified"] == true && now["active"] == false)
            #expect(now["reasons"] == ["not accredited"])
            let assigned = try await home.run(
                "trainer",
                "assign",
                graduate,
                "--cohort",
                "LAP-2024-15",
                "--dry-run"
            )
            #expect(assigned.status == 6)
            #expect(assigned.error.contains("not qualified"))
            let engaged = try await home.ok(
                ["trainer", "engagements", "--person", graduate, "--format", "csv"]
            )
            #expect(engaged.output.split(separator: "\r\n").count == 2)
            #expect(engaged.output.contains(",12,"))
        }

        @Test("Anybody sees the tree and who chose to be listed, and no address of anybody")
        func pages() async throws {
            let server = try await Demonstration.shared().server
            let path = "/cohorts/\(Self.training)/cascade"
            for prefix in ["", "/sr-Cyrl", "/sr-Latn", "/en"] {
                let page = try await server.get(prefix + path, accept: "text/html")
                #expect(page.status == 200)
                #expect(page.text.matches(of: #/<rect /#).count == 6)
                #expect(!page.text.contains(".example<") && !page.text.contains("@"))
            }
            let early = try await server.get("/en\(path)?to=2022-03-31", accept: "text/html")
            #expect(early.text.contains("3 deliveries"))
            let table = try await server.get("\(path).csv")
            #expect(table.text.split(separator: "\r\n").count == 6)
            #expect(try await server.get("\(path)?until=2022", accept: "text/html").status == 422)
            let missing = try await server.get("/cohorts/NEMA/cascade", accept: "text/html")
            #expect(missing.status == 404)
            let other = try await server.get("/cohorts/LAP-2023-01/cascade", accept: "text/html")
            #expect(other.status == 409)
            let trainers = try await server.get("/en/trainers", accept: "text/html")
            #expect(trainers.status == 200)
            #expect(trainers.text.matches(of: #/<article class="course">/#).count >= 3)
            #expect(!trainers.text.contains("@"))
        }
    }
}
