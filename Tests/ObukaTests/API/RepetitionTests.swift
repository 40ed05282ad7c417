import Documents
import EventLoop
import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite("Pages of lists, repeated requests, and a race for seats")
    struct RepetitionTests {
        @Test("Following the cursor gives every row once, by the body and by the Link")
        func pages() async throws {
            let demonstration = try await Demonstration.shared()
            let session = try await APISession(demonstration.server)
            let token = try demonstration.token("staff")
            for (path, noun, key) in [
                ("/people?limit=50", "people", "email"), ("/cohorts?limit=4", "cohorts", "code"),
                ("/certificates?status=valid&limit=60", "certificates", "id"),
                ("/cohorts/LAP-2023-09/enrolments?limit=5", "enrolments", "code"),
                ("/people?q=vuksan&limit=1", "people", "email"),
                ("/audit?limit=200", "audit", "id"),
            ] {
                var seen: [JSON] = []
                var next: String? = path
                while let page = next {
                    let answer = try await session.call("GET", page, token: token, gives: 200)
                    let rows = try #require(try answer.json[noun]?.elements)
                    seen += rows.compactMap { $0[key] }
                    let cursor = try answer.json["next"]?.text
                    let link = answer["link"]
                    #expect((cursor == nil) == (link == nil))
                    next = link.map {
                        String($0.dropFirst("</api/v1".count).prefix { $0 != ">" })
                    }
                    if let cursor {
                        #expect(next?.contains("cursor=\(cursor)") == true)
                        #expect(link?.hasSuffix("; rel=\"next\"") == true)
                        #expect(rows.count == Int(try #require(path.split(separator: "=").last)))
                    }
                }
                #expect(!seen.isEmpty, "\(path)")
                #expect(Set(seen).count == seen.count, "\(path)")
            }
            // The default page is smaller than all, so that nobody gets everything by accident.
            let all = try await session.call("GET", "/people?limit=200", token: token, gives: 200)
            let usual = try await session.call("GET", "/people", token: token, gives: 200)
            #expect(
                try all.json["people"]?.elements?.count ?? 0
                    > usual.json["people"]?.elements?.count ?? 0
            )
        }

        private func organisation(_ code: String, _ name: String) -> JSON {
            [
                "code": .string(code), "name_sr_cyrl": "Понова", "name_sr_latn": "Ponova",
                "name_en": .string(name), "kind": "donor",
            ]
        }

        @Test("A request that is sent again with its key is done once, also at the same time")
        func idempotency() async throws {
            let demonstration = try await Demonstration.shared()
            let server = demonstration.server
            let token = try demonstration.token("staff")
            let path = "/api/v1/organisations"
            let key = ["Idempotency-Key": "again and again"]
            let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
                for _ in 0..<12 {
                    group.addTask {
                        try await server.send(
                            "POST",
                            path,
                            organisation("AGAIN", "Again"),
                            token: token,
                            fields: key
                        )
                    }
                }
                return try await group.reduce(into: [Answer]()) { $0.append($1) }
            }
            #expect(answers.count(where: { $0.status == 201 }) >= 1)
            for answer in answers {
                #expect([201, 409].contains(answer.status), "\(answer.text)")
                if answer.status == 409 { #expect(answer.code != "code_taken", "\(answer.text)") }
            }
            let repeated = try await server.send(
                "POST",
                path,
                organisation("AGAIN", "Again"),
                token: token,
                fields: key
            )
            #expect(repeated.status == 201)
            #expect(repeated.bytes == answers.first { $0.status == 201 }?.bytes)
            let other = try await server.send(
                "POST",
                path,
                organisation("OTHER", "Other"),
                token: token,
                fields: key
            )
            #expect([409, 422].contains(other.status))
            #expect(other.code?.hasPrefix("idempotency") == true, "\(other.text)")
            #expect(try await server.get("\(path)/OTHER").status == 404)
        }

        @Test("A key belongs to one account, and is not endless")
        func keys() async throws {
            let demonstration = try await Demonstration.shared()
            let (home, server) = (demonstration.home, demonstration.server)
            let path = "/api/v1/organisations"
            let token = try demonstration.token("staff")
            let key = ["Idempotency-Key": "mine"]
            let mine = try await server.send(
                "POST",
                path,
                organisation("MINE", "Mine"),
                token: token,
                fields: key
            )
            #expect(mine.status == 201)
            let administrator = try demonstration.token("administrator")
            let elsewhere = try await server.send(
                "POST",
                path,
                organisation("OTHER", "Other"),
                token: administrator,
                fields: key
            )
            #expect(elsewhere.status == 201)
            let long = ["Idempotency-Key": String(repeating: "k", count: 256)]
            let refused = try await server.send(
                "POST",
                path,
                organisation("LONG", "Long"),
                token: token,
                fields: long
            )
            #expect(refused.status == 422)
            #expect(try await home.findings() == [])
        }

        @Test("Two hundred people race for twenty seats: twenty get one, all others an answer")
        func race() async throws {
            let demonstration = try await Demonstration.shared()
            let server = demonstration.server
            let token = try demonstration.token("staff")
            let cohort: JSON = [
                "code": "RACE", "course_code": "LAP", "starts_on": "2027-03-02",
                "ends_on": "2027-03-03", "venue": "Plandište", "capacity": 20,
                "minimum_attendance_percent": 80, "pass_score_percent": 50,
            ]
            let made = try await server.send("POST", "/api/v1/cohorts", cohort, token: token)
            #expect(made.status == 201, "\(made.text)")
            let path = "/api/v1/cohorts/RACE"
            #expect(try await server.send("POST", path + "/opening", token: token).status == 200)
            let begin = MonotonicTime.current()
            let answers = try await withThrowingTaskGroup(of: Answer.self) { group in
                for number in 0..<200 {
                    group.addTask {
                        let person: JSON = [
                            "email": .string("racer.\(number)@race.example"),
                            "name": "Trka Trkačić", "lsg_code": "70068", "institution": "Uprava",
                            "function": "službenik", "target_group": "other",
                        ]
                        return try await server.send(
                            "POST",
                            path + "/enrolments",
                            person,
                            token: token
                        )
                    }
                }
                return try await group.reduce(into: [Answer]()) { $0.append($1) }
            }
            let time = MonotonicTime.current().nanoseconds - begin.nanoseconds
            print("200 people for 20 seats: \(time / 1_000_000) ms")
            #expect(answers.count(where: { $0.status == 201 }) == 20)
            let refused = answers.filter { $0.status == 409 && $0.code == "cohort_full" }
            #expect(refused.count == 180)
            let codes = Set(answers.compactMap { try? $0.json["code"]?.text })
            #expect(codes.count == 21)
            let list = try await server.get(path + "/enrolments?limit=200", token: token)
            #expect(try list.json["enrolments"]?.elements?.count == 20)
            #expect(try await server.get(path).json["seats_free"] == 0)
            #expect(try await demonstration.home.findings() == [])
        }
    }
}
