import Credentials
import Documents
import Foundation
import Postgres

/// Somebody else who is asked to cosign our log: an address, a key, and how far he has followed.
package struct LogWitness: Sendable {
    let id: ID<LogWitness>
    /// What `/add-checkpoint` stands behind (C2SP tlog-witness).
    package let url: String
    package let key: NoteKey
    /// The size of the newest tree that he has cosigned.
    package let cosignedSize: Int
    /// When he was asked last; nil before the first time.
    package let askedAt: Date?
    /// Why he has not followed; nil when he has.
    package let problem: String?

    package var json: JSON {
        [
            "witness": .string(key.name), "url": .string(url),
            "cosigned_size": .integer(cosignedSize), "asked_at": JSON(askedAt?.rfc3339),
            "problem": JSON(problem), "vkey": .string(key.description),
        ]
    }

    /// All witnesses, in the order in which they were added.
    package static func list(in transaction: borrowing Transaction) throws -> [LogWitness] {
        try transaction.rows(
            """
            SELECT witnesses.id, witnesses.url, witnesses.vkey,
                coalesce(witness_states.cosigned_size, 0), witness_states.asked_at,
                witness_states.problem
            FROM witnesses
            LEFT JOIN witness_states ON witness_states.witness_id = witnesses.id
            ORDER BY witnesses.id
            """,
            as: (
                ID<LogWitness>.self, String.self, String.self, Int.self, Date?.self, String?.self
            )
        ).map { id, url, vkey, size, askedAt, problem in
            LogWitness(
                id: id,
                url: url,
                key: try NoteKey(vkey),
                cosignedSize: size,
                askedAt: askedAt,
                problem: problem
            )
        }
    }

    /// Adds a witness; one that is there already stays as it is.
    ///
    /// Refuses with `AccessError.notAllowed` and with `InvalidForm` an address that is none and a
    /// key that is no witness's.
    package static func add(
        _ url: String,
        vkey: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws {
        try actor.require(.manageAccounts)
        let key = try NoteKey.typed(vkey, kind: .cosignature)
        let url = url.hasSuffix("/") ? String(url.dropLast()) : url
        let isAddress =
            url.utf8.count <= 500 && url.utf8.allSatisfy { (0x21...0x7E).contains($0) }
            && ["http://", "https://"].contains { url.hasPrefix($0) && url != $0 }
        guard isAddress else {
            throw InvalidForm([FieldProblem("url", "is no address: https://host/path")])
        }
        _ = try transaction.execute(
            """
            INSERT INTO witnesses (url, vkey) VALUES (\(url), \(key.description))
            ON CONFLICT (vkey) DO NOTHING
            """
        )
    }

    /// Asks a witness no more; what he has cosigned stays.
    ///
    /// Refuses with `AccessError.notAllowed`, `ReasonMissing` and `NotFound`.
    package static func remove(
        _ name: String,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> LogWitness {
        try act.actor.require(.manageAccounts)
        _ = try act.requireReason()
        let witness = try find(name, in: transaction)
        _ = try transaction.execute("DELETE FROM witnesses WHERE id = \(witness.id)")
        return witness
    }

    /// The witness with a name, an address or a key; refuses with `NotFound`.
    package static func find(
        _ name: String,
        in transaction: borrowing Transaction
    ) throws -> LogWitness {
        let found = try list(in: transaction).first {
            [$0.key.name, $0.url, $0.url + "/", $0.key.description].contains(name)
        }
        guard let found else { throw NotFound("witness", name) }
        return found
    }
}

extension NoteKey {
    /// Reads a key that somebody has typed.
    ///
    /// Refuses with `InvalidForm` what is no vkey or one of another kind.
    static func typed(_ vkey: String, kind: NoteSignatureKind) throws -> NoteKey {
        do {
            let key = try NoteKey(vkey)
            guard key.kind == kind else {
                throw LogFormatError("it is a key for another kind of signature")
            }
            return key
        } catch let error as LogFormatError {
            throw InvalidForm([FieldProblem("vkey", error.description)])
        }
    }
}
