import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("What cohorts read", .centre)
struct ReadingTests {
    private let library = HandbookLibrary()
    private var centre: TrainingCentre { library.centre }

    /// A cohort whose first person is a trainee with an account, and an edition that it used.
    private func scene() async throws -> (own: Actor, enrolment: String) {
        try await Sample.cohort("CIT", in: centre)
        try await Sample.enrol(Sample.emails(2), in: "CIT", centre)
        try await library.publish("VODIC-1")
        try await use("VODIC-1")
        return (try await actor(Sample.email(0)), try await enrolment(of: Sample.email(0)))
    }

    private func actor(_ email: String) async throws -> Actor {
        let person = try await centre.value(
            "SELECT id FROM people WHERE email = \(email)",
            as: ID<Person>.self
        )
        return Actor(name: "account of \(email)", personID: person, roles: [.trainee])
    }

    private func enrolment(of email: String) async throws -> String {
        String(
            try await centre.value(
                """
                SELECT enrolments.id
                FROM enrolments JOIN people ON people.id = enrolments.person_id
                WHERE people.email = \(email)
                """,
                as: Int.self
            )
        )
    }

    private func use(_ edition: String, because reason: String? = nil) async throws {
        let act = try Act(by: .clerk, because: reason)
        try await centre.write(act) {
            _ = try CohortEdition.record(edition, cohort: "CIT", by: act, in: $0)
        }
    }

    private func remove(_ edition: String) async throws {
        try await centre.write(.clerk) {
            _ = try CohortEdition.remove(edition, cohort: "CIT", by: .clerk, in: $0)
        }
    }

    private func read(_ edition: String, _ enrolment: String, by actor: Actor) async throws {
        try await centre.write(Act(by: actor)) {
            _ = try OwnEdition.acknowledge(edition, of: enrolment, by: actor, in: $0)
        }
    }

    @Test("Somebody says once and for good to have read what the own cohort used")
    func once() async throws {
        let (own, enrolment) = try await scene()
        let other = try await actor(Sample.email(1))
        await #expect(throws: NotFound.self) { try await read("VODIC-1", enrolment, by: other) }
        await #expect(throws: AccessError.self) {
            try await read("VODIC-1", enrolment, by: .clerk)
        }
        await #expect(throws: NotFound.self) { try await read("VODIC-2", enrolment, by: own) }
        try await read("vodic-1", enrolment, by: own)
        try await read("VODIC-1", enrolment, by: own)
        #expect(try await centre.count("edition_acknowledgements") == 1)
        let list = try await centre.read {
            try EditionAcknowledgement.list(cohort: "CIT", by: .clerk, in: $0)
        }
        #expect(list.count == 2 && list.count { $0.acknowledgedOn != nil } == 1)
        let mine = try await centre.read { try OwnOverview.find(of: own, in: $0) }
        #expect(mine.enrolments.first?.editions.first?.acknowledgedOn != nil)
        await #expect(throws: AccessError.self) {
            _ = try await centre.read {
                try EditionAcknowledgement.list(cohort: "CIT", by: own, in: $0)
            }
        }
        await #expect(throws: ReadingError.acknowledged) { try await remove("VODIC-1") }
        let byService = await #expect(throws: PostgresError.self) {
            try await centre.sql("DELETE FROM edition_acknowledgements")
        }
        #expect(byService?.sqlState == .insufficientPrivilege)
        let byOwner = await #expect(throws: PostgresError.self) {
            try await Owner.run { _ = try $0.execute("DELETE FROM edition_acknowledgements") }
        }
        #expect(byOwner?.constraint == "edition_acknowledgements_append_only")
    }

    @Test("Two clicks at once are one reading")
    func twice() async throws {
        let (own, enrolment) = try await scene()
        try await withThrowingTaskGroup(of: Void.self) { group in
            for _ in 0..<8 { group.addTask { try await read("VODIC-1", enrolment, by: own) } }
            try await group.waitForAll()
        }
        #expect(try await centre.count("edition_acknowledgements") == 1)
    }

    @Test("PostgreSQL refuses another cohort's edition, who has no seat, and tomorrow")
    func refused() async throws {
        let (own, enrolment) = try await scene()
        try await Sample.cohort("DRUGA", in: centre)
        func insert(_ cohort: SQL, _ day: SQL) -> SQL {
            """
            INSERT INTO edition_acknowledgements (
                cohort_edition_id, cohort_id, enrolment_id, person_id, acknowledged_on)
            SELECT cohort_editions.id, \(cohort), enrolments.id, enrolments.person_id, \(day)
            FROM cohort_editions CROSS JOIN enrolments
            """
        }
        let other: SQL = "(SELECT id FROM cohorts WHERE code = 'DRUGA')"
        let cases: [(SQL, SQL, String)] = [
            (other, "centre_today()", "edition_acknowledgements_edition_fkey"),
            (
                "enrolments.cohort_id", "centre_today() + 1",
                "edition_acknowledgements_not_in_future"
            ),
        ]
        for (cohort, day, name) in cases {
            let error = await #expect(throws: PostgresError.self) {
                try await centre.sql(insert(cohort, day))
            }
            #expect(error?.constraint == name)
        }
        try await centre.write(try .clerk(because: "odustaje")) {
            _ = try Enrolment.withdraw(
                enrolment,
                on: nil,
                by: try .clerk(because: "odustaje"),
                in: $0
            )
        }
        let error = await #expect(throws: PostgresError.self) {
            try await centre.sql(insert("enrolments.cohort_id", "centre_today()"))
        }
        #expect(error?.constraint == "edition_acknowledgements_of_enrolled")
        await #expect(throws: ReadingError.noSeat) {
            try await read("VODIC-1", enrolment, by: own)
        }
    }

    @Test("A draft and a withdrawn edition are read by nobody; a closed cohort wants a reason")
    func closed() async throws {
        let (own, enrolment) = try await scene()
        let why = try Act.clerk(because: "greška na strani 3")
        try await centre.write(why) {
            _ = try HandbookEdition.withdraw("VODIC-1", by: why, in: $0)
        }
        await #expect(throws: ReadingError.notReadable) {
            try await read("VODIC-1", enrolment, by: own)
        }
        try await library.publish("VODIC-2")
        try await Owner.corrupt(
            "UPDATE cohorts SET state = 'closed', closed_on = ends_on WHERE code = 'CIT'"
        )
        await #expect(throws: ReasonMissing.self) { try await use("VODIC-2") }
        try await use("VODIC-2", because: "nije bilo upisano")
        await #expect(throws: ReasonMissing.self) { try await remove("VODIC-2") }
        let shown = try await centre.read {
            try CohortEdition.list(cohort: "CIT", publicOnly: false, in: $0).map(\.state)
        }
        #expect(shown == [.withdrawn, .published])
    }
}
