/// A no of the domain: it understood what was asked and says why it does not do it.
///
/// `code` is stable and for programs; `message` is a sentence for people, in English, with what is
/// wrong and what to do. It never holds another person's data.
package protocol Refusal: Error, Sendable {
    var kind: RefusalKind { get }
    var code: String { get }
    var message: String { get }
    /// The fields of a form that are wrong, all of them at once; empty when it is not about fields.
    var fields: [FieldProblem] { get }
    /// The column of an imported file that it is about; empty when it is about the whole row.
    var column: String { get }
}

extension Refusal {
    package var fields: [FieldProblem] { [] }
    package var column: String { "" }
}

/// What a refusal is; it alone decides the HTTP status and the exit code.
package enum RefusalKind: Sendable {
    /// What was sent is wrong in itself.
    case invalid
    /// Nobody is signed in.
    case unauthenticated
    /// The actor may not do this.
    case forbidden
    /// There is no such thing, or the actor may not see it: the two look the same.
    case notFound
    /// It does not fit the present state.
    case conflict
    /// An update without the version that it is based on.
    case preconditionRequired
    /// The version that the update is based on is no longer the present one.
    case preconditionFailed
}

/// One wrong field: its name as in the form or the file, a sentence, and a code.
package struct FieldProblem: Hashable, Sendable {
    package let field: String
    package let problem: String
    package let code: FieldCode

    package init(_ field: String, _ problem: String, _ code: FieldCode = .other) {
        self.field = field
        self.problem = problem
        self.code = code
    }

    /// The same of a field that has another name where the form stands in a larger one.
    func named(_ field: String, _ sentence: String? = nil) -> FieldProblem {
        FieldProblem(field, sentence ?? problem, code)
    }
}

/// A form with wrong fields; nothing was changed.
package struct InvalidForm: Refusal {
    package let fields: [FieldProblem]

    package init(_ fields: [FieldProblem]) {
        self.fields = fields
    }

    package var kind: RefusalKind { .invalid }
    package var code: String { "invalid" }
    package var message: String {
        fields.map { "\($0.field): \($0.problem)" }.joined(separator: "; ")
    }
}

/// Something with this code does not exist.
package struct NotFound: Refusal {
    private let noun: String
    private let name: String

    package init(_ noun: String, _ name: String) {
        self.noun = noun
        self.name = name
    }

    package var kind: RefusalKind { .notFound }
    package var code: String { "\(noun)_not_found" }
    package var message: String { "there is no \(noun.replacing("_", with: " ")) \(name)" }
}
