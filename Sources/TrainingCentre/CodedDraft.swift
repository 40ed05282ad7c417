import Postgres

/// What can be entered about a noun that people know by its code.
///
/// Course, cohort, project, organisation: creating, changing and importing them is the same.
package protocol CodedDraft: Hashable, Sendable {
    static var permission: Permission { get }
    static var fields: [DraftField] { get }
    var code: String { get }

    /// The form that says all of it; fields that it leaves out a form takes from here.
    var form: Form { get }

    /// Reads a filled-in form; refuses with `InvalidForm`.
    init(_ form: inout Form) throws

    /// What makes of the names in a draft the codes that they mean; made once for many drafts.
    ///
    /// It refuses with `InvalidForm` what names nothing.
    static func resolver(in transaction: borrowing Transaction) throws -> (Self) throws -> Self

    func insert(in transaction: borrowing Transaction) throws

    /// Whether there was a row to update: nil as the version updates whatever is there.
    func update(ifVersion version: Int?, in transaction: borrowing Transaction) throws -> Bool

    /// Whether what is entered already says all that this draft says.
    func agrees(with known: Self) -> Bool

    /// The refusal that a violated constraint means.
    static func refusal(_ error: PostgresError) -> (any Refusal)?
}

extension CodedDraft {
    /// The names of the fields, as the columns of an import.
    package static var columns: [String] { fields.map(\.name) }

    package static func resolver(
        in transaction: borrowing Transaction
    ) throws -> (Self) throws -> Self {
        { $0 }
    }

    package func agrees(with known: Self) -> Bool {
        self == known
    }

    static func translated(_ error: any Error) -> any Error {
        guard let error = error as? PostgresError else { return error }
        // What a report has told already is changed with a reason.
        if error.constraint == "former_rows_has_reason" { return ReasonMissing() }
        return refusal(error) ?? error
    }
}

/// The code is in use already.
package struct CodeTaken: Refusal {
    private let noun: String

    init(_ noun: String) {
        self.noun = noun
    }

    package var kind: RefusalKind { .conflict }
    package var code: String { "code_taken" }
    package var message: String { "the code is taken: another \(noun) has it" }
}

/// Somebody else changed it since it was read.
package struct VersionChanged: Refusal {
    package init() {}

    package var kind: RefusalKind { .preconditionFailed }
    package var code: String { "version_changed" }
    package var message: String {
        "it was changed since you read it: read it again and repeat your change"
    }
}
