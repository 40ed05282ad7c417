import HTTPServer
import Testing

@Suite("Dates of HTTP")
struct DateTests {
    @Test(
        "Written and read",
        arguments: [
            (784_111_777, "Sun, 06 Nov 1994 08:49:37 GMT"), (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
            (951_782_400, "Tue, 29 Feb 2000 00:00:00 GMT"),
            (4_107_542_399, "Sun, 28 Feb 2100 23:59:59 GMT"),
            (-1, "Wed, 31 Dec 1969 23:59:59 GMT"),
            (1_767_225_599, "Wed, 31 Dec 2025 23:59:59 GMT"),
        ]
    )
    func both(_ seconds: Int, _ text: String) {
        #expect(HTTPDate.text(seconds) == text)
        #expect(HTTPDate.seconds(text) == seconds)
    }

    @Test(
        "A year of two digits lies at most 50 years ahead",
        arguments: [
            ("94", 1994, 784_111_777), ("94", 2026, 784_111_777), ("76", 2026, 3_371_878_177),
            ("78", 2026, 279_190_177), ("00", 1970, 973_500_577),
        ]
    )
    func twoDigits(_ digits: String, _ year: Int, _ seconds: Int) throws {
        let now = try #require(HTTPDate.seconds("Sun, 06 Nov \(year) 08:49:38 GMT"))
        #expect(HTTPDate.seconds("Sunday, 06-Nov-\(digits) 08:49:37 GMT", now: now) == seconds)
    }

    @Test("Every third day of eight centuries")
    func days() {
        let wrong = stride(from: -134_000, to: 160_000, by: 3).first { day in
            HTTPDate.seconds(HTTPDate.text(day * 86_400)) != day * 86_400
        }
        #expect(wrong == nil)
    }

    @Test(
        "Refused",
        arguments: [
            "", "now", "Sun, 06 Nov 1994 08:49:37", "Sun, 06 Nov 1994 08:49:37 CET",
            "Sun, 31 Feb 1994 08:49:37 GMT", "Sun, 06 Nov 1994 24:00:00 GMT",
            "Sun, 06 Nov 1994 8:49:37 GMT", "Sun, 06 nov 1994 08:49:37 GMT",
            "Sunday, 06-Nov-+5 08:49:37 GMT", "Sunday, 06-Nov-5 08:49:37 GMT",
            "Sun, -6 Nov 1994 08:49:37 GMT", "Sun, 00 Nov 1994 08:49:37 GMT",
        ]
    )
    func refused(_ text: String) {
        #expect(HTTPDate.seconds(text) == nil)
    }
}
