import Documents
import Postgres

/// Something that was shown for an entry of the register: what it is, and where it is kept.
///
/// No copy of anything is kept here: a place in the archive, or the SHA-256 of a file.
package struct TrainerEvidence: Sendable {
    package let id: ID<TrainerEvidence>
    package let kind: Kind
    package let title: String
    package let place: String?
    /// SHA-256 in 64 small hexadecimal digits.
    package let digest: String?

    /// What was shown.
    package enum Kind: String, CaseIterable, Sendable {
        case cv, diploma
        case totCertificate = "tot-certificate"
        case deliveryRecord = "delivery-record"
        case other
    }

    package var json: JSON {
        [
            "evidence": .integer(id.value), "kind": .string(kind.rawValue),
            "title": .string(title), "place": JSON(place), "digest": JSON(digest),
        ]
    }

    /// Enters a piece; refuses with `AccessError.notAllowed`, `NotFound` and `InvalidForm`.
    package static func enter(
        _ form: Form,
        for trainer: ID<TrainerProfile>,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [TrainerEvidence] {
        try actor.require(.manageEnrolments)
        _ = try TrainerProfile.find(trainer, in: transaction)
        var form = form
        let kind: Kind = form.choice("kind") ?? .other
        let title = form.text("title")
        let place = form.optionalText("place")
        let digest = form.optionalText("digest")?.lowercased()
        if let digest, digest.wholeMatch(of: /[0-9a-f]{64}/) == nil {
            form.refuse("digest", "is no SHA-256 in hexadecimal digits")
        }
        if place == nil, digest == nil {
            form.refuse("place", "is missing, and so is digest: say where it is kept", .missing)
        }
        try form.check()
        _ = try transaction.execute(
            """
            INSERT INTO trainer_evidence (trainer_id, kind, title, place, digest)
            VALUES (\(trainer), \(kind), \(title), \(place), \(digest))
            """
        )
        return try list(trainer, in: transaction)
    }

    /// Takes a piece out of the register, with a reason.
    ///
    /// Refuses with `AccessError.notAllowed`, `NotFound` and `ReasonMissing`.
    package static func remove(
        _ id: ID<TrainerEvidence>,
        of trainer: ID<TrainerProfile>,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> [TrainerEvidence] {
        try act.actor.require(.manageEnrolments)
        _ = try TrainerProfile.find(trainer, in: transaction)
        guard try list(trainer, in: transaction).contains(where: { $0.id == id }) else {
            throw NotFound("evidence", String(id.value))
        }
        _ = try act.requireReason()
        _ = try transaction.execute("DELETE FROM trainer_evidence WHERE id = \(id)")
        return try list(trainer, in: transaction)
    }

    static func list(
        _ trainer: ID<TrainerProfile>,
        in transaction: borrowing Transaction
    ) throws -> [TrainerEvidence] {
        try transaction.rows(
            """
            SELECT id, kind, title, place, digest FROM trainer_evidence
            WHERE trainer_id = \(trainer) ORDER BY id
            """,
            as: (ID<TrainerEvidence>.self, Kind.self, String.self, String?.self, String?.self)
        ).map(TrainerEvidence.init)
    }
}
