import Documents
import TrainingCentre

/// What happened to an enrolment, on the page on which it is decided about.
struct EnrolmentHistoryTable {
    let language: Language
    let site: Site

    /// The events, the first first; `namesWho`: with who acted.
    func table(_ events: [EnrolmentEvent], namesWho: Bool) -> PageTable {
        let columns: [EnrolmentHistoryText] =
            [.moment, .change] + (namesWho ? [.who] : []) + [.because]
        return PageTable(
            id: "history",
            title: EnrolmentHistoryText.history(in: language),
            columns: columns.map { $0(in: language) },
            rows: events.map { event in
                [
                    PageCell(event.enteredOn.written(at: event.clock, in: language), isHead: true),
                    PageCell(change(event)),
                ] + (namesWho ? [who(event)] : []) + [PageCell(because(event))]
            }
        )
    }

    private func change(_ event: EnrolmentEvent) -> String {
        [event.before, event.after].compactMap { $0 }.map { SeatText($0)(in: language) }
            .joined(separator: " → ")
    }

    private func who(_ event: EnrolmentEvent) -> PageCell {
        switch event.actor {
        case "clock": PageCell(EnrolmentHistoryText.clock(in: language))
        case "waiting list": PageCell(SeatText.waiting(in: language))
        default: PageCell([.init(code: event.account ?? event.actor)])
        }
    }

    /// The reason, as it was written, and what of the rules was gone past.
    private func because(_ event: EnrolmentEvent) -> String {
        let rules = event.wentPast.map { EnrolmentHistoryText($0)(in: language) }
        let past =
            rules.isEmpty
            ? nil
            : EnrolmentHistoryText.past(in: language) + ": " + rules.joined(separator: ", ")
        let parts = [event.reason, past].compactMap { $0 }
        return parts.isEmpty ? "–" : parts.joined(separator: "; ")
    }
}

/// The texts of the history of an enrolment.
enum EnrolmentHistoryText: String, TextTable {
    case history, moment, change, who, because, clock
    case past, state, approval, prerequisites, record

    var texts: Titles {
        switch self {
        case .history: Titles("Ток пријаве", "Tok prijave", "History of the application")
        case .moment: Titles("Када", "Kada", "When")
        case .change: Titles("Шта", "Šta", "What")
        case .who: Titles("Ко", "Ko", "Who")
        case .because: Titles("Зашто", "Zašto", "Why")
        case .clock: Titles("истек рока", "istek roka", "the clock")
        case .past: Titles("мимо правила", "mimo pravila", "past the rules")
        case .state:
            Titles("група не прима пријаве", "grupa ne prima prijave", "the group takes nobody")
        case .approval: Titles("сагласност", "saglasnost", "agreement")
        case .prerequisites: Titles("услови обуке", "uslovi obuke", "what the training asks for")
        case .record: Titles("унос података", "unos podataka", "record")
        }
    }

    init(_ rule: PassedRule) {
        self =
            switch rule {
            case .state: .state
            case .approval: .approval
            case .prerequisites: .prerequisites
            case .record: .record
            }
    }
}
