import Credentials
import Documents
import Postgres

/// An edition that somebody's cohort used, and whether that person says to have read it.
package struct OwnEdition: Sendable {
    package let enrolment: ID<Enrolment>
    package let edition: CohortEdition
    /// nil until it is said.
    package let acknowledgedOn: CalendarDate?
    /// Whether it can be said now.
    package let canAcknowledge: Bool

    package init(
        enrolment: ID<Enrolment>,
        edition: CohortEdition,
        acknowledgedOn: CalendarDate?,
        canAcknowledge: Bool
    ) {
        (self.enrolment, self.edition) = (enrolment, edition)
        (self.acknowledgedOn, self.canAcknowledge) = (acknowledgedOn, canAcknowledge)
    }

    package var json: JSON {
        guard case .object(let members) = edition.json else { return edition.json }
        return .object(
            members + [
                .init("acknowledged_on", JSON(acknowledgedOn?.description)),
                .init("can_be_acknowledged", .bool(canAcknowledge)),
            ]
        )
    }

    /// Those of an enrolment, named by its code or id.
    ///
    /// For the person, the institution behind the enrolment, the cohort's trainers and the staff.
    /// Refuses with `NotFound` everybody else too.
    package static func list(
        of enrolment: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [OwnEdition] {
        let access = try EnrolmentAccess(enrolment, by: actor, in: transaction)
        return try rows("enrolments.id = \(access.id)", in: transaction).map(\.1)
    }

    /// Those of several enrolments, by their private codes.
    static func byCode(
        _ codes: [VerificationID],
        in transaction: borrowing Transaction
    ) throws -> [VerificationID: [OwnEdition]] {
        Dictionary(
            grouping: try rows("enrolments.code = ANY(\(codes))", in: transaction),
            by: \.0
        )
        .mapValues { $0.map(\.1) }
    }

    private static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [(VerificationID, OwnEdition)] {
        let found = try transaction.rows(
            """
            SELECT enrolments.code, enrolments.id, cohorts.code, editions.code,
                acknowledged.acknowledged_on,
                enrolments.status = 'confirmed' AND cohorts.state <> 'cancelled'
                    AND editions.published_on IS NOT NULL AND editions.withdrawn_on IS NULL
            FROM enrolments
            JOIN cohorts ON cohorts.id = enrolments.cohort_id
            JOIN cohort_editions ON cohort_editions.cohort_id = cohorts.id
            JOIN handbook_editions AS editions ON editions.id = cohort_editions.edition_id
            LEFT JOIN edition_acknowledgements AS acknowledged
                ON acknowledged.cohort_edition_id = cohort_editions.id
                AND acknowledged.enrolment_id = enrolments.id
            WHERE (\(condition))
                AND (editions.published_on IS NOT NULL OR acknowledged.id IS NOT NULL)
            ORDER BY enrolments.id, editions.code
            """,
            as: (
                VerificationID.self, ID<Enrolment>.self, String.self, String.self,
                CalendarDate?.self, Bool.self
            )
        )
        let editions = try CohortEdition.byCohort(
            Array(Set(found.map { $0.2 })),
            in: transaction
        )
        return found.compactMap { row in
            guard let edition = editions[row.2]?.first(where: { $0.code == row.3 }) else {
                return nil
            }
            let own = OwnEdition(
                enrolment: row.1,
                edition: edition,
                acknowledgedOn: row.4,
                canAcknowledge: row.5 && row.4 == nil
            )
            return (row.0, own)
        }
    }

    /// Says that the actor has read an edition that the own cohort used; for good, and again
    /// changes nothing.
    ///
    /// Refuses with `NotFound`, `AccessError.notAllowed` for another's enrolment, and
    /// `ReadingError`.
    package static func acknowledge(
        _ edition: String,
        of enrolment: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> OwnEdition {
        let access = try EnrolmentAccess(enrolment, by: actor, in: transaction)
        guard access.isOwn else { throw AccessError.notAllowed }
        let place = try find(edition, of: enrolment, by: actor, in: transaction)
        guard place.acknowledgedOn == nil else { return place }
        guard place.edition.state == .published else { throw ReadingError.notReadable }
        try enter(
            place.edition.code,
            access.id,
            on: try centreToday(in: transaction),
            in: transaction
        )
        return try find(edition, of: enrolment, by: actor, in: transaction)
    }

    /// One of an enrolment's; refuses with `NotFound`.
    package static func find(
        _ edition: String,
        of enrolment: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> OwnEdition {
        let own = try list(of: enrolment, by: actor, in: transaction)
        guard let found = own.first(where: { $0.edition.code == edition.uppercased() }) else {
            throw NotFound(HandbookEdition.noun, edition)
        }
        return found
    }

    /// Refuses with `ReadingError`; what was said already stays as it was said.
    static func enter(
        _ edition: String,
        _ enrolment: ID<Enrolment>,
        on day: CalendarDate,
        in transaction: borrowing Transaction
    ) throws {
        do {
            _ = try transaction.execute(
                """
                INSERT INTO edition_acknowledgements (
                    cohort_edition_id, cohort_id, enrolment_id, person_id, acknowledged_on)
                SELECT cohort_editions.id, enrolments.cohort_id, enrolments.id,
                    enrolments.person_id, \(day)
                FROM enrolments
                JOIN cohort_editions ON cohort_editions.cohort_id = enrolments.cohort_id
                JOIN handbook_editions AS editions ON editions.id = cohort_editions.edition_id
                WHERE enrolments.id = \(enrolment) AND editions.code = \(edition)
                ON CONFLICT (cohort_edition_id, enrolment_id) DO NOTHING
                """
            )
        } catch {
            throw (error as? PostgresError).flatMap { ReadingError($0) } ?? error
        }
    }
}

/// Whether somebody of a cohort says to have read an edition that it used.
package struct EditionAcknowledgement: Sendable {
    package let enrolment: ID<Enrolment>
    package let email: String
    package let name: PersonName
    package let edition: String
    /// nil until it is said.
    package let acknowledgedOn: CalendarDate?

    package init(
        enrolment: ID<Enrolment>,
        email: String,
        name: PersonName,
        edition: String,
        acknowledgedOn: CalendarDate?
    ) {
        (self.enrolment, self.email, self.name) = (enrolment, email, name)
        (self.edition, self.acknowledgedOn) = (edition, acknowledgedOn)
    }

    package var json: JSON {
        [
            "enrolment": .integer(enrolment.value), "person": .string(email),
            "name_sr_cyrl": .string(name.cyrillic), "name_sr_latn": .string(name.latin),
            "edition_code": .string(edition),
            "acknowledged_on": JSON(acknowledgedOn?.description),
        ]
    }

    /// A line of the list as a file.
    package var row: [String] {
        [
            email, name.cyrillic, name.latin, edition, acknowledgedOn?.description ?? "",
        ]
    }

    package static let columns = [
        "email", "name_sr_cyrl", "name_sr_latn", "edition_code", "acknowledged_on",
    ]

    /// Everybody who has a seat in a cohort, or has said so, with each of its editions; by name.
    ///
    /// Refuses with `NotFound` and `AccessError.notAllowed`.
    package static func list(
        cohort code: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [EditionAcknowledgement] {
        let cohort = try Cohort.id(of: code, in: transaction)
        try actor.require(.readPeople, orTeaching: [cohort], in: transaction)
        return try transaction.rows(
            """
            SELECT enrolments.id, people.email, people.given_name_cyrl, people.family_name_cyrl,
                people.given_name_latn, people.family_name_latn, people.proposed_script,
                editions.code, acknowledged.acknowledged_on
            FROM enrolments
            JOIN people ON people.id = enrolments.person_id
            JOIN cohort_editions ON cohort_editions.cohort_id = enrolments.cohort_id
            JOIN handbook_editions AS editions ON editions.id = cohort_editions.edition_id
            LEFT JOIN edition_acknowledgements AS acknowledged
                ON acknowledged.cohort_edition_id = cohort_editions.id
                AND acknowledged.enrolment_id = enrolments.id
            WHERE enrolments.cohort_id = \(cohort)
                AND (enrolments.status = 'confirmed' OR acknowledged.id IS NOT NULL)
            ORDER BY \(Person.order()), enrolments.id, editions.code
            """,
            as: (
                ID<Enrolment>.self, String.self, String.self, String.self, String.self,
                String.self, PersonName.ProposedScript?.self, String.self, CalendarDate?.self
            )
        ).map { row in
            EditionAcknowledgement(
                enrolment: row.0,
                email: row.1,
                name: PersonName(
                    givenCyrl: row.2,
                    familyCyrl: row.3,
                    givenLatn: row.4,
                    familyLatn: row.5,
                    proposedScript: row.6
                ),
                edition: row.7,
                acknowledgedOn: row.8
            )
        }
    }
}

/// Why a reading is not entered, or an edition not taken back.
package enum ReadingError: Refusal {
    case noSeat
    case inFuture
    case notReadable
    /// Somebody has said to have read it.
    case acknowledged

    /// The refusal behind a constraint of the two tables.
    init?(_ error: PostgresError) {
        switch error.constraint {
        case "edition_acknowledgements_of_enrolled": self = .noSeat
        case "edition_acknowledgements_not_in_future": self = .inFuture
        case "edition_acknowledgements_edition_fkey": self = .acknowledged
        default: return nil
        }
    }

    package var kind: RefusalKind { self == .inFuture ? .invalid : .conflict }

    package var column: String {
        switch self {
        case .noSeat: "email"
        case .inFuture: "acknowledged_on"
        case .notReadable, .acknowledged: "edition_code"
        }
    }

    package var code: String {
        switch self {
        case .noSeat: "no_seat"
        case .inFuture: "acknowledged_in_future"
        case .notReadable: "handbook_edition_not_readable"
        case .acknowledged: "handbook_edition_acknowledged"
        }
    }

    package var message: String {
        switch self {
        case .noSeat: "only who has a seat in the cohort says to have read what it used"
        case .inFuture: "the day lies in the future"
        case .notReadable: "nobody can read the edition: it is a draft or withdrawn"
        case .acknowledged:
            "somebody of the cohort has said to have read the edition: it stays recorded"
        }
    }
}
