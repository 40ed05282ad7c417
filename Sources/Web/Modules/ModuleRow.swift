import Credentials
import Documents
import TrainingCentre

/// A module in the list of a course.
struct ModuleRow: Slotted {
    let title: String
    let code: String
    /// nil when nobody said how long it takes.
    let hours: String?
    let need: String
    let isRequired: Bool

    init(_ module: VersionModule, in language: Language) {
        title = module.module.title[language]
        code = module.module.code
        let hours = module.module.hours
        self.hours =
            hours.value == 0
            ? nil : "\(CohortText.sessionHours(in: language)): \(hours.written(in: language))"
        need = (module.isRequired ? ModuleText.required : .optional)(in: language)
        isRequired = module.isRequired
    }

    static let slots: [String: Slot<ModuleRow>] = [
        "title": .text { $0.title },
        "code": .text { $0.code },
        "hours": .optional { $0.hours },
        "need": .text { $0.need },
        "isRequired": .flag { $0.isRequired },
    ]
}

/// The progress of one person through the modules: sentences, and every module.
struct ModuleSection {
    let title: String
    let text: String
    /// Empty for a course without modules, and for who has no seat.
    let rows: [ModuleProgressRow]

    /// `isOwn` where somebody is signed in who opens the modules.
    init(_ found: EnrolmentStatus, isOwn: Bool = false, in language: Language) {
        let progress = found.status == .confirmed ? found.modules : ModuleProgress([])
        title = ModuleText.modules(in: language)
        text = ModuleWording.sentences(of: progress)[language]
        let enrolment = "/\(language.rawValue)/me/enrolments/\(found.code.printed)"
        rows = progress.modules.map { module in
            var row = ModuleProgressRow(module, in: language)
            if isOwn { row.link = "\(enrolment)/modules/\(module.code.percentEncoded)" }
            return row
        }
    }
}

/// Where one person stands with a module.
struct ModuleProgressRow: Slotted {
    let title: String
    let need: String
    let state: String
    let isCompleted: Bool
    /// The page where it is opened, or where its completion is entered; nil for who does neither.
    var link: String?
    /// Why it does not count though it was done.
    let refusal: String?

    init(_ standing: ModuleStanding, in language: Language) {
        title = standing.title[language]
        need = (standing.isRequired ? ModuleText.required : .optional)(in: language)
        isCompleted = standing.completion != nil
        state = ModuleProgressRow.state(standing, in: language)
        refusal =
            standing.state == .refused
            ? standing.trace?.refused.map { CompletionRefusalText($0.why)(in: language) } : nil
    }

    /// Where somebody stands in a few words.
    static func state(_ standing: ModuleStanding, in language: Language) -> String {
        if let completion = standing.completion { return state(completion, in: language) }
        guard let trace = standing.trace else { return ModuleText.notCompleted(in: language) }
        if standing.state == .refused { return ModuleText.refused(in: language) }
        let day = trace.lastOn.written(in: language)
        if standing.state == .failed { return "\(ModuleText.failed(in: language)) (\(day))" }
        let percent = Hundredths(trace.progressPercent.value / 100 * 100)
        return ModuleText.inProgress(in: language)
            + " (\(percent.percent(in: language)), \(day))"
    }

    private static func state(_ completion: ModuleCompletion, in language: Language) -> String {
        let day = completion.completedOn.written(in: language)
        let score = completion.scorePercent.map { $0.written(in: language) }
        return switch language {
        case .serbianCyrillic: "завршен \(day)" + (score.map { " (\($0)\u{A0}%)" } ?? "")
        case .serbianLatin: "završen \(day)" + (score.map { " (\($0)\u{A0}%)" } ?? "")
        case .english: "completed on \(day)" + (score.map { " (\($0)%)" } ?? "")
        }
    }

    static let slots: [String: Slot<ModuleProgressRow>] = [
        "link": .optional { $0.link },
        "title": .text { $0.title },
        "need": .text { $0.need },
        "state": .text { $0.state },
        "isCompleted": .flag { $0.isCompleted },
        "refusal": .optional { $0.refusal },
    ]
}
