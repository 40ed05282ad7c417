import Documents
import EventLoop
import Foundation
import Glibc
import TestSupport
import Testing

extension EndToEnd {
    @Suite("Killed in the middle of issuing")
    struct KillTests {
        static let cohortCount = 8

        @Test("The server is killed: what it acknowledged stands, and no cohort is half issued")
        func serverKilled() async throws {
            try await Home.with(try Home()) { home in
                try await Issuing.prepare(home, cohorts: KillTests.cohortCount)
                let token = try await home.token("staff@issuing.example", "staff")
                var acknowledged: [String: [String]] = [:]
                for round in 0..<3 {
                    let left = Issuing.codes(KillTests.cohortCount).filter {
                        acknowledged[$0] == nil
                    }
                    if left.isEmpty { break }
                    let server = try await RunningServer.start(in: home)
                    let client = IssuingClient(server, token: token)
                    async let issuing: Void = client.issue(left)
                    try await Blocking.until("acknowledged") {
                        !client.acknowledged.isEmpty
                    }
                    usleep(UInt32(round) * 7_000)
                    server.running.signal(SIGKILL)
                    await issuing
                    #expect(try await server.running.end().status == 128 + SIGKILL)
                    for (cohort, ids) in client.acknowledged where !ids.isEmpty {
                        acknowledged[cohort] = ids
                    }
                }
                #expect(!acknowledged.isEmpty)
                let problems = try await Issuing.problems(
                    home,
                    acknowledged: acknowledged,
                    cohorts: KillTests.cohortCount
                )
                #expect(problems == [])
                let server = try await RunningServer.start(in: home)
                for id in acknowledged.values.joined() {
                    let answer = try await server.get("/c/\(id).json")
                    #expect(try answer.json["status"] == "valid")
                }
                #expect(try await server.stop() == 0)
            }
        }

        @Test("A command is killed: all of a cohort or none, and repeating it completes it")
        func commandKilled() async throws {
            try await Home.with(try Home()) { home in
                try await Issuing.prepare(home, cohorts: KillTests.cohortCount)
                let server = try await RunningServer.start(in: home)
                for (index, cohort) in Issuing.codes(KillTests.cohortCount).enumerated() {
                    let running = try home.start(
                        ["certificate", "issue", cohort, "--format", "json"]
                    )
                    usleep(30_000 + UInt32(index) * 8_000)
                    running.signal(SIGKILL)
                    _ = try await running.end()
                }
                #expect(
                    try await Issuing.problems(
                        home,
                        acknowledged: [:],
                        cohorts: KillTests.cohortCount
                    ) == []
                )
                for cohort in Issuing.codes(KillTests.cohortCount) {
                    try await home.ok("certificate", "issue", cohort)
                    #expect(try await home.certificates(cohort).count == Issuing.peopleCount)
                }
                #expect(try await home.findings() == [])
                #expect(try await server.stop() == 0)
            }
        }

        @Test("The database is killed: 503 everywhere, and the server brings it back by itself")
        func databaseKilled() async throws {
            try await Home.with(try Home()) { home in
                try await Issuing.prepare(home, cohorts: KillTests.cohortCount)
                let token = try await home.token("staff@issuing.example", "staff")
                let server = try await RunningServer.start(in: home)
                let client = IssuingClient(server, token: token)
                async let issuing: Void = client.issue(
                    Issuing.codes(KillTests.cohortCount),
                    stopsWhenCut: false
                )
                try await Blocking.until("acknowledged") { !client.acknowledged.isEmpty }
                home.killDatabase()
                let killedAt = MonotonicTime.current()
                try await expectUnavailable(server, token)
                await issuing
                for answer in client.refused {
                    #expect(answer.status == 503, "\(answer.text)")
                    #expect(answer.code == "unavailable")
                    #expect(answer["retry-after"] != nil)
                }
                try await Blocking.until("ready again", within: .seconds(60)) {
                    try await server.get("/health/ready").status == 200
                }
                let time = MonotonicTime.current().nanoseconds - killedAt.nanoseconds
                print("from kill -9 of the database to ready again: \(time / 1_000_000) ms")
                #expect(server.running.isAlive)
                await client.issue(Issuing.codes(KillTests.cohortCount))
                // A second time nothing is issued, so what was acknowledged first counts.
                let problems = try await Issuing.problems(
                    home,
                    acknowledged: client.acknowledged.filter { !$0.value.isEmpty },
                    cohorts: KillTests.cohortCount
                )
                #expect(problems == [])
                #expect(try await home.certificates("ISSUE-8").count == Issuing.peopleCount)
                #expect(try await server.stop() == 0)
                #expect(home.databaseProcesses == [])
            }
        }

        private func expectUnavailable(_ server: RunningServer, _ token: String) async throws {
            let id = "0000-0000-0000-0000"
            try await Blocking.until("unavailable", within: .seconds(5)) {
                try await server.get("/health/ready").status == 503
            }
            #expect(try await server.get("/health/live").status == 200)
            let json = try await server.get("/c/\(id)", accept: "application/json")
            let page = try await server.get("/en/c/\(id)", accept: "text/html")
            let api = try await server.get("/api/v1/me", token: token)
            // It may be back already; an answer is then a right one.
            for (answer, right) in [(json, 404), (page, 404), (api, 200)] {
                #expect([503, right].contains(answer.status), "\(answer.text)")
                if answer.status == 503 { #expect(answer["retry-after"] != nil) }
            }
            if json.status == 503 { #expect(try json.json["status"] == "unavailable") }
            if page.status == 503 {
                #expect(page["content-type"]?.hasPrefix("text/html") == true)
                #expect(page.text.contains("<html lang=\"en\">"))
            }
            if api.status == 503 { #expect(api.code == "unavailable") }
        }
    }
}
