import Postgres

/// An entry of the register of trainers: who may be asked to teach, and how it came to that.
///
/// A person applied, or an institution or a partner nominated them. What they may teach by right
/// is an accreditation, and what they learnt to teach a qualification; neither is said here.
package struct TrainerProfile: Sendable {
    package let id: ID<TrainerProfile>
    package let email: String
    package let name: PersonName
    package let draft: TrainerDraft
    package let state: State
    /// The day of the decision that the state comes from; nil for what was only received.
    package let decidedOn: CalendarDate?
    /// The number of that decision on paper.
    package let decisionNumber: String?
    /// Whether the person chose to stand in the public list.
    package let isListed: Bool
    package let version: Int

    /// What became of an application or a nomination.
    package enum State: String, CaseIterable, Sendable {
        case received
        case underReview = "under-review"
        /// In the pool.
        case accepted
        case refused
        case withdrawn
    }

    /// The register in the order of entry, or the entries in one state.
    ///
    /// Refuses with `AccessError.notAllowed`.
    package static func list(
        state: State?,
        page: PageRequest,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Page<TrainerProfile> {
        try actor.require(.readPeople)
        let found = try rows(
            """
            WHERE trainers.id > \(page.afterID())
                AND (\(state)::text IS NULL OR coalesce(latest.state, 'received') = \(state))
            ORDER BY trainers.id
            LIMIT \(page.rowsMax + 1)
            """,
            in: transaction
        )
        return Page(found, for: page) { String($0.id.value) }
    }

    /// One entry; refuses with `AccessError.notAllowed` and `NotFound`.
    package static func find(
        _ id: ID<TrainerProfile>,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> TrainerProfile {
        try actor.require(.readPeople)
        return try find(id, in: transaction)
    }

    /// The entry of the person with an address; refuses with `AccessError.notAllowed` and
    /// `NotFound`.
    package static func find(
        email: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> TrainerProfile {
        try actor.require(.readPeople)
        let found = try rows("WHERE people.email = \(email.lowercased())", in: transaction)
        guard let profile = found.first else { throw NotFound("trainer", email) }
        return profile
    }

    /// The actor's own entry; refuses with `NotFound` who has none.
    package static func mine(
        of actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> TrainerProfile {
        let found = try rows(
            """
            WHERE trainers.person_id IN (\(Person.records(of: actor.personID)))
            ORDER BY trainers.person_id = \(actor.personID) DESC, trainers.id
            """,
            in: transaction
        )
        guard let profile = found.first else { throw NotFound("trainer", "of this account") }
        return profile
    }

    /// The number of an entry as people type it; refuses with `NotFound`.
    package static func id(typed: String) throws -> ID<TrainerProfile> {
        guard let number = Int(typed), number > 0 else { throw NotFound("trainer", typed) }
        return ID(number)
    }

    /// The number of the entry of the person with an address; refuses with `NotFound`.
    static func id(
        of email: String,
        in transaction: borrowing Transaction
    ) throws -> ID<TrainerProfile> {
        let id = try transaction.value(
            """
            SELECT trainers.id FROM trainers
            JOIN people ON people.id = trainers.person_id
            WHERE people.email = \(email)
            """,
            as: ID<TrainerProfile>.self
        )
        guard let id else { throw NotFound("trainer", email) }
        return id
    }

    static func find(
        _ id: ID<TrainerProfile>,
        in transaction: borrowing Transaction
    ) throws -> TrainerProfile {
        guard let found = try rows("WHERE trainers.id = \(id)", in: transaction).first
        else { throw NotFound("trainer", String(id.value)) }
        return found
    }

    /// Entries with the address of the person's record, or that by which an actor knows the person.
    static func rows(
        _ condition: SQL,
        seenBy actor: Actor? = nil,
        in transaction: borrowing Transaction
    ) throws -> [TrainerProfile] {
        try transaction.rows(
            """
            \(columns(address: actor.map(Person.address(for:)) ?? "people.email"))
            FROM trainers
            JOIN people ON people.id = trainers.person_id
            LEFT JOIN organisations ON organisations.id = trainers.nominator_id
            LEFT JOIN LATERAL (
                SELECT state, decided_on, number FROM trainer_decisions
                WHERE trainer_id = trainers.id ORDER BY id DESC LIMIT 1
            ) AS latest ON true
            \(condition)
            """,
            as: (
                ID<TrainerProfile>.self, String.self, String.self, String.self, String.self,
                String.self, PersonName.ProposedScript?.self, String?.self,
                EnrolmentFacts.Employment.self, [String].self, [String].self, [String].self,
                String?.self, String?.self, String?.self, State.self, CalendarDate?.self,
                String?.self, Bool.self, Int.self
            )
        ).map { row in
            TrainerProfile(
                id: row.0,
                email: row.1,
                name: PersonName(
                    givenCyrl: row.2,
                    familyCyrl: row.3,
                    givenLatn: row.4,
                    familyLatn: row.5,
                    proposedScript: row.6
                ),
                draft: TrainerDraft(
                    nominator: row.7,
                    employment: row.8,
                    languages: row.9,
                    courses: row.10,
                    fields: row.11,
                    bio: Titles(srCyrl: row.12, srLatn: row.13, en: row.14)
                ),
                state: row.15,
                decidedOn: row.16,
                decisionNumber: row.17,
                isListed: row.18,
                version: row.19
            )
        }
    }

    private static func columns(address: SQL) -> SQL {
        """
        SELECT trainers.id, \(address), people.given_name_cyrl, people.family_name_cyrl,
            people.given_name_latn, people.family_name_latn, people.proposed_script,
            organisations.code, trainers.employment, trainers.languages,
            ARRAY(
                SELECT courses.code FROM trainer_subjects AS subjects
                JOIN courses ON courses.id = subjects.course_id
                WHERE subjects.trainer_id = trainers.id ORDER BY courses.code COLLATE "C"),
            ARRAY(
                SELECT fields.code FROM trainer_subjects AS subjects
                JOIN fields ON fields.id = subjects.field_id
                WHERE subjects.trainer_id = trainers.id ORDER BY fields.code COLLATE "C"),
            trainers.bio_sr_cyrl, trainers.bio_sr_latn, trainers.bio_en,
            coalesce(latest.state, 'received'), latest.decided_on, latest.number,
            trainers.is_listed, trainers.row_version
        """
    }
}
