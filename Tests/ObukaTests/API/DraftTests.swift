import Documents
import TestSupport
import Testing

extension EndToEnd {
    @Suite("What is planned and not published yet")
    struct DraftTests {
        @Test("A draft of a cohort is for those who work here, and for everybody once published")
        func cohort() async throws {
            let demonstration = try await Demonstration.shared()
            let server = demonstration.server
            let staff = try demonstration.token("staff")
            let draft: JSON = [
                "code": "NACRT-1", "course_code": "NAR", "starts_on": "2027-03-01",
                "ends_on": "2027-03-02", "venue": "Plandište", "capacity": 10,
            ]
            let made = try await server.send("POST", "/api/v1/cohorts", draft, token: staff)
            #expect(made.status == 201, "\(made.text)")
            let places = [
                "/api/v1/cohorts/NACRT-1", "/api/v1/cohorts/NACRT-1/sessions",
                "/api/v1/cohorts/NACRT-1/seat-rules", "/cohorts/NACRT-1.ics",
            ]
            for place in places { #expect(try await server.get(place).status == 404, "\(place)") }
            let listed = "/api/v1/cohorts?q=NACRT-1"
            #expect(try await !server.get(listed).text.contains("NACRT-1\""))
            #expect(try await !server.get("/en/courses/NAR").text.contains("NACRT-1"))
            #expect(try await server.get(listed, token: staff).text.contains("NACRT-1\""))
            let trainee = try demonstration.token("trainee")
            #expect(try await server.get(places[0], token: trainee).status == 404)
            #expect(try await server.get(places[0], token: staff).status == 200)

            let opened = "/api/v1/cohorts/NACRT-1/opening"
            #expect(try await server.send("POST", opened, [:], token: staff).status == 200)
            for place in places { #expect(try await server.get(place).status == 200, "\(place)") }
            #expect(try await server.get("/en/courses/NAR").text.contains("NACRT-1"))
            _ = try await server.send(
                "POST",
                "/api/v1/cohorts/NACRT-1/cancellation",
                ["reason": "a test"],
                token: staff
            )
        }

        @Test("The draft of a course's next version is for those who work here")
        func version() async throws {
            let demonstration = try await Demonstration.shared()
            let server = demonstration.server
            let staff = try demonstration.token("staff")
            let versions = "/api/v1/courses/POVRATAK/versions"
            let made = try await server.send("POST", versions, [:], token: staff)
            let number = try #require(try made.json["number"]?.wholeNumber)
            #expect(try await server.get("\(versions)/\(number)").status == 404)
            #expect(try await server.get("\(versions)/\(number)", token: staff).status == 200)
            let shown = try await server.get(versions).json["versions"]?.elements ?? []
            #expect(!shown.isEmpty && shown.allSatisfy { $0["published_on"] != .null })
        }
    }
}
