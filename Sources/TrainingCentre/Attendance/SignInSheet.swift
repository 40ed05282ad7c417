import Documents
import Foundation
import Postgres
import SerbianText

/// The list that trainees sign at a session, under the letterhead of the centre's papers.
package enum SignInSheet {
    /// Draws the sheet of one session, or of every session of a cohort that is nil as the day.
    ///
    /// A cohort without a session gets one sheet with room for the date. People stand in the order
    /// of the language's alphabet, with their names in its script. Staff, auditors and the cohort's
    /// trainers may. Refuses with `AccessError.notAllowed`, `NotFound` and `PaperRefusal`.
    package static func pdf(
        cohort code: String,
        session day: String?,
        _ language: Language,
        _ papers: Papers,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [UInt8] {
        let cohort = try Cohort.id(of: code, in: transaction)
        try actor.require(.readPeople, orTeaching: [cohort], in: transaction)
        let sessions =
            try day.map { [try Session.find($0, of: code, in: transaction)] }
            ?? Session.list(cohort: code, in: transaction)
        let head = try head(of: cohort, language, in: transaction)
        let words = SheetWords(language)
        let design = try PaperDesign(papers, in: transaction)
        let sheet = SignInDocument(
            language: language,
            issuer: words.text("Тренинг центар за миграције", "Training Centre for Migration"),
            course: head.course,
            details: head.details,
            sessions: sessions.isEmpty ? [words.noSession] : sessions.map(words.session),
            lines: try lines(of: cohort, language, in: transaction),
            words: words.words,
            logos: design.letterhead.logos
        )
        let now = try transaction.value("SELECT now()", as: Date.self)
        do {
            return try design.layout.pdf(of: sheet, madeAt: now ?? .distantPast)
        } catch {
            throw PaperRefusal(printing: error) ?? error
        }
    }

    private static func head(
        of cohort: ID<Cohort>,
        _ language: Language,
        in transaction: borrowing Transaction
    ) throws -> (course: String, details: [String]) {
        let row = try transaction.row(
            """
            SELECT courses.title_sr_cyrl, courses.title_sr_latn, courses.title_en, cohorts.code,
                cohorts.venue, cohorts.starts_on, cohorts.ends_on
            FROM cohorts JOIN courses ON courses.id = cohorts.course_id
            WHERE cohorts.id = \(cohort)
            """,
            as: (
                String.self, String.self, String.self, String.self, String.self,
                CalendarDate.self, CalendarDate.self
            )
        )
        guard let (srCyrl, srLatn, en, code, venue, startsOn, endsOn) = row else {
            throw NotFound("cohort", "")
        }
        let title =
            switch language {
            case .serbianCyrillic: srCyrl
            case .serbianLatin: srLatn
            case .english: en
            }
        let place =
            language == .serbianCyrillic ? SerbianText.cyrillic(venue) : SerbianText.latin(venue)
        let held = PaperWording(language: language).held(from: startsOn, to: endsOn)
        return (title, ["\(code), \(place)", held])
    }

    static func lines(
        of cohort: ID<Cohort>,
        _ language: Language,
        in transaction: borrowing Transaction
    ) throws -> [SignInDocument.Line] {
        let people = try transaction.rows(
            """
            SELECT people.given_name_cyrl || ' ' || people.family_name_cyrl,
                people.given_name_latn || ' ' || people.family_name_latn, enrolments.institution,
                coalesce(lsgs.name_cyrl, ''), enrolments.function, people.email
            FROM enrolments
            JOIN people ON people.id = enrolments.person_id
            LEFT JOIN lsgs ON lsgs.code = enrolments.lsg_code
            WHERE enrolments.cohort_id = \(cohort) AND enrolments.status = 'confirmed'
            ORDER BY \(Person.order(in: language)), enrolments.id
            """,
            as: (
                String.self, String.self, String.self, String.self, String.self, String.self
            )
        ).map { cyrillic, latin, institution, lsg, function, email in
            let facts = [institution, lsg, function].map {
                language == .serbianCyrillic ? SerbianText.cyrillic($0) : SerbianText.latin($0)
            }
            return Signer(
                name: language == .serbianCyrillic ? cyrillic : latin,
                facts: facts + [email]
            )
        }
        let namesakes = Dictionary(grouping: people, by: \.name)
        return people.map { person in
            let count = Signer.factsNeeded(by: namesakes[person.name] ?? [])
            return SignInDocument.Line(name: person.name, institution: person.told(by: count))
        }
    }
}

/// Somebody who is to sign, with what tells namesakes apart, the first that does.
///
/// The sheet lies open before all of them: nobody's municipality, function or address stands there
/// without need.
private struct Signer {
    let name: String
    let facts: [String]

    func told(by count: Int) -> String {
        facts.prefix(count).filter { !$0.isEmpty }.joined(separator: ", ")
    }

    /// The institution alone, unless people of one name have it in common.
    static func factsNeeded(by namesakes: [Signer]) -> Int {
        (1...4).first { count in
            Set(namesakes.map { $0.told(by: count) }).count == namesakes.count
        } ?? 1
    }
}

/// The words of a sign-in sheet in one language.
private struct SheetWords {
    let language: Language

    init(_ language: Language) {
        self.language = language
    }

    /// Our own words, which have one spelling in each script.
    func text(_ serbian: String, _ english: String) -> String {
        switch language {
        case .serbianCyrillic: serbian
        case .serbianLatin: SerbianText.latin(serbian)
        case .english: english
        }
    }

    var words: SignInDocument.Words {
        SignInDocument.Words(
            title: text("Листа присутних", "Attendance list"),
            ordinal: text("Р. бр.", "No."),
            name: text("Име и презиме", "Name"),
            institution: text("Институција", "Institution"),
            signature: text("Потпис", "Signature"),
            trainer: text("Потпис предавача", "Trainer's signature")
        )
    }

    func session(_ session: Session) -> String {
        let wording = PaperWording(language: language)
        // A day may have several sessions; the time then tells their lists apart.
        let time = session.begins.map { ", \($0)" } ?? ""
        return "\(wording.date(session.heldOn))\(time) (\(wording.hours(session.hours)))"
    }

    var noSession: String {
        text("Датум: ____________________", "Date: ____________________")
    }
}
