import Postgres

extension Programme {
    private static let qualifying = CodedLinks(
        table: "qualifying_programmes",
        owners: "programmes",
        ownerID: "programme_id",
        others: "courses",
        otherID: "qualifies_for_id"
    )

    /// The codes of the courses that whoever completes a programme may train; none for one that
    /// trains no trainers.
    ///
    /// Refuses with `NotFound`.
    package static func qualified(
        by code: String,
        in transaction: borrowing Transaction
    ) throws -> [String] {
        let code = try find(code, in: transaction).draft.code
        return try transaction.value(
            "SELECT \(qualifying.codes) FROM programmes WHERE code = \(code)",
            as: [String].self
        ) ?? []
    }

    /// Says what a training of trainers qualifies for, from the next closing on.
    ///
    /// Whoever has passed all of its courses then is qualified by the one that completed it.
    /// Refuses with `AccessError.notAllowed`, `NotFound`, `InvalidForm`, and with
    /// `ProgrammeError.trainsNoTrainers` a programme of another kind.
    package static func qualify(
        by code: String,
        _ form: Form,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [String] {
        try actor.require(.manageCatalogue)
        let programme = try find(code, in: transaction).draft
        var form = form
        let codes = form.codes("courses")
        try form.check()
        try [Reference("courses", Course.self, codes)].check(in: transaction)
        guard programme.kind == .trainingOfTrainers || codes.isEmpty else {
            throw ProgrammeError.trainsNoTrainers
        }
        do {
            try qualifying.replace(of: programme.code, with: codes, in: transaction)
        } catch {
            throw ProgrammeDraft.translated(error)
        }
        return try qualified(by: programme.code, in: transaction)
    }
}

/// Why a programme does not qualify, or does not become one of another kind.
package enum ProgrammeError: Refusal {
    case trainsNoTrainers
    case qualifies

    package var kind: RefusalKind { .conflict }

    package var code: String {
        switch self {
        case .trainsNoTrainers: "programme_trains_no_trainers"
        case .qualifies: "programme_qualifies"
        }
    }

    package var message: String {
        switch self {
        case .trainsNoTrainers:
            "only a programme of the kind training-of-trainers qualifies: change its kind first"
        case .qualifies:
            "the programme qualifies for courses, so it stays a training of trainers: say first "
                + "that it qualifies for none"
        }
    }
}
