import Documents
import Testing
import TrainingCentre

@testable import Web

@Suite("The page of an enrolment")
struct EnrolmentPageTests {
    private func html(_ found: EnrolmentStatus, _ language: Language = .english) throws -> String {
        String(decoding: try Sample.pages().enrolment(found, language: language), as: UTF8.self)
    }

    @Test("A confirmed place says what it waits for and offers the calendar")
    func confirmed() throws {
        let page = try html(Sample.enrolment())
        #expect(page.contains("The place is confirmed"))
        #expect(page.contains("Waiting for the training to take place"))
        #expect(page.contains("href=\"/en/e/31KT-P1T3-57AP-5566.ics\""))
        #expect(page.contains("aria-current=\"step\""))
        #expect(page.contains("noindex"))
        #expect(!page.contains("rel=\"canonical\""))
    }

    @Test("Passing leads to the certificate, once it is issued")
    func passed() throws {
        let waiting = try html(Sample.enrolment(.confirmed, .closed, outcome: .passed))
        #expect(waiting.contains("Waiting for the certificate to be issued."))
        #expect(!waiting.contains(".ics"))
        let issued = try html(
            Sample.enrolment(
                .confirmed,
                .closed,
                outcome: .passed,
                certificate: Sample.id("KE28-13PK-K8E2-4MX5")
            )
        )
        #expect(issued.contains("href=\"/en/c/KE28-13PK-K8E2-4MX5\""))
    }

    @Test("Not passing says why, and still shows a document")
    func failed() throws {
        let page = try html(
            Sample.enrolment(
                .confirmed,
                .closed,
                outcome: .notPassed(problem: "attendance below minimum"),
                certificate: Sample.id("KE28-13PK-K8E2-4MX5")
            ),
            .serbianLatin
        )
        #expect(page.contains("Prisustvo je manje od propisanog."))
        #expect(page.contains("href=\"/sr-Latn/c/KE28-13PK-K8E2-4MX5\""))
    }

    @Test("A withdrawn enrolment says since when, and waits for nothing")
    func withdrawn() throws {
        let page = try html(Sample.enrolment(.withdrawn), .serbianCyrillic)
        #expect(page.contains("Датум: 20.01.2024. Место више није резервисано."))
        #expect(!page.contains(".ics"))
        #expect(!page.contains("aria-current=\"step\""))
    }

    @Test("Where the training is cancelled the steps say how far the place had come")
    func cancelled() throws {
        for (status, words) in [
            (Enrolment.Status.offered, "offered"), (.waiting, "on the waiting list"),
            (.applied, "agreement is awaited"), (.endorsed, "agreement is awaited"),
        ] {
            let page = try html(Sample.enrolment(status, .cancelled))
            #expect(page.contains("<span>\(words)</span>"), "\(status)")
            #expect(page.contains("<span>cancelled</span>"))
            #expect(!page.contains("<span>confirmed</span>"))
            #expect(!page.contains("is-done"))
        }
        let had = try html(Sample.enrolment(.confirmed, .cancelled))
        #expect(had.contains("<span>confirmed</span>"))
    }

    @Test("Every state that a trainee can be told has a sample")
    func coverage() {
        #expect(
            Set(Sample.enrolments.map { EnrolmentStanding($0) })
                == Set(EnrolmentStanding.allCases)
        )
    }
}
