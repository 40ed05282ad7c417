import Documents
import Foundation
import Postgres

/// One record standing for another of the same person, organisation or project, or no longer.
///
/// A merge is a pointer: no key is rewritten, so an undone merge gives back exactly what was. The
/// newest row of a merged record counts.
package struct Merge<Noun: Mergeable>: Sendable {
    package let id: Int
    /// The record that another one stands for: an e-mail address or a code.
    package let merged: String
    package let mergedID: ID<Noun>
    /// The one that stands for both; nil undoes the merge.
    package let into: String?
    package let intoID: ID<Noun>?
    package let reason: String
    package let enteredBy: String
    /// From this day on reports count both as one.
    package let effectiveOn: CalendarDate

    /// Lets a record stand for another one from now on.
    ///
    /// Refuses with `AccessError.notAllowed`, `ReasonMissing`, `NotFound` and `MergeError`.
    package static func enter(
        _ merged: String,
        into standing: String,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> Merge {
        try act.actor.require(Noun.mergePermission)
        let into = try Noun.recordID(of: standing, in: transaction)
        return try enter(merged, into, by: act, in: transaction)
    }

    /// Undoes the merge of a record: it is shown and counted by itself again.
    ///
    /// Refuses with `AccessError.notAllowed`, `ReasonMissing`, `NotFound` and
    /// `MergeError.notMerged`.
    package static func undo(
        _ merged: String,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> Merge {
        try act.actor.require(Noun.mergePermission)
        return try enter(merged, nil, by: act, in: transaction)
    }

    /// Refuses with `NotFound` a record that there is not.
    package static func requireRecord(
        _ name: String,
        in transaction: borrowing Transaction
    ) throws {
        _ = try Noun.recordID(of: name, in: transaction)
    }

    private static func enter(
        _ name: String,
        _ into: ID<Noun>?,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> Merge {
        let merged = try Noun.recordID(of: name, in: transaction)
        let reason = try act.requireReason()
        do {
            _ = try transaction.execute(
                """
                INSERT INTO \(raw: Noun.mergeTables.merges) (merged_id, into_id, reason)
                VALUES (\(merged), \(into), \(reason.text))
                """
            )
        } catch {
            throw (error as? PostgresError).flatMap { MergeError($0, isUndoing: into == nil) }
                ?? error
        }
        guard let entered = try rows("WHERE merges.merged_id = \(merged)", 1, in: transaction).first
        else { throw MergeError.notMerged }
        return entered
    }

    /// Every merge that a record had a part in, the newest first; refuses with `NotFound`.
    package static func history(
        of name: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [Merge] {
        try actor.require(.readPeople)
        let id = try Noun.recordID(of: name, in: transaction)
        return try rows(
            "WHERE \(id) IN (merges.merged_id, merges.into_id)",
            PageRequest.Limits.rowsMax,
            in: transaction
        )
    }

    private static func rows(
        _ condition: SQL,
        _ rowsMax: Int,
        in transaction: borrowing Transaction
    ) throws -> [Merge] {
        let tables = Noun.mergeTables
        return try transaction.rows(
            """
            SELECT merges.id, merged.\(raw: tables.name), merges.merged_id,
                standing.\(raw: tables.name), merges.into_id, merges.reason,
                merges.entered_by, merges.effective_on
            FROM \(raw: tables.merges) AS merges
            JOIN \(raw: tables.records) AS merged ON merged.id = merges.merged_id
            LEFT JOIN \(raw: tables.records) AS standing ON standing.id = merges.into_id
            \(condition)
            ORDER BY merges.id DESC
            LIMIT \(rowsMax)
            """,
            as: (
                Int.self, String.self, ID<Noun>.self, String?.self, ID<Noun>?.self, String.self,
                String.self, CalendarDate.self
            )
        ).map(Merge.init)
    }

    package var json: JSON {
        let records: [JSON.Member] =
            Noun.isNamedByID
            ? [
                JSON.Member("merged", .integer(mergedID.value)),
                JSON.Member("merged_email", .string(merged)),
                JSON.Member("into", JSON(intoID?.value)), JSON.Member("into_email", JSON(into)),
            ] : [JSON.Member("merged", .string(merged)), JSON.Member("into", JSON(into))]
        return .object(
            [JSON.Member("merger", .integer(id))] + records + [
                JSON.Member("reason", .string(reason)),
                JSON.Member("entered_by", .string(enteredBy)),
                JSON.Member("effective_on", effectiveOn.json),
            ]
        )
    }
}

/// Why two records are not merged, or a merge is not undone.
package enum MergeError: Refusal {
    case itself
    case chain
    case mergedAlready
    case notMerged
    case placesInOneCohort
    case certifiedTwice
    case teachesTheOther
    case teachTogether
    case candidatesForTheSame
    case examinesTheOther
    case assessedTheOther
    case seatsMissing

    init?(_ error: PostgresError, isUndoing: Bool) {
        switch error.constraint {
        case "person_merges_not_itself", "organisation_merges_not_itself",
            "project_merges_not_itself":
            self = .itself
        case "merges_no_chain": self = .chain
        case "merges_alternate": self = isUndoing ? .notMerged : .mergedAlready
        case "person_merges_places_apart": self = .placesInOneCohort
        case "person_merges_certificates_apart": self = .certifiedTwice
        case "person_merges_trainer_apart": self = .teachesTheOther
        case "person_merges_teaching_apart": self = .teachTogether
        case "person_merges_candidacies_apart": self = .candidatesForTheSame
        case "person_merges_examined_apart": self = .examinesTheOther
        case "person_merges_assessor_apart": self = .assessedTheOther
        case "organisation_merges_seats_there": self = .seatsMissing
        default: return nil
        }
    }

    package var kind: RefusalKind { self == .itself ? .invalid : .conflict }

    package var code: String {
        switch self {
        case .itself: "merged_into_itself"
        case .chain: "merge_chain"
        case .mergedAlready: "merged_already"
        case .notMerged: "not_merged"
        case .placesInOneCohort: "places_in_one_cohort"
        case .certifiedTwice: "certified_twice"
        case .teachesTheOther: "teaches_the_other"
        case .teachTogether: "teach_together"
        case .candidatesForTheSame: "candidates_for_the_same"
        case .examinesTheOther: "examines_the_other"
        case .assessedTheOther: "assessed_the_other"
        case .seatsMissing: "seats_missing"
        }
    }

    package var message: String {
        switch self {
        case .itself: "a record cannot stand for itself: name two"
        case .chain:
            "one of the two is merged already: name the one that stands for both, "
                + "or undo that merge first"
        case .mergedAlready: "the first one is merged already: undo that merge first"
        case .notMerged: "nobody stands for this one: there is no merge to undo"
        case .placesInOneCohort:
            "both hold a place in one cohort, so they count as two persons there: "
                + "withdraw one of the two enrolments first"
        case .certifiedTwice:
            "both passed in one closed cohort, or have a certificate of it, which one person has "
                + "once: revoke the certificate of one of the two first; where both passed and "
                + "neither has one, issue them before that"
        case .teachesTheOther: "one of them teaches a cohort in which the other one is enrolled"
        case .teachTogether:
            "both teach one cohort, or at the same time, so they count as two persons there: "
                + "take one of them off first"
        case .candidatesForTheSame:
            "both are candidates for the same accreditation: end one of the two candidacies first"
        case .examinesTheOther:
            "one of them examined, assessed or verified the other, or both looked at one person's "
                + "work: nobody does that to oneself, so have it done again by somebody else first"
        case .assessedTheOther:
            "one of them assessed in a cohort in which the other one is enrolled"
        case .seatsMissing:
            "apart, the two would hold more seats in a cohort than there are: "
                + "give held seats back or overbook that cohort first"
        }
    }
}
