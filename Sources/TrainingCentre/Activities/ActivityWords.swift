import Documents
import SerbianText

/// The words for activities in one language.
package struct ActivityWords: Sendable {
    let language: Language

    /// Words of a language.
    package init(language: Language) {
        self.language = language
    }

    private func say(_ srCyrl: String, _ srLatn: String, _ en: String) -> String {
        Titles(srCyrl: srCyrl, srLatn: srLatn, en: en)[language]
    }

    /// What an activity is, with its number in the project.
    ///
    /// As in “Steering board meeting no. 1”.
    package func kind(_ kind: Activity.Kind, ordinal: Int?) -> String {
        let word =
            switch kind {
            case .workshop: say("Радионица", "Radionica", "Workshop")
            case .studyVisit: say("Студијска посета", "Studijska poseta", "Study visit")
            case .steeringBoardMeeting:
                say(
                    "Састанак Управног одбора",
                    "Sastanak Upravnog odbora",
                    "Steering board meeting"
                )
            case .awardCeremony:
                say("Уручивање сертификата", "Uručivanje sertifikata", "Award ceremony")
            case .validationWorkshop:
                say("Радионица за валидацију", "Radionica za validaciju", "Validation workshop")
            case .workingMeeting: say("Радни састанак", "Radni sastanak", "Working meeting")
            }
        guard let ordinal else { return word }
        return language == .english ? "\(word) no. \(ordinal)" : "\(ordinal). \(lowered(word))"
    }

    /// The kind and the title; the title alone where it begins with its kind anyway.
    package func headline(_ draft: ActivityDraft) -> String {
        let (kind, title) = (kind(draft.kind, ordinal: draft.ordinal), draft.title[language])
        // Without its last letter, so that the plural counts too.
        let isSaid = title.lowercased().hasPrefix(kind.lowercased().dropLast())
        return isSaid ? title : "\(kind): \(title)"
    }

    /// A number of people and how well it is known: “више од 4000”, and never 0 for unknown.
    package func headcount(_ headcount: Headcount) -> String {
        guard let count = headcount.count else {
            return say("није познато", "nije poznato", "not known")
        }
        return switch headcount.qualifier {
        case .exact, .unknown: String(count)
        case .atLeast: say("најмање \(count)", "najmanje \(count)", "at least \(count)")
        case .moreThan: say("више од \(count)", "više od \(count)", "more than \(count)")
        case .about: say("око \(count)", "oko \(count)", "about \(count)")
        }
    }

    var organisers: String { say("Организује", "Organizuje", "Organised by") }
    var hosts: String { say("Домаћини", "Domaćini", "Hosts") }
    var project: String { say("Пројекат", "Projekat", "Project") }

    /// How many took part: “Број учесника: око 30”.
    func participants(_ headcount: Headcount) -> String {
        guard headcount.count != nil else {
            return say(
                "Број учесника није познат",
                "Broj učesnika nije poznat",
                "The number of participants is not known"
            )
        }
        let words = say("Број учесника", "Broj učesnika", "Participants")
        return "\(words): \(self.headcount(headcount))"
    }

    func quoted(_ text: String) -> String {
        language == .english ? "“\(text)”" : "„\(text)“"
    }

    func date(_ date: CalendarDate) -> String {
        let (year, month, day) = date.parts
        return language == .english
            ? date.description : SerbianDate.official(year: year, month: month, day: day)
    }

    private func lowered(_ word: String) -> String {
        word.prefix(1).lowercased() + word.dropFirst()
    }
}
