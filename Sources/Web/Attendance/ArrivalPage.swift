import Documents
import TrainingCentre

/// What the phone of a trainee shows who scanned the code of a session.
struct ArrivalPage: PageContent {
    typealias Texts = ArrivalText

    /// How far somebody has come.
    enum State: Sendable {
        /// The code counts: the enrolment code is asked for.
        case door(ArrivalDoor, path: String)
        case arrived(ArrivalDoor)
        case expired
        case unknownCode(ticket: String)
        case notEnrolled(ticket: String)
        /// The day is another one, or the heads are counted.
        case over
    }

    let frame: Frame
    /// The state as a word for the style sheet.
    let state: String
    let icon: String
    let heading: String
    let explanation: String
    let training: String?
    let holder: String?
    /// With what the enrolment code is sent; nil when there is nothing to send.
    let ticket: String?

    init(_ state: State, in language: Language) {
        func text(_ text: ArrivalText) -> String { text(in: language) }
        var (path, training, holder, ticket): (String, String?, String?, String?) =
            ("/", nil, nil, nil)
        func words(_ door: ArrivalDoor) -> String {
            "\(door.courseTitle[language]), \(door.heldOn.written(in: language))"
        }
        let face: (style: String, icon: Icon, heading: ArrivalText, explanation: ArrivalText)
        switch state {
        case .door(let door, let address):
            face = ("confirmed", .clock, .doorHeading, .door)
            (path, training, ticket) = (address, words(door), door.ticket)
        case .arrived(let door):
            face = ("confirmed", .check, .arrivedHeading, .arrived)
            training = words(door)
            holder = language == .serbianCyrillic ? door.holderCyrl : door.holderLatn
        case .expired: face = ("expired", .clock, .expiredHeading, .expired)
        case .unknownCode(let typed):
            face = ("mistyped", .question, .unknownHeading, .unknown)
            ticket = typed
        case .notEnrolled(let typed):
            face = ("mistyped", .question, .strangerHeading, .stranger)
            ticket = typed
        case .over: face = ("expired", .dash, .overHeading, .over)
        }
        (self.state, icon) = (face.style, face.icon.strokes)
        (heading, explanation) = (text(face.heading), text(face.explanation))
        (self.training, self.holder, self.ticket) = (training, holder, ticket)
        frame = Frame(title: text(face.heading), path: path)
    }

    static let ownSlots: [String: Slot<ArrivalPage>] = [
        "state": .text { $0.state },
        "icon": .text { $0.icon },
        "heading": .text { $0.heading },
        "explanation": .text { $0.explanation },
        "training": .optional { $0.training },
        "holder": .optional { $0.holder },
        "ticket": .optional { $0.ticket },
    ]
}

/// The texts of the pages of arriving.
enum ArrivalText: String, TextTable {
    case doorHeading, door, arrivedHeading, arrived, expiredHeading, expired, unknownHeading,
        unknown, strangerHeading, stranger, overHeading, over, codeLabel, send

    var texts: Titles {
        switch self {
        case .doorHeading: Titles("Пријавите долазак", "Prijavite dolazak", "Say that you are here")
        case .door:
            Titles(
                "Унесите код свог уписа у наредних пет минута.",
                "Unesite kod svog upisa u narednih pet minuta.",
                "Type the code of your enrolment within five minutes."
            )
        case .arrivedHeading:
            Titles("Долазак је пријављен", "Dolazak je prijavljen", "You are here")
        case .arrived:
            Titles(
                "Присуство се бележи када га предавач потврди.",
                "Prisustvo se beleži kada ga predavač potvrdi.",
                "Your attendance is recorded once the trainer confirms it."
            )
        case .expiredHeading: Titles("Код више не важи", "Kod više ne važi", "The code has expired")
        case .expired:
            Titles(
                "Скенирајте код који је сада на екрану у сали.",
                "Skenirajte kod koji je sada na ekranu u sali.",
                "Scan the code that the screen in the room shows now."
            )
        case .unknownHeading:
            Titles("Упис није пронађен", "Upis nije pronađen", "The enrolment was not found")
        case .unknown:
            Titles(
                "Проверите код: стоји у свакој поруци о вашем упису и има 16 знакова.",
                "Proverite kod: stoji u svakoj poruci o vašem upisu i ima 16 znakova.",
                "Check the code: it stands in every message about your enrolment and has 16 "
                    + "symbols."
            )
        case .strangerHeading:
            Titles("Упис је за другу обуку", "Upis je za drugu obuku", "Another training")
        case .stranger:
            Titles(
                "Са овим кодом немате место на овој обуци. Обратите се предавачу.",
                "Sa ovim kodom nemate mesto na ovoj obuci. Obratite se predavaču.",
                "This code gives you no place in this training. Ask the trainer."
            )
        case .overHeading:
            Titles("Пријављивање је завршено", "Prijavljivanje je završeno", "It is over")
        case .over:
            Titles(
                "За овај дан обуке долазак се више не пријављује. Обратите се предавачу.",
                "Za ovaj dan obuke dolazak se više ne prijavljuje. Obratite se predavaču.",
                "Nobody can arrive at this session any more. Ask the trainer."
            )
        case .codeLabel: Titles("Код уписа", "Kod upisa", "Enrolment code")
        case .send: Titles("Пријавите се", "Prijavite se", "I am here")
        }
    }
}
