import Documents
import EventLoop
import Foundation
import Glibc
import Postgres
import Synchronization
import TestSupport
import Testing

extension EndToEnd {
    @Suite("Ending, starting together, and lost connections")
    struct EndingTests {
        @Test(
            "SIGTERM: what is under way is answered, the database stops, a new start is quick"
        )
        func gentleEnd() async throws {
            try await Home.with(try Home()) { home in
                try await Issuing.prepare(home, cohorts: 1, people: 1)
                let server = try await RunningServer.start(in: home)
                print("start of a debug build, database stopped: \(server.startTime)")
                let client = try HTTPClient(port: server.port)
                // Half a request is under way; the rest comes after the signal.
                let request = HTTPCall(path: "/courses/LAP").bytes
                let (first, rest) = (request.prefix(20), request.dropFirst(20))
                try client.send(Array(first))
                #expect(try await server.get("/health/live").status == 200)
                server.running.signal(SIGTERM)
                try await Blocking.until("refusing new connections") {
                    (try? HTTPClient(port: server.port)) == nil
                }
                #expect(server.running.isAlive)
                try client.send(Array(rest))
                let answer = try client.receive(isHead: false)
                #expect(answer.status == 200)
                #expect(answer["connection"]?.lowercased() == "close")
                let outcome = try await server.running.end()
                #expect(outcome.status == 0, "\(outcome.error)")
                #expect(home.databaseProcesses == [])
                #expect(server.log.contains(#""route":"/courses/{code}""#))
                let again = try await RunningServer.start(in: home)
                print("start of a debug build after an end: \(again.startTime)")
                let third = try await RunningServer.start(in: home)
                print("start of a debug build, database running: \(third.startTime)")
                // The one who is not the last leaves the database to the other.
                #expect(try await again.stop() == 0)
                #expect(try await third.get("/health/ready").status == 200)
                third.running.signal(SIGINT)
                #expect(try await third.running.end().status == 0)
                #expect(home.databaseProcesses == [])
            }
        }

        @Test("Issuing that is under way at SIGTERM is finished and acknowledged before the end")
        func endWhileIssuing() async throws {
            try await Home.with(try Home()) { home in
                let token = try await Issuing.prepare(home, cohorts: 4)
                var acknowledged: Set<String> = []
                var isInside = false
                while !isInside {
                    let server = try await RunningServer.start(in: home)
                    // Every try issues to a cohort, so this ends.
                    let cohort = try #require(
                        try Issuing.unissued(home).first,
                        "no signal came inside an issue"
                    )
                    let client = IssuingClient(server: server, token: token)
                    async let told = client.issue(cohort)
                    _ = try await home.awaitEntering(cohort)
                    server.running.signal(SIGTERM)
                    // Still entering after the signal: it came in the middle.
                    isInside = home.isEntering()
                    guard case .issued(let entries) = try await told else {
                        throw TestSupportError("\(cohort) was not acknowledged")
                    }
                    #expect(entries.count == Issuing.peopleCount)
                    acknowledged.formUnion(entries)
                    #expect(try await server.running.end().status == 0)
                    #expect(home.databaseProcesses == [])
                }
                let server = try await RunningServer.start(in: home)
                #expect(try await Issuing.problems(home, acknowledged: acknowledged) == [])
                let count = try home.sql("SELECT count(*) FROM certificates")
                #expect(count == ["\(acknowledged.count)"])
                #expect(try await server.stop() == 0)
            }
        }

        @Test("Many commands at once on a new and on a stopped cluster all succeed")
        func together() async throws {
            try await Home.with(try Home()) { home in
                for _ in 0..<2 {
                    let statuses = try await withThrowingTaskGroup(of: Outcome.self) { group in
                        for _ in 0..<4 {
                            group.addTask { try await home.run("cohort", "list") }
                        }
                        return try await group.reduce(into: [Outcome]()) { $0.append($1) }
                    }
                    for outcome in statuses { #expect(outcome.status == 0, "\(outcome.error)") }
                    #expect(home.databaseProcesses == [])
                }
            }
        }

        @Test("Every connection to the database is cut again and again: right answers or 503")
        func connectionsCut() async throws {
            let demonstration = try await Demonstration.shared()
            let (home, server) = (demonstration.home, demonstration.server)
            let id = try #require(try await demonstration.certificates("LAP-2023-08").first)
            let token = try demonstration.token("staff")
            let cutsMax = 12
            let cuts = Counter()
            let cutter = Task {
                while cuts.value < cutsMax {
                    // Counted even when it fails, so that the others do not wait for ever.
                    defer { cuts.add() }
                    try await Blocking.run {
                        _ = try home.sql(
                            """
                            SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                            WHERE pid <> pg_backend_pid() AND backend_type = 'client backend'
                            """
                        )
                    }
                    // Longer than it takes to connect again, so that most requests find somebody.
                    try await Task.sleep(for: .milliseconds(250))
                }
            }
            let statuses = try await withThrowingTaskGroup(of: [Int].self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        var statuses: [Int] = []
                        while cuts.value < cutsMax {
                            statuses.append(
                                try await server.get("/c/\(id)", accept: "application/json").status
                            )
                            statuses.append(
                                try await server.get("/api/v1/cohorts", token: token).status
                            )
                            statuses.append(
                                try await server.get("/api/v1/me/enrolments", token: token).status
                            )
                            // Who is told to come again comes again a moment later.
                            if statuses.suffix(3).contains(503) {
                                try await Task.sleep(for: .milliseconds(30))
                            }
                        }
                        return statuses
                    }
                }
                return try await group.reduce(into: [Int]()) { $0 += $1 }
            }
            try await cutter.value
            let unavailable = statuses.count(where: { $0 == 503 })
            print("\(cutsMax) cuts: \(unavailable) of \(statuses.count) requests got 503")
            #expect(statuses.allSatisfy { $0 == 200 || $0 == 503 }, "\(Set(statuses))")
            #expect(unavailable < statuses.count / 2)
            try await Blocking.until("right again") {
                try await server.get("/c/\(id)", accept: "application/json").status == 200
            }
            #expect(try await server.get("/api/v1/cohorts").status == 200)
        }
    }
}

/// A number that several tasks share.
private final class Counter: Sendable {
    private let count = Atomic<Int>(0)

    var value: Int { count.load(ordering: .relaxed) }

    func add() {
        count.add(1, ordering: .relaxed)
    }
}
