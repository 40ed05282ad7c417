import Documents
import Postgres

/// How much of a holder's name anybody sees who has the ID of a certificate.
package struct PersonPrivacy: Sendable {
    package let shown: ShownName
    /// 0 while nobody has chosen.
    package let version: Int

    package var json: JSON {
        ["show": .string(shown.rawValue), "version": .integer(version)]
    }

    /// What a person has chosen; all of the name is shown unless they did.
    static func find(
        _ person: ID<Person>,
        in transaction: borrowing Transaction
    ) throws -> PersonPrivacy {
        try transaction.row(
            "SELECT shown, row_version FROM person_privacies WHERE person_id = \(person)",
            as: (ShownName.self, Int.self)
        ).map { PersonPrivacy(shown: $0, version: $1) } ?? PersonPrivacy(shown: .full, version: 0)
    }

    /// The actor's own choice; refuses with `NotFound` an account without a person.
    package static func mine(
        of actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> PersonPrivacy {
        try find(try person(of: actor), in: transaction)
    }

    /// Chooses for oneself, for all of one's certificates, from now on.
    ///
    /// Refuses with `NotFound` an account without a person, and with `VersionChanged`.
    package static func chooseMine(
        _ shown: ShownName,
        ifVersion version: Int?,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> PersonPrivacy {
        try choose(shown, of: try person(of: actor), ifVersion: version, in: transaction)
    }

    /// Enters what somebody has told the staff; refuses with `AccessError.notAllowed` and
    /// `NotFound`.
    package static func choose(
        _ shown: ShownName,
        of email: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> PersonPrivacy {
        try actor.require(.manageEnrolments)
        let person = try Person.find(email: email, by: actor, in: transaction)
        return try choose(shown, of: person.id, ifVersion: nil, in: transaction)
    }

    private static func choose(
        _ shown: ShownName,
        of person: ID<Person>,
        ifVersion version: Int?,
        in transaction: borrowing Transaction
    ) throws -> PersonPrivacy {
        // Two choices at once wait for each other here, also when there is no row yet.
        _ = try transaction.execute("SELECT 1 FROM people WHERE id = \(person) FOR NO KEY UPDATE")
        let before = try find(person, in: transaction)
        if let version, version != before.version { throw VersionChanged() }
        if before.shown == shown { return before }
        _ = try transaction.execute(
            """
            INSERT INTO person_privacies (person_id, shown) VALUES (\(person), \(shown))
            ON CONFLICT (person_id) DO UPDATE SET shown = excluded.shown
            """
        )
        return try find(person, in: transaction)
    }

    private static func person(of actor: Actor) throws -> ID<Person> {
        guard let person = actor.personID else { throw NotFound("person", "of this account") }
        return person
    }
}
