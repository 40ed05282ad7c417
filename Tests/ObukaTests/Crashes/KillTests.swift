import Documents
import EventLoop
import Foundation
import Glibc
import TestSupport
import Testing

extension EndToEnd {
    /// Every kill lands inside an issue.
    ///
    /// It counts when the database was seen entering certificates just before it and nobody was
    /// told that they are issued. One that came too late costs a cohort and is tried again.
    @Suite("Killed in the middle of issuing")
    struct KillTests {
        /// More than are needed when every kill lands: the rest are for those that come too late.
        private static let cohortCount = 6

        @Test(
            "The server is killed: what it acknowledged stands, and no cohort is half issued",
            arguments: [false, true]
        )
        func serverKilled(databaseToo: Bool) async throws {
            try await Home.with(try Home()) { home in
                let token = try await Issuing.prepare(home, cohorts: KillTests.cohortCount)
                var acknowledged: Set<String> = []
                var cutCount = 0
                while cutCount < 2 {
                    let server = try await RunningServer.start(in: home)
                    // Every try that was no cut has issued to a cohort, so this ends.
                    let left = try await unissued(home)
                    try #require(left.count >= 2, "no kill landed inside an issue")
                    let client = IssuingClient(server: server, token: token)
                    // Something acknowledged just before must survive as well.
                    if cutCount == 0 {
                        guard case .issued(let entries) = try await client.issue(left[1]) else {
                            throw TestSupportError("nothing was issued")
                        }
                        acknowledged.formUnion(entries)
                    }
                    async let told = client.issue(left[0])
                    let wasEntering = try await home.awaitEntering(left[0])
                    server.running.signal(SIGKILL)
                    if databaseToo { home.killDatabase() }
                    switch try await told {
                    case .nothing: cutCount += wasEntering ? 1 : 0
                    case .issued(let entries): acknowledged.formUnion(entries)
                    case .refused(let answer): Issue.record("\(answer.text)")
                    }
                    #expect(try await server.running.end().status == 128 + SIGKILL)
                }
                print("killed inside an issue \(cutCount) times, database too: \(databaseToo)")
                let server = try await RunningServer.start(in: home)
                try await expectWhole(home, server, token, acknowledged)
                #expect(try await server.stop() == 0)
            }
        }

        @Test("A command is killed: all of a cohort or none, and repeating it completes it")
        func commandKilled() async throws {
            try await Home.with(try Home()) { home in
                let token = try await Issuing.prepare(home, cohorts: KillTests.cohortCount)
                let server = try await RunningServer.start(in: home)
                var cutCount = 0
                while cutCount < 2 {
                    let left = try await unissued(home)
                    let cohort = try #require(left.first, "no kill landed inside an issue")
                    let running = try home.start(
                        ["certificate", "issue", cohort, "--format", "json"]
                    )
                    let wasEntering = try await home.awaitEntering(cohort)
                    running.signal(SIGKILL)
                    let outcome = try await running.end()
                    let isCut = outcome.status == 128 + SIGKILL && outcome.output.isEmpty
                    cutCount += wasEntering && isCut ? 1 : 0
                }
                #expect(try await Issuing.problems(home, acknowledged: []) == [])
                let cohort = try #require(try await unissued(home).first)
                let outcome = try await home.ok("certificate", "issue", cohort, "--format", "json")
                let entries = try Issuing.entries(in: outcome.json)
                #expect(entries.count == Issuing.peopleCount)
                try await expectWhole(home, server, token, entries)
                #expect(try await server.stop() == 0)
            }
        }

        @Test("The database is killed: 503 everywhere, and the server brings it back by itself")
        func databaseKilled() async throws {
            try await Home.with(try Home()) { home in
                let token = try await Issuing.prepare(home, cohorts: KillTests.cohortCount)
                let server = try await RunningServer.start(in: home)
                let client = IssuingClient(server: server, token: token)
                var acknowledged: Set<String> = []
                var cutCount = 0
                while cutCount < 2 {
                    let left = try await unissued(home)
                    let cohort = try #require(left.first, "no kill landed inside an issue")
                    async let told = client.issue(cohort)
                    let wasEntering = try await home.awaitEntering(cohort)
                    home.killDatabase()
                    try await expectUnavailable(server, token)
                    switch try await told {
                    case .refused(let answer):
                        #expect(answer.status == 503, "\(answer.text)")
                        #expect(answer.code == "unavailable")
                        #expect(answer["retry-after"] != nil)
                        cutCount += wasEntering ? 1 : 0
                    case .issued(let entries): acknowledged.formUnion(entries)
                    case .nothing: Issue.record("the server gave no answer")
                    }
                    try await Blocking.until("ready again", within: .seconds(60)) {
                        try await server.get("/health/ready").status == 200
                    }
                    #expect(server.running.isAlive)
                    #expect(try await Issuing.problems(home, acknowledged: acknowledged) == [])
                }
                try await expectWhole(home, server, token, acknowledged)
                #expect(try await server.stop() == 0)
                #expect(home.databaseProcesses == [])
            }
        }

        /// The cohorts left, once nobody writes any more: the backend of a killed program may not
        /// have noticed yet.
        private func unissued(_ home: Home) async throws -> [String] {
            try await Blocking.until("still") { !home.isEntering() }
            return try Issuing.unissued(home)
        }

        /// Nothing is lost or half there, and the cohorts that were cut off can be issued to.
        private func expectWhole(
            _ home: Home,
            _ server: RunningServer,
            _ token: String,
            _ acknowledged: Set<String>
        ) async throws {
            #expect(try await Issuing.problems(home, acknowledged: acknowledged) == [])
            for entry in acknowledged.sorted().prefix(20) {
                let answer = try await server.get(
                    "/c/\(entry.split(separator: " ")[1])",
                    accept: "application/json"
                )
                #expect(try answer.json["status"] == "valid")
            }
            var all = acknowledged
            for cohort in try Issuing.unissued(home) {
                let client = IssuingClient(server: server, token: token)
                guard case .issued(let entries) = try await client.issue(cohort) else {
                    throw TestSupportError("\(cohort) cannot be issued to")
                }
                #expect(entries.count == Issuing.peopleCount)
                all.formUnion(entries)
            }
            #expect(try await Issuing.problems(home, acknowledged: all) == [])
            let count = try home.sql("SELECT count(*) FROM certificates")
            #expect(count == ["\(KillTests.cohortCount * Issuing.peopleCount)"])
        }

        private func expectUnavailable(_ server: RunningServer, _ token: String) async throws {
            let id = "0000-0000-0000-0000"
            try await Blocking.until("unavailable") {
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
