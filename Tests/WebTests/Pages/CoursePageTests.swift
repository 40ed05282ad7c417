import Documents
import Testing
import TrainingCentre

@testable import Web

@Suite("The pages of courses")
struct CoursePageTests {
    @Test("The catalogue shows cohorts that people can still come to, by date")
    func catalogue() throws {
        let html = String(
            decoding: try Sample.pages().courses(
                [Sample.course()],
                cohorts: Sample.cohorts(),
                today: Sample.today,
                language: .english
            ),
            as: UTF8.self
        )
        let text = VisibleText(html: html).text
        let full = try #require(text.firstRange(of: "30 January – 1 February 2024"))
        let open = try #require(text.firstRange(of: "20–22 February 2024"))
        #expect(full.lowerBound < open.lowerBound)
        #expect(text.contains("Seats free: 3"))
        #expect(text.contains("full"))
        #expect(!text.contains("2023"))
        #expect(html.contains("href=\"/en/courses/LAP\""))
    }

    @Test("The next part of a search keeps what was searched for")
    func next() throws {
        let html = String(
            decoding: try Sample.pages().courses(
                [Sample.course()],
                cohorts: [],
                today: Sample.today,
                query: "азил & план",
                next: "LAP",
                language: .serbianCyrillic
            ),
            as: UTF8.self
        )
        let query = "q=%D0%B0%D0%B7%D0%B8%D0%BB%20%26%20%D0%BF%D0%BB%D0%B0%D0%BD"
        #expect(html.contains("href=\"/sr-Cyrl/courses?\(query)&amp;cursor=LAP\""))
        #expect(html.contains("href=\"/en/courses?\(query)\""))
        #expect(html.contains("value=\"азил &amp; план\""))
    }

    @Test("A course tells the cohorts that go on or come from those that were held")
    func course() throws {
        let html = String(
            decoding: try Sample.pages().course(
                Sample.course(),
                details: Sample.details(),
                cohorts: Sample.cohorts(),
                today: Sample.today,
                language: .english
            ),
            as: UTF8.self
        )
        let earlier = try #require(html.firstRange(of: "Earlier groups"))
        let coming = html[..<earlier.lowerBound]
        #expect(coming.contains("LAP-2024-04") && coming.contains("planned"))
        #expect(coming.contains("LAP-2023-14") && coming.contains("being concluded"))
        #expect(!coming.contains("LAP-2023-01"))
        #expect(coming.contains("LAP-2024-05") && coming.contains("confirmed to take place"))
        #expect(coming.contains("LAP-2024-06") && coming.contains("cancelled"))
        #expect(coming.contains("LAP-2024-07") && coming.contains("under way"))
        #expect(!html.contains("LAP-2023-13"), "what was called off and is over was not held")
        #expect(html[earlier.lowerBound...].contains("LAP-2023-01"))
        #expect(html.contains("80%") && html.contains("60%"))
    }

    @Test("A course without a final test says so")
    func noTest() throws {
        let html = String(
            decoding: try Sample.pages().course(
                Sample.course(passScore: "none"),
                details: Sample.bareDetails(),
                cohorts: [],
                today: Sample.today,
                language: .serbianLatin
            ),
            as: UTF8.self
        )
        #expect(html.contains("nema završnog testa"))
        #expect(html.contains("Trenutno nema otvorenih grupa."))
    }
}
