import Crypto
import Documents
import Postgres

/// The secret address of somebody's calendar, for programs that cannot sign in.
///
/// Shown once; the database keeps the hash of its secret. Everybody has one at most: a new one ends
/// the old one.
package struct CalendarAddress: Sendable {
    /// 32 small letters and digits.
    package let secret: String

    package var path: String { "/calendar/\(secret).ics" }

    package var json: JSON { ["calendar": .string(path)] }

    private static let symbols = Array("abcdefghijklmnopqrstuvwxyz0123456789")
    private static let length = 32

    /// Makes an address for the signed-in person; refuses with `NotFound` an account without one.
    package static func makeMine(
        chance: Chance,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> CalendarAddress {
        try make(for: person(of: actor), chance: chance, in: transaction)
    }

    /// Makes an address for somebody; refuses with `AccessError.notAllowed` and `NotFound`.
    package static func make(
        _ email: String,
        chance: Chance,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> CalendarAddress {
        try actor.require(.manageEnrolments)
        let person = try Person.find(email: email, by: actor, in: transaction)
        return try make(for: person.id, chance: chance, in: transaction)
    }

    /// Ends the address of the signed-in person; without one nothing changes.
    ///
    /// Refuses with `NotFound` an account without a person.
    package static func endMine(
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws {
        try end(of: person(of: actor), in: transaction)
    }

    /// Ends somebody's address; refuses with `AccessError.notAllowed`, `NotFound` and
    /// `ReasonMissing`.
    package static func end(
        _ email: String,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws {
        try act.actor.require(.manageEnrolments)
        _ = try act.requireReason()
        let person = try Person.find(email: email, by: act.actor, in: transaction)
        try end(of: person.id, in: transaction)
    }

    private static func make(
        for person: ID<Person>,
        chance: Chance,
        in transaction: borrowing Transaction
    ) throws -> CalendarAddress {
        var chance = chance
        // 36 symbols, 165 bits.
        let address = CalendarAddress(
            secret: String(
                (0..<length).map { _ in symbols[Int.random(in: symbols.indices, using: &chance)] }
            )
        )
        _ = try transaction.execute(
            """
            INSERT INTO calendar_addresses (person_id, secret_hash)
            VALUES (\(person), \(hash(of: address.secret)))
            ON CONFLICT (person_id) DO UPDATE SET secret_hash = excluded.secret_hash
            """
        )
        return address
    }

    private static func end(
        of person: ID<Person>,
        in transaction: borrowing Transaction
    ) throws {
        _ = try transaction.execute(
            "DELETE FROM calendar_addresses WHERE person_id = \(person)"
        )
    }

    private static func person(of actor: Actor) throws -> ID<Person> {
        guard let person = actor.personID else { throw NotFound("person", "of this account") }
        return person
    }

    static func hash(of secret: String) -> [UInt8] {
        Array(SHA256.hash(data: Array(secret.utf8)))
    }
}

extension CalendarEntry {
    /// What the calendar at a secret address holds, as `mine` for the person.
    ///
    /// Refuses with `NotFound` an address that there is not or no longer, and that of a person
    /// whose account is disabled.
    package static func list(
        secret: String,
        in transaction: borrowing Transaction
    ) throws -> [CalendarEntry] {
        let person = try transaction.value(
            """
            SELECT person_id FROM calendar_addresses
            WHERE secret_hash = \(CalendarAddress.hash(of: secret))
                AND NOT EXISTS (
                    SELECT FROM accounts
                    JOIN account_disablings ON account_disablings.account_id = accounts.id
                    WHERE accounts.person_id = calendar_addresses.person_id)
            """,
            as: ID<Person>.self
        )
        guard let person else { throw NotFound("calendar", "at this address") }
        return try list(person: person, in: transaction)
    }
}
