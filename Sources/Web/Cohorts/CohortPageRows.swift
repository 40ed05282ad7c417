import Documents
import TrainingCentre

extension PersonName {
    /// The name in the script of a language.
    func written(in language: Language) -> String {
        language == .serbianCyrillic ? cyrillic : latin
    }
}

extension OwnProgress {
    /// Hours of all hours: `12 од 18,5`.
    func written(in language: Language) -> String {
        let (some, all) = (attended.written(in: language), total.written(in: language))
        return switch language {
        case .serbianCyrillic: "\(some) од \(all)"
        case .serbianLatin: "\(some) od \(all)"
        case .english: "\(some) of \(all)"
        }
    }
}

/// A session in a list.
struct MeetingRow: Slotted {
    let day: String
    let time: String?
    /// nil where only the cohort's own place is known.
    let place: String?
    let hours: String
    /// Where its attendance is taken; nil for who does not take it.
    let attendance: String?
    let attendanceText: String
    /// Where people arrive by a code; nil for who does not take its attendance.
    let arrivals: String?
    let arrivalsText: String

    /// `cohort` is the code of one whose attendance the reader takes.
    init(
        _ meeting: CohortMeeting,
        of cohort: String? = nil,
        in language: Language,
        site: Site
    ) {
        let session = meeting.session
        attendance = cohort.map {
            "/\(language.rawValue)\(AttendanceForms.path($0, session.id.value))"
        }
        attendanceText = AttendanceText.link(in: language)
        arrivals = cohort.map {
            "/\(language.rawValue)\(ArrivalForms.path($0, session.id.value))"
        }
        arrivalsText = ArrivalDeskText.link(in: language)
        day = session.heldOn.written(in: language)
        time = session.begins.flatMap { begins in
            session.ends.map { "\(begins)–\($0)" }
        }
        place = meeting.room?[language] ?? session.place.map { site.place($0, language) }
        hours = "\(CohortText.sessionHours(in: language)): \(session.hours.written(in: language))"
    }

    static let slots: [String: Slot<MeetingRow>] = [
        "day": .text { $0.day },
        "time": .optional { $0.time },
        "place": .optional { $0.place },
        "hours": .text { $0.hours },
        "attendance": .optional { $0.attendance },
        "attendanceText": .text { $0.attendanceText },
        "arrivals": .optional { $0.arrivals },
        "arrivalsText": .text { $0.arrivalsText },
    ]
}

/// Somebody of a cohort, for its trainers and the staff.
struct ParticipantRow: Slotted {
    let name: String
    let institution: String
    let status: String
    let hours: String
    let score: String
    let outcome: String
    let enrolment: String
    /// Whether there is a column of modules.
    let hasModules: Bool
    /// How many of all are completed; nil where the course has none or the person no seat.
    let modules: String?
    /// The codes of those that passing takes and that are not completed.
    let missing: String?
    /// What stands above the two on a wide screen, and before them on a narrow one.
    let modulesTitle: String
    let missingTitle: String

    /// Where it is decided on; nil for who decides nothing.
    let decision: String?

    init(
        _ person: CohortParticipant,
        cohort code: String?,
        hasModules: Bool,
        in language: Language,
        site: Site
    ) {
        decision = code.map {
            "/\(language.rawValue)\(DecisionForms.path($0, person.enrolment.value))"
        }
        name = person.name.written(in: language)
        institution = site.place(person.institution, language)
        status = SeatText(person.status)(in: language)
        hours = person.hours?.written(in: language) ?? "–"
        score = person.scorePercent?.written(in: language) ?? "–"
        outcome =
            person.passed.map { ($0 ? CohortText.passed : .notPassed)(in: language) } ?? "–"
        enrolment = String(person.enrolment.value)
        self.hasModules = hasModules
        modulesTitle = ModuleText.modules(in: language)
        missingTitle = ModuleText.missing(in: language)
        let progress = person.modules
        modules = progress.isEmpty ? nil : "\(progress.completed) / \(progress.modules.count)"
        missing =
            progress.missing.isEmpty
            ? nil : progress.missing.map(\.code).joined(separator: ", ")
    }

    static let slots: [String: Slot<ParticipantRow>] = [
        "name": .text { $0.name },
        "institution": .text { $0.institution },
        "status": .text { $0.status },
        "hours": .text { $0.hours },
        "score": .text { $0.score },
        "outcome": .text { $0.outcome },
        "enrolment": .text { $0.enrolment },
        "decision": .optional { $0.decision },
        "hasModules": .flag { $0.hasModules },
        "modules": .optional { $0.modules },
        "modulesTitle": .text { $0.modulesTitle },
        "missingTitle": .text { $0.missingTitle },
        "missing": .optional { $0.missing },
    ]
}

/// The state of an enrolment as a word in a table, which says nothing of who it is about.
enum SeatText: String, TextTable {
    case applied, endorsed, waiting, offered, confirmed, noShow, declined, lapsed, withdrawn

    init(_ status: Enrolment.Status) {
        self =
            switch status {
            case .applied: .applied
            case .endorsed: .endorsed
            case .waiting: .waiting
            case .offered: .offered
            case .confirmed: .confirmed
            case .noShow: .noShow
            case .declined: .declined
            case .lapsed: .lapsed
            case .withdrawn: .withdrawn
            }
    }

    var texts: Titles {
        switch self {
        case .applied: Titles("чека сагласност", "čeka saglasnost", "awaits agreement")
        case .endorsed:
            Titles("чека одлуку центра", "čeka odluku centra", "awaits the centre")
        case .waiting: Titles("листа чекања", "lista čekanja", "waiting list")
        case .offered: Titles("понуђено место", "ponuđeno mesto", "place offered")
        case .confirmed: Titles("место потврђено", "mesto potvrđeno", "place confirmed")
        case .noShow: Titles("без доласка", "bez dolaska", "did not come")
        case .declined: Titles("одбијено", "odbijeno", "declined")
        case .lapsed: Titles("истекло", "isteklo", "lapsed")
        case .withdrawn: Titles("повучено", "povučeno", "withdrawn")
        }
    }
}
