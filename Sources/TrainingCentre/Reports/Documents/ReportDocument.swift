import Documents
import Postgres
import SerbianText

/// A news item or a description of the centre as a template: sentences with places for facts.
///
/// The file names what it is about (`project: SDC-CAP`, one a line) and of which day it speaks
/// (`as_of: 2024-03-06`; else of today), then has its sentences in the
/// Serbian of its own script and in English, one a line, under `== sr-Cyrl`, `== sr-Latn` or
/// `== en`. The other Serbian script follows letter by letter. In a sentence
///
/// - `{project.title}` prints a fact,
/// - `{course.deliveries|обука|обуке|обука}` prints a number with its noun in the right form, and
///   `{course.deliveries||је одржана|су одржане|је одржано}` the words alone,
/// - `{partner=IOM|Међународном организацијом за миграције}` prints words in the case that the
///   sentence needs, and only when that is a fact; otherwise the document is refused,
/// - `{project.objective~bolji prihvat|boljem prihvatu}` does when the fact says that and more,
/// - `{"Partnerships for the Goals"}` prints words of another language, in whatever script.
package struct ReportDocument: Sendable {
    package let name: String
    /// What it is about, by key.
    let subjects: [String: String]
    private let sentences: [Language: [DocumentSentence]]
    private let own: Language
    /// The day of which it speaks, when nobody asks for another.
    private let ownDay: CalendarDate?

    /// A document whose template says something that the stored rows do not bear out.
    package struct NotBorneOut: Refusal {
        let facts: [String]

        package var kind: RefusalKind { .conflict }
        package var code: String { "document_not_borne_out" }
        package var message: String {
            "the stored rows do not say: " + facts.joined(separator: "; ")
        }
    }

    /// Reads a template; throws `ReportDocument.Malformed`.
    package init(name: String, template: String) throws {
        self.name = name
        var subjects: [String: String] = [:]
        var sentences: [Language: [DocumentSentence]] = [:]
        var section: Language?
        var own: Language?
        for line in template.split(separator: "\n").map(String.init) where !line.hasPrefix("#") {
            if line.hasPrefix("== ") {
                section = Language(rawValue: String(line.dropFirst(3)))
                guard section != nil else { throw Malformed(name: name, line: line) }
                if own == nil { own = section }
            } else if let section {
                sentences[section, default: []].append(try DocumentSentence(line, of: name))
            } else {
                let parts = line.split(separator: ":", maxSplits: 1)
                guard parts.count == 2 else { throw Malformed(name: name, line: line) }
                subjects[String(parts[0])] = parts[1].drop { $0 == " " }.description
            }
        }
        guard let own else { throw Malformed(name: name, line: "there are no sentences") }
        let day = subjects.removeValue(forKey: "as_of")
        ownDay = try day.map { written in
            guard let day = CalendarDate(written) else {
                throw Malformed(name: name, line: "as_of: \(written)")
            }
            return day
        }
        (self.subjects, self.sentences, self.own) = (subjects, sentences, own)
    }

    /// A line of a template that cannot be read.
    package struct Malformed: Error, CustomStringConvertible {
        let name: String
        let line: String

        package var description: String { "document \(name): cannot be read: \(line)" }
    }

    /// A document as it was written: in which language, and as of which day.
    package struct Written: Sendable {
        package let language: Language
        package let asOf: CalendarDate
        package let sentences: [String]

        package init(language: Language, asOf: CalendarDate, sentences: [String]) {
            self.language = language
            self.asOf = asOf
            self.sentences = sentences
        }
    }

    /// The sentences with facts of the stored rows as of a date, in a language or its own script.
    ///
    /// Left out: the day of which it speaks, so that what is published stays reproducible.
    /// Refuses with `AccessError.notAllowed`, `NotBorneOut`, and as `ReportScope`.
    package func write(
        in language: Language?,
        asOf: CalendarDate? = nil,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Written {
        try actor.require(.readReports)
        let day = try asOfDay(asOf ?? ownDay, in: transaction)
        let language = language ?? own
        // Serbian in the other script is the same sentences.
        let source = sentences[language] == nil && language != .english ? own : language
        let chosen = sentences[source] ?? []
        let keys = Set(chosen.flatMap(\.keys))
        let facts = try DocumentFacts(
            of: self,
            groups: Set(keys.map { DocumentFacts.group(of: $0) }),
            language: language,
            asOf: day,
            in: transaction
        )
        let missing = chosen.flatMap { $0.missing(in: facts) }
        guard missing.isEmpty else { throw NotBorneOut(facts: missing) }
        let written = chosen.map { sentence in
            sentence.text(facts, in: source) { words in
                switch (source, language) {
                case (.serbianLatin, .serbianCyrillic): SerbianText.cyrillic(words)
                case (.serbianCyrillic, .serbianLatin): SerbianText.latin(words)
                default: words
                }
            }
        }
        let footnote = TerritoryNote.text(below: written, in: language)
        return Written(
            language: language,
            asOf: day,
            sentences: written + [footnote].compactMap { $0 }
        )
    }
}
