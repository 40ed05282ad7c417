import Postgres

/// Whom an institution's focal point names by e-mail address.
///
/// The focal point learns of nobody whom the institution has not, so the answer is the same whether
/// somebody has the address or not. What the institution has says the function `nominee_of`;
/// everybody else becomes a record of its own, beside which stands the address that was given, and
/// the centre decides whether it is the person who has that address (`KnownPerson`).
enum NamedByFocalPoint {
    /// Those of some people, by the address given, who are known already: of the institution with
    /// the name that is meant, nominated before, or of its municipality.
    ///
    /// Where the institution's own person has another name than is meant, the caller refuses that
    /// as what it is: two names that one institution gave.
    static func known(
        _ drafts: [PersonDraft],
        of organisation: ID<Organisation>,
        in transaction: borrowing Transaction
    ) throws -> [String: Person] {
        let emails = drafts.map(\.email)
        var found: [String: Person] = [:]
        func having(_ right: String) throws -> [String: Person] {
            let people = try Person.rows(
                "WHERE email = ANY(\(emails)) AND nominee_of(id, \(organisation)) = \(right)",
                in: transaction
            )
            return Dictionary(people.map { ($0.email, $0) }, uniquingKeysWith: { one, _ in one })
        }
        let own = try having("own")
        let nominated = try nominated(emails, by: organisation, in: transaction)
        let municipal = try having("municipality")
        for draft in drafts where found[draft.email] == nil {
            let meant = { (person: Person?) in
                person.flatMap { $0.name.isMeant(by: draft.name) ? $0 : nil }
            }
            found[draft.email] =
                meant(own[draft.email]) ?? nominated[draft.email] ?? meant(municipal[draft.email])
                ?? own[draft.email]
        }
        return found
    }

    private static func nominated(
        _ emails: [String],
        by organisation: ID<Organisation>,
        in transaction: borrowing Transaction
    ) throws -> [String: Person] {
        // By the organisation itself before those that were merged with it.
        let given = try transaction.rows(
            """
            SELECT nominee_email(record.id, given.email), given.email
            FROM unnest(\(emails)) AS given (email)
            CROSS JOIN organisation_records(\(organisation)) AS record (id)
            ORDER BY record.id <> \(organisation), record.id
            """,
            as: (String.self, String.self)
        )
        let people = Dictionary(
            try Person.rows("WHERE email = ANY(\(given.map(\.0)))", in: transaction)
                .map { ($0.email, $0) },
            uniquingKeysWith: { one, _ in one }
        )
        return Dictionary(
            given.compactMap { record, email in people[record].map { (email, $0) } },
            uniquingKeysWith: { one, _ in one }
        )
    }

    /// Enters people under addresses that others have, and returns their ids by these addresses.
    ///
    /// Their sex is not taken from anybody else either.
    static func insert(
        _ drafts: [PersonDraft],
        by organisation: ID<Organisation>,
        in transaction: borrowing Transaction
    ) throws -> [String: ID<Person>] {
        guard !drafts.isEmpty else { return [:] }
        let rows = try transaction.rows(
            """
            INSERT INTO people (
                email, nominated_email, given_name_cyrl, family_name_cyrl, given_name_latn,
                family_name_latn, proposed_script, sex)
            SELECT nominee_email(\(organisation), draft.email), draft.email, draft.given_cyrl,
                draft.family_cyrl, draft.given_latn, draft.family_latn, draft.proposed_script,
                draft.sex
            FROM unnest(
                \(drafts.map(\.email)), \(drafts.map(\.name.givenCyrl)),
                \(drafts.map(\.name.familyCyrl)), \(drafts.map(\.name.givenLatn)),
                \(drafts.map(\.name.familyLatn)), \(drafts.map(\.name.proposedScript?.rawValue)),
                \(drafts.map(\.sex?.rawValue))
            ) AS draft (
                email, given_cyrl, family_cyrl, given_latn, family_latn, proposed_script, sex)
            ORDER BY draft.email COLLATE "C"
            ON CONFLICT (email) DO NOTHING
            RETURNING nominated_email, id
            """,
            as: (String.self, ID<Person>.self)
        )
        return Dictionary(rows, uniquingKeysWith: { one, _ in one })
    }
}

extension Person {
    /// The address of a person's record; who named somebody by an address sees that one.
    static func address(for actor: Actor) -> SQL {
        actor.may(.readPeople)
            ? "people.email" : "coalesce(people.nominated_email, people.email)"
    }

    /// The person whom a focal point names by e-mail address and name, entered now when the
    /// institution has nobody of that address.
    ///
    /// Staff who may read everybody's names name them as everywhere else. Refuses with
    /// `InvalidForm`, and with `EnrolmentError.nameDiffers` when the institution itself gave the
    /// address another name before.
    static func nominated(
        from form: inout Form,
        for organisation: ID<Organisation>,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> ID<Person> {
        if actor.may(.readPeople) { return try entered(from: &form, in: transaction) }
        let draft = PersonDraft(&form)
        try form.check()
        func known() throws -> ID<Person>? {
            let found = try NamedByFocalPoint.known([draft], of: organisation, in: transaction)
            guard let person = found[draft.email] else { return nil }
            guard person.name.isMeant(by: draft.name) else { throw EnrolmentError.nameDiffers }
            return person.id
        }
        if let id = try known() { return id }
        if let id = try PersonDraft.insert([draft], in: transaction)[draft.email] { return id }
        let apart = try NamedByFocalPoint.insert([draft], by: organisation, in: transaction)
        if let id = apart[draft.email] { return id }
        // Entered by a colleague a moment ago.
        guard let id = try known() else { throw NotFound("person", "of this address") }
        return id
    }
}
