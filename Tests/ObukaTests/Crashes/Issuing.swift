import Documents
import EventLoop
import Foundation
import Glibc
import Synchronization
import TestSupport

/// A home with closed cohorts that have no certificates yet, made without the demonstration.
enum Issuing {
    static let peopleCount = 12

    /// Loads `count` cohorts of a dozen people who all passed, and closes them.
    static func prepare(_ home: Home, cohorts count: Int) async throws {
        // Keeps the database running between the commands, which is quicker.
        let keeper = try await RunningServer.start(in: home)
        for noun in ["organisations", "projects", "courses"] {
            try await home.ok("import", noun, "\(Home.checkout)/sql/demo/\(noun).csv")
        }
        var cohorts = [
            "cohort_code,course_code,starts_on,ends_on,venue,capacity,"
                + "minimum_attendance_percent,pass_score_percent"
        ]
        var enrolments = [
            "cohort_code,name,email,lsg_code,institution,function,target_group,status"
        ]
        var marks = ["cohort_code,session_date,email,mark,hours"]
        var results = ["cohort_code,email,assessment,score_percent"]
        for cohort in codes(count) {
            cohorts.append("\(cohort),LAP,2024-05-06,2024-05-06,Plandište,20,80,60")
            for person in 0..<peopleCount {
                let email = "person.\(person)@issuing.example"
                enrolments.append(
                    "\(cohort),Ana Probić,\(email),70068,Uprava,službenik,other,confirmed"
                )
                marks.append("\(cohort),2024-05-06,\(email),present,6")
                results.append("\(cohort),\(email),final,90")
            }
        }
        for (noun, rows) in [
            ("cohorts", cohorts), ("enrolments", enrolments), ("attendance", marks),
            ("results", results),
        ] {
            let file = try home.file("\(noun).csv", rows.joined(separator: "\n"))
            try await home.ok("import", noun, file)
        }
        for cohort in codes(count) { try await home.ok("cohort", "close", cohort) }
        try await keeper.stop()
    }

    static func codes(_ count: Int) -> [String] {
        (1...count).map { "ISSUE-\($0)" }
    }

    /// What the register must be, whatever was killed: whole cohorts, no gaps, nothing lost.
    static func problems(
        _ home: Home,
        acknowledged: [String: [String]],
        cohorts count: Int
    ) async throws -> [String] {
        var problems = try await home.findings()
        let list = try await home.ok("certificate", "list", "--format", "json").json
        let all = list["certificates"]?.elements ?? []
        let byCohort = Dictionary(grouping: all) { $0["cohort"]?.text ?? "" }
        for (cohort, certificates) in byCohort where certificates.count != peopleCount {
            problems.append("\(cohort) has \(certificates.count) certificates")
        }
        let years = Dictionary(grouping: all.compactMap { $0["number"]?.text }) { $0.prefix(4) }
        for (year, numbers) in years {
            let serials = numbers.compactMap { Int($0.dropFirst(5)) }.sorted()
            if serials != Array(1...serials.count) { problems.append("gap in \(year): \(serials)") }
        }
        let valid = Set(all.filter { $0["status"] == "valid" }.compactMap { $0["id"]?.text })
        for (cohort, ids) in acknowledged {
            if ids.count != peopleCount { problems.append("\(cohort): \(ids.count) acknowledged") }
            for id in ids where !valid.contains(id) { problems.append("\(cohort): \(id) is lost") }
        }
        return problems
    }
}

/// Issues to one cohort after the other over HTTP, and keeps what was acknowledged.
final class IssuingClient: Sendable {
    private let server: RunningServer
    private let token: String
    private let state = Mutex((acknowledged: [String: [String]](), refused: [Answer]()))

    init(_ server: RunningServer, token: String) {
        self.server = server
        self.token = token
    }

    var acknowledged: [String: [String]] { state.withLock { $0.acknowledged } }
    var refused: [Answer] { state.withLock { $0.refused } }

    /// Issues to each; a broken connection is no acknowledgement, and ends it when `stops`.
    func issue(_ cohorts: [String], stopsWhenCut stops: Bool = true) async {
        for cohort in cohorts {
            let path = "/api/v1/cohorts/\(cohort)/certificates"
            guard let answer = try? await server.send("POST", path, [:], token: token) else {
                if stops { return }
                continue
            }
            let issued = (try? answer.json)?["issued"]?.elements
            state.withLock { state in
                if answer.status == 200, let issued {
                    state.acknowledged[cohort] = issued.compactMap { $0["id"]?.text }
                } else {
                    state.refused.append(answer)
                }
            }
        }
    }
}

extension Home {
    /// The processes of the embedded database server.
    var databaseProcesses: [pid_t] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return all.compactMap { pid_t($0) }.filter { process in
            let directory = try? FileManager.default.destinationOfSymbolicLink(
                atPath: "/proc/\(process)/cwd"
            )
            return directory == "\(data)/cluster/data"
        }
    }

    func killDatabase() {
        for process in databaseProcesses { kill(process, SIGKILL) }
    }
}
