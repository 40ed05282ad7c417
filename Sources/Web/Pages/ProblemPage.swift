import Documents
import TrainingCentre

/// An error, for people: what happened, what to do, and the number to quote.
struct ProblemPage: PageContent {
    typealias Texts = ProblemText

    let frame: Frame
    let icon: String
    let status: String
    let code: String
    let requestID: String
    let heading: String
    let explanation: String
    let advice: String

    /// `hasQuery` when something was asked for, for instance in a form.
    init(
        status: Int,
        code: String,
        hasQuery: Bool = false,
        requestID: String,
        path: String,
        in language: Language
    ) {
        let kind = ProblemKind(status: status, code: code, hasQuery: hasQuery)
        heading = kind.texts.heading[language]
        explanation = kind.texts.explanation[language]
        advice = kind.texts.advice[language]
        let isOurs = [.unavailable, .tooSlow, .locked, .fault].contains(kind)
        icon = (isOurs ? Icon.dash : .question).strokes
        self.status = String(status)
        self.code = code
        self.requestID = requestID
        frame = Frame(title: heading, path: path)
    }

    static let ownSlots: [String: Slot<ProblemPage>] = [
        "icon": .text { $0.icon },
        "status": .text { $0.status },
        "code": .text { $0.code },
        "requestID": .text { $0.requestID },
        "heading": .text { $0.heading },
        "explanation": .text { $0.explanation },
        "advice": .text { $0.advice },
    ]
}

/// The fixed texts of the page of an error.
enum ProblemText: String, TextTable {
    case details, statusLabel, codeLabel, requestLabel, home

    var texts: Titles {
        switch self {
        case .details: Titles("За подршку", "Za podršku", "For support")
        case .statusLabel: Titles("Статус", "Status", "Status")
        case .codeLabel: Titles("Ознака", "Oznaka", "Code")
        case .requestLabel: Titles("Број захтева", "Broj zahteva", "Request number")
        case .home: Titles("Почетна страница", "Početna stranica", "To the first page")
        }
    }
}
