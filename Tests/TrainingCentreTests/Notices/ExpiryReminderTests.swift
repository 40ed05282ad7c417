import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Reminders before a certificate expires", .centre)
struct ExpiryReminderTests {
    private let centre = TrainingCentre.ofTest

    private func notices() async throws -> [Notice] {
        try await centre.read {
            try Notice.list(page: PageRequest(), by: .clerk, in: $0).items
        }
    }

    @Test(
        "What is due is written once, by whoever comes first",
        arguments: [(91, nil), (90, 90), (31, 90), (30, 30), (8, 30), (7, 7), (1, 7)]
            as [(Int, Int?)]
    )
    func distances(days: Int, distance: Int?) async throws {
        let acts = try await Accreditations.made(in: centre)
        let granted = try await acts.grant(until: days)
        let number = try #require(try await acts.issue(granted.id).issued.first?.number)
        let reminders = ExpiryReminders(centre)
        _ = await race(4) { _ in try await reminders.run() }
        #expect(try await reminders.run() == 0)
        let written = try await notices()
        #expect(written.map(\.daysBefore) == (distance.map { [$0] } ?? []))
        guard let notice = written.first else { return }
        #expect(notice.email == Sample.email(0))
        #expect(notice.text.srCyrl.contains(number))
        let (year, month, day) = granted.endsOn.parts
        #expect(notice.subject.srLatn.contains("\(year)"))
        #expect(notice.subject.srCyrl.hasSuffix("."))
        #expect((month, day) > (0, 0))
    }

    @Test("The nearer reminder comes after the farther one, which never comes again")
    func nearer() async throws {
        let acts = try await Accreditations.made(in: centre)
        _ = try await acts.issue(try await acts.grant(until: 60).id)
        let reminders = ExpiryReminders(centre)
        #expect(try await reminders.run() == 1)
        // The same row as if it had been written when 30 days were left.
        try await Owner.corrupt("UPDATE notices SET days_before = 30")
        #expect(try await reminders.run() == 0)
        try await Owner.corrupt("UPDATE notices SET days_before = 90")
        try await Owner.corrupt("UPDATE certificates SET expires_on = centre_today() + 29")
        #expect(try await reminders.run() == 1)
        #expect(try await notices().map(\.daysBefore) == [90, 30])
    }

    @Test("Nobody is reminded of what was ended, suspended or renewed")
    func spared() async throws {
        let acts = try await Accreditations.made(in: centre)
        let register = Register(centre: centre)
        // One at a time is granted for a course.
        try await centre.importText(
            "code,title_sr_latn\nDRUGI,Drugi\nTRECI,Treći\n",
            as: .courses
        )
        let ended = try await acts.issue(try await acts.grant(until: 20).id)
        try await register.revoke(try #require(ended.issued.first?.id))
        let suspended = try await acts.grant(for: "DRUGI", until: 21)
        _ = try await acts.issue(suspended.id)
        try await acts.suspend(suspended.id, true)
        let renewed = try await acts.grant(for: "TRECI", until: 22)
        _ = try await acts.issue(renewed.id)
        _ = try await acts.renew(renewed.id, until: 400)
        let reminders = ExpiryReminders(centre)
        #expect(try await reminders.run() == 0)
        try await acts.suspend(suspended.id, false)
        #expect(try await reminders.run() == 1)
    }
}
