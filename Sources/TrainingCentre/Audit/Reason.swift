import SerbianText

/// Why somebody did something, as the audit keeps it for ever.
package struct Reason: Sendable {
    package let text: String

    /// Limits of reasons.
    package enum Limits {
        static let lengthMin = 3
        static let lengthMax = 500
    }

    /// Takes 3 to 500 characters without invisible ones; nothing but white space is no reason.
    ///
    /// Refuses with `ReasonMissing` for what is too short, and with `InvalidForm` for what is too
    /// long or cannot be read.
    package static func optional(_ text: String?) throws -> Reason? {
        var form = Form(["reason": text ?? ""])
        guard let checked = form.optionalText("reason", lengthMax: Limits.lengthMax) else {
            return nil
        }
        try form.check()
        guard checked.unicodeScalars.count >= Limits.lengthMin else { throw ReasonMissing() }
        return Reason(text: checked)
    }

    private init(text: String) {
        self.text = text
    }
}

/// An act that needs a reason, without one.
package struct ReasonMissing: Refusal {
    package init() {}

    package var kind: RefusalKind { .invalid }
    package var code: String { "reason_missing" }
    package var message: String { "say why, in 3 to 500 characters" }
    package var fields: [FieldProblem] { [FieldProblem("reason", "is missing", .missing)] }
}
