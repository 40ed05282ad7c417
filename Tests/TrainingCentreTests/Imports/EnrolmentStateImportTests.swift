import Foundation
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Enrolments come in the states in which they were", .centre)
struct EnrolmentStateImportTests {
    private let centre = TrainingCentre.ofTest

    private static let header =
        "cohort_code,email,name,status,withdrawn_on,held_seat,offer_ends_at,queue_place,reason\n"

    /// A moment until which a seat may be held.
    private static let end = Date(
        timeIntervalSince1970: Date().timeIntervalSince1970.rounded() + 1_000_000
    ).rfc3339

    private func enter(_ rows: String) async throws -> ImportReport {
        try await centre.importText(Self.header + rows, as: .enrolments)
    }

    private func cohort(capacity: Int) async throws {
        try await centre.importText("code,title_sr_latn\nKURS,Kurs\n", as: .courses)
        try await centre.importText(
            """
            cohort_code,course_code,starts_on,ends_on,venue,capacity
            NOVA,KURS,2099-01-01,2099-01-02,Vršac,\(capacity)
            """,
            as: .cohorts
        )
    }

    private func statuses() async throws -> [String] {
        try await centre.read {
            try $0.rows(
                """
                SELECT people.email || ' ' || enrolments.status || ' ' || string_agg(
                    events.to_status, '>' ORDER BY events.id)
                FROM enrolments
                JOIN people ON people.id = enrolments.person_id
                JOIN enrolment_events AS events ON events.enrolment_id = enrolments.id
                GROUP BY people.id, enrolments.id
                ORDER BY people.email
                """,
                as: String.self
            )
        }
    }

    @Test("By steps of the state machine; nobody is told of what lay between")
    func steps() async throws {
        try await cohort(capacity: 2)
        let report = try await enter(
            """
            NOVA,a@a.example,Ana Prva,waiting,,,,2,
            NOVA,b@a.example,Ana Druga,confirmed,,,,,
            NOVA,c@a.example,Ana Treća,offered,,,\(Self.end),,
            NOVA,e@a.example,Ana Šesta,declined,,,,,
            NOVA,f@a.example,Ana Sedma,withdrawn,,false,,,odustala
            NOVA,g@a.example,Ana Osma,waiting,,,,1,
            """
        )
        #expect(report.rejected.map(\.problem) == [])
        #expect(
            try await statuses() == [
                "a@a.example waiting waiting", "b@a.example confirmed confirmed",
                "c@a.example offered waiting>offered",
                "e@a.example declined applied>declined",
                "f@a.example withdrawn applied>withdrawn", "g@a.example waiting waiting",
            ]
        )
        let waiting = try await centre.read {
            try Enrolment.list(
                cohort: "NOVA",
                status: .waiting,
                page: PageRequest(),
                by: .clerk,
                in: $0
            ).items.map(\.email)
        }
        #expect(waiting == ["g@a.example", "a@a.example"])
        let told = try await centre.value(
            """
            SELECT string_agg(events.to_status, ' ' ORDER BY people.email)
            FROM untold_events
            JOIN enrolment_events AS events ON events.id = untold_events.event_id
            JOIN enrolments ON enrolments.id = events.enrolment_id
            JOIN people ON people.id = enrolments.person_id
            """,
            as: String.self
        )
        #expect(told == "waiting confirmed offered declined withdrawn waiting")
        let held = try await centre.value(
            "SELECT count(*) FROM enrolments WHERE held_seat",
            as: Int.self
        )
        #expect(held == 1, "who withdrew a wish had no seat")
        #expect(try await Doctor.examine(centre).map(\.check) == [])
    }

    @Test("What the state machine does not have is refused for its row alone")
    func refusals() async throws {
        try await cohort(capacity: 1)
        #expect(try await enter("NOVA,a@a.example,Ana Prva,confirmed,,,,,\n").created == 1)
        let report = try await enter(
            """
            NOVA,a@a.example,Ana Prva,waiting,,,,,
            NOVA,b@a.example,Ana Druga,no-show,,,,,odustala
            NOVA,c@a.example,Ana Treća,offered,,,\(Self.end),,
            NOVA,d@a.example,Ana Peta,offered,,,,,
            NOVA,e@a.example,Ana Šesta,offered,,,sutra,,
            NOVA,f@a.example,Ana Sedma,confirmed,,,,3,
            NOVA,g@a.example,Ana Osma,applied,,,,,
            """
        )
        #expect(report.created == 1)
        #expect(
            report.rejected.map { "\($0.line) \($0.field) \($0.code)" } == [
                "2 status not_possible_now", "3 cohort_code cohort_not_begun",
                "4 cohort_code cohort_full", "5 offer_ends_at invalid",
                "6 offer_ends_at invalid", "7 queue_place invalid",
            ]
        )
        #expect(
            try await statuses() == [
                "a@a.example confirmed confirmed", "g@a.example applied applied",
            ]
        )
        #expect(try await centre.count("people") == 2, "nobody is entered for a refused row")
    }
}
