import Documents
import EventLoop
import Foundation
import Synchronization
import TestSupport
import Testing

extension EndToEnd {
    @Suite("Two hundred people and twenty seats")
    struct SeatRaceTests {
        private static let people = 200
        private static let seats = 20

        /// What happened to one person over HTTP.
        private struct Asked: Sendable {
            let number: Int
            let code: String?
            let refusal: String?
        }

        @Test("While offers lapse and seats move there are never more than 20, and nobody is lost")
        func race() async throws {
            let demonstration = try await Demonstration.shared()
            let home = demonstration.home
            let token = try demonstration.token("administrator")
            let server = demonstration.server
            try await prepare(server, token)
            let isOver = Flag()
            let clock = Task.detached {
                while !isOver.isSet {
                    try timeFlies(home, forOffers: "id % 2 = 0")
                    try await Task.sleep(for: .milliseconds(50))
                }
            }
            let asked = try await everybody(server.port, token)
            // Whoever was quick may have answered every offer the clock looked for.
            try await Blocking.until("an offer lapsed") {
                try timeFlies(home, forOffers: "true")
                return try home.sql(
                    """
                    SELECT count(*) > 0 FROM enrolment_events AS events
                    JOIN enrolments ON enrolments.id = events.enrolment_id
                    JOIN cohorts ON cohorts.id = enrolments.cohort_id AND cohorts.code = 'TRKA'
                    WHERE from_status = 'offered' AND to_status = 'lapsed'
                    """
                ) == ["t"]
            }
            isOver.set()
            try await clock.value
            #expect(asked.count == Self.people)
            #expect(asked.compactMap(\.refusal) == [])
            #expect(Set(asked.compactMap(\.code)).count == Self.people)
            try await Blocking.until("settled") {
                try home.sql("SELECT count(*) FROM unsettled_cohorts") == ["0"]
            }
            try check(home)
            #expect(try await home.findings() == [])
        }

        /// Ends the time to answer of these offers.
        private func timeFlies(_ home: Home, forOffers condition: String) throws {
            _ = try home.sql(
                """
                SET session_replication_role = replica;
                SELECT id FROM cohorts WHERE code = 'TRKA' FOR UPDATE;
                UPDATE enrolments SET offer_ends_at = now() - interval '1 second'
                WHERE status = 'offered' AND \(condition)
                    AND cohort_id = (SELECT id FROM cohorts WHERE code = 'TRKA')
                """
            )
        }

        private func prepare(_ server: RunningServer, _ token: String) async throws {
            for (code, capacity) in [("TRKA", Self.seats), ("DRUGA", Self.people)] {
                let draft: JSON = [
                    "code": .string(code), "course_code": "LAP", "starts_on": "2062-03-02",
                    "ends_on": "2062-03-03", "venue": "Plandište",
                    "capacity": .integer(capacity),
                ]
                let made = try await server.send("POST", "/api/v1/cohorts", draft, token: token)
                #expect(made.status == 201)
                _ = try await server.send(
                    "POST",
                    "/api/v1/cohorts/\(code)/opening",
                    token: token
                )
            }
            let rules: JSON = ["has_waiting_list": true, "promotion": "automatic"]
            let changed = try await server.send(
                "PUT",
                "/api/v1/cohorts/TRKA/seat-rules",
                rules,
                token: token,
                fields: ["If-Match": "*"]
            )
            #expect(changed.status == 200)
        }

        /// Everybody asks at once; then some give the seat back, some answer an offer, and some
        /// are moved, all at the same time.
        private func everybody(_ port: UInt16, _ token: String) async throws -> [Asked] {
            try await withThrowingTaskGroup(of: Asked.self) { group in
                for number in 0..<Self.people {
                    group.addTask {
                        try await Blocking.run { try SeatRaceTests.live(number, port, token) }
                    }
                }
                return try await group.reduce(into: []) { $0.append($1) }
            }
        }

        /// Set once, from another task.
        private final class Flag: Sendable {
            private let value = Atomic<Bool>(false)

            var isSet: Bool { value.load(ordering: .relaxed) }

            func set() { value.store(true, ordering: .relaxed) }
        }

        private static func live(
            _ number: Int,
            _ port: UInt16,
            _ token: String
        ) throws -> Asked {
            let client = try HTTPClient(port: port)
            func post(_ path: String, _ body: JSON) throws -> Answer {
                try client.exchange(
                    HTTPCall(
                        method: "POST",
                        path: "/api/v1" + path,
                        fields: [
                            "Authorization": "Bearer \(token)", "Content-Type": "application/json",
                        ],
                        body: String(decoding: body.bytes, as: UTF8.self)
                    )
                )
            }
            let person: JSON = [
                "email": .string("trkac\(number)@probe.example"), "name": "Petar Probić",
            ]
            var answer = try post("/cohorts/TRKA/enrolments", person)
            // On a busy machine somebody is asked to come again, and does.
            for _ in 0..<60 where answer.status == 503 {
                Thread.sleep(forTimeInterval: 1)
                answer = try post("/cohorts/TRKA/enrolments", person)
            }
            guard let code = try answer.json["code"]?.text else {
                return Asked(number: number, code: nil, refusal: "\(answer.status) \(answer.text)")
            }
            let path = "/enrolments/\(code)"
            switch number % 5 {
            case 0: _ = try post(path + "/withdrawal", ["reason": "odustaje"])
            case 1:
                let there: JSON = ["cohort": "DRUGA", "reason": "bliže kući"]
                _ = try post(path + "/transfer", there)
            default: _ = try post(path + "/acceptance", [:])
            }
            return Asked(number: number, code: code, refusal: nil)
        }

        /// Replays the events in their order, and holds the state against them.
        private func check(_ home: Home) throws {
            let ofRace = """
                FROM enrolment_events AS events
                JOIN enrolments ON enrolments.id = events.enrolment_id
                JOIN cohorts ON cohorts.id = enrolments.cohort_id AND cohorts.code = 'TRKA'
                """
            let most = try home.sql(
                """
                SELECT max(seats), min(seats) FROM (
                    SELECT sum(
                        (to_status IN ('confirmed', 'offered'))::integer
                        - (coalesce(from_status, '') IN ('confirmed', 'offered'))::integer
                    ) OVER (ORDER BY events.id) AS seats \(ofRace)) AS moments
                """
            )
            #expect(most == ["\(Self.seats)|1"])
            let seats = try home.sql(
                """
                SELECT confirmed + offered, waiting > 0, confirmed + offered = (
                    SELECT seats_taken FROM cohorts WHERE code = 'TRKA')
                FROM cohort_seats WHERE code = 'TRKA'
                """
            )
            #expect(seats == ["\(Self.seats)|t|t"])
            let people = try home.sql(
                "SELECT count(DISTINCT enrolments.person_id) \(ofRace)"
            )
            #expect(people == ["\(Self.people)"])
            // It was a race: each of these happened in it.
            let happened = try home.sql(
                """
                SELECT DISTINCT coalesce(from_status, '') || ' ' || to_status \(ofRace)
                ORDER BY 1
                """
            )
            for step in ["waiting offered", "offered lapsed", "confirmed withdrawn", " waiting"] {
                #expect(happened.contains(step), "\(step)")
            }
            let moved = try home.sql(
                """
                SELECT count(*) FROM enrolments JOIN cohorts ON cohorts.id = cohort_id
                WHERE cohorts.code = 'DRUGA' AND follows_id IS NOT NULL
                """
            )
            #expect(moved != ["0"])
        }
    }
}
