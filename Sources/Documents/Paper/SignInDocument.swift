/// A list that people sign by hand, one or more pages for each session of a training.
///
/// Finished text in its language; names are printed as they come.
package struct SignInDocument: Sendable {
    /// Somebody who is to sign.
    package struct Line: Sendable {
        package let name: String
        package let institution: String

        package init(name: String, institution: String) {
            (self.name, self.institution) = (name, institution)
        }
    }

    /// The words that are the same on every list of an language.
    package struct Words: Sendable {
        package let title: String
        package let ordinal: String
        package let name: String
        package let institution: String
        package let signature: String
        package let trainer: String

        package init(
            title: String,
            ordinal: String,
            name: String,
            institution: String,
            signature: String,
            trainer: String
        ) {
            (self.title, self.ordinal, self.name) = (title, ordinal, name)
            (self.institution, self.signature, self.trainer) = (institution, signature, trainer)
        }
    }

    package let language: Language
    package let issuer: String
    package let course: String
    /// What stands below the course: code, place and the like, a line each.
    package let details: [String]
    /// What tells a session from the others, such as its date; one list for each.
    package let sessions: [String]
    package let lines: [Line]
    package let words: Words
    package let logos: [[UInt8]]

    /// A list of these texts; nothing is checked before it is printed.
    package init(
        language: Language,
        issuer: String,
        course: String,
        details: [String],
        sessions: [String],
        lines: [Line],
        words: Words,
        logos: [[UInt8]]
    ) {
        (self.language, self.issuer, self.course) = (language, issuer, course)
        (self.details, self.sessions, self.lines) = (details, sessions, lines)
        (self.words, self.logos) = (words, logos)
    }
}
