import Credentials
import Crypto
import Documents
import Postgres

/// The code by which a person answers once.
///
/// It is shown when it is made, to be sent; only its hash is kept.
package struct EvaluationInvitation: Sendable {
    package let email: String
    /// nil for a list of who answered: nobody knows the code any more.
    package let code: VerificationID?
    package let isUsed: Bool

    package var json: JSON {
        var members = [
            JSON.Member("email", .string(email)), JSON.Member("answered", .bool(isUsed)),
        ]
        if let code {
            members.append(JSON.Member("code", .string(code.printed)))
            members.append(JSON.Member("page", .string("/q/\(code.printed)")))
        }
        return .object(members)
    }

    static func hash(_ code: VerificationID) -> [UInt8] {
        Array(SHA256.hash(data: Array(code.compact.utf8)))
    }

    /// Who is invited, and whether they answered; by e-mail address.
    ///
    /// Refuses with `NotFound` and `AccessError.notAllowed`.
    package static func list(
        _ evaluation: ID<Evaluation>,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [EvaluationInvitation] {
        try actor.require(.readPeople)
        _ = try Evaluation.find(evaluation, in: transaction)
        return try transaction.rows(
            """
            SELECT people.email, is_used
            FROM evaluation_invitations
            JOIN enrolments ON enrolments.id = enrolment_id
            JOIN people ON people.id = enrolments.person_id
            WHERE evaluation_id = \(evaluation)
            ORDER BY people.email
            """,
            as: (String.self, Bool.self)
        ).map { EvaluationInvitation(email: $0, code: nil, isUsed: $1) }
    }

    /// Invites everybody who has a place in the cohort and is not invited yet.
    ///
    /// `renews` makes new codes for those, too, who are invited and have not answered; their old
    /// ones end. Refuses with `AccessError.notAllowed`, `NotFound` and `EvaluationError.over`.
    package static func make(
        _ id: ID<Evaluation>,
        renews: Bool,
        chance: Chance,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [EvaluationInvitation] {
        try actor.require(.manageEnrolments)
        _ = try transaction.execute("SELECT 1 FROM evaluations WHERE id = \(id) FOR UPDATE")
        guard try !Evaluation.find(id, in: transaction).isOver else { throw EvaluationError.over }
        let waiting = try transaction.rows(
            """
            SELECT enrolments.id, people.email
            FROM evaluations
            JOIN enrolments ON enrolments.cohort_id = evaluations.cohort_id
                AND enrolments.status = 'confirmed'
            JOIN people ON people.id = enrolments.person_id
            LEFT JOIN evaluation_invitations AS known
                ON known.evaluation_id = evaluations.id AND known.enrolment_id = enrolments.id
            WHERE evaluations.id = \(id)
                AND (known.id IS NULL OR \(renews) AND NOT known.is_used)
            ORDER BY people.email
            """,
            as: (ID<Enrolment>.self, String.self)
        )
        var chance = chance
        let codes = waiting.map { _ in VerificationID.make(using: &chance) }
        if !waiting.isEmpty {
            _ = try transaction.execute(
                """
                INSERT INTO evaluation_invitations (evaluation_id, enrolment_id, code_hash)
                SELECT \(id), new.enrolment_id, new.code_hash
                FROM unnest(\(waiting.map(\.0)), \(codes.map(hash))) AS new (
                    enrolment_id, code_hash)
                ON CONFLICT (evaluation_id, enrolment_id)
                    DO UPDATE SET code_hash = excluded.code_hash
                """
            )
        }
        return zip(waiting, codes).map { person, code in
            EvaluationInvitation(email: person.1, code: code, isUsed: false)
        }
    }
}
