import HTTPTypes
import TrainingCentre

/// What is wrong with a form that was sent, in words for whoever filled it in.
struct FormProblems: Sendable {
    /// By the name of the field.
    private(set) var fields: [String: Titles] = [:]
    /// What is about no field that the form has.
    private(set) var general: [Titles] = []

    init() {}

    /// What is wrong with fields, by their names.
    init(_ fields: [String: Titles]) {
        self.fields = fields
    }

    /// The problems behind a refusal; nil for what is no matter of what was filled in.
    ///
    /// What is about a field that the form has is said there, everything else above it, with what
    /// it is about.
    init?(_ error: any Error, in form: [FormField]) {
        guard let refusal = error as? any Refusal else { return nil }
        let names = Set(form.map(\.name))
        switch refusal.kind {
        case .invalid, .conflict: break
        case .notFound:
            // What a field names; the page itself has been found.
            guard let name = names.first(where: { refusal.code == "\($0)_not_found" }) else {
                return nil
            }
            fields[name] = RefusalWording.titles(refusal)
            return
        case .unauthenticated, .forbidden, .preconditionRequired, .preconditionFailed:
            return nil
        }
        if refusal is InvalidForm || !refusal.fields.isEmpty {
            for problem in refusal.fields {
                // What has words of its own says more than that a field is wrong.
                let own = refusal is InvalidForm ? nil : RefusalWording.titles(code: refusal.code)
                let words = own ?? FieldWording.titles(problem.code)
                if names.contains(problem.field) {
                    fields[problem.field] = words
                } else if names.contains("given_name"), problem.field == "name" {
                    // A name that is missing altogether is asked for in two fields.
                    for half in ["given_name", "family_name"] { fields[half] = words }
                } else {
                    // Words of its own say what they are about.
                    general.append(own ?? FieldLabel.titles(problem.field, words))
                }
            }
        } else if names.contains(refusal.column) {
            fields[refusal.column] = RefusalWording.titles(refusal)
        } else if let words = RefusalWording.titles(code: refusal.code) {
            general.append(words)
        } else {
            general.append(FieldLabel.titles(refusal.column, RefusalWording.unknown))
        }
    }
}

extension FormProblems {
    /// The status of a page that shows a form again.
    static func status(of error: any Error) -> HTTPResponse.Status {
        guard let refusal = error as? any Refusal else { return .internalServerError }
        let code = ProblemStatus.status(refusal.kind)
        return HTTPResponse.Status(code: code, reasonPhrase: "")
    }
}

extension PageFormDescription {
    /// The form as it was filled in, with what is wrong; throws on what the form cannot say.
    func again(_ values: [String: String], _ error: any Error) throws -> PageFormDescription {
        guard let problems = FormProblems(error, in: fields) else { throw error }
        var form = self
        form.given = values
        form.problems = problems
        return form
    }
}
