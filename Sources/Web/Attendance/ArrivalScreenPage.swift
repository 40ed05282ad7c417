import Documents
import TrainingCentre

/// The screen in the room: a code to scan, and how many have arrived.
struct ArrivalScreenPage: PageContent {
    typealias Texts = ArrivalScreenText

    let frame: Frame
    let courseTitle: String
    let cohortCode: String
    let date: String
    /// How many arrived, of how many.
    let count: String
    /// The address to type for who cannot scan; nil when nobody can arrive.
    let address: String?
    /// The dark squares of the code as an SVG path, and the square in which they stand.
    let squares: String?
    let box: String

    init(_ screen: ArrivalScreen, in language: Language, site: Site) {
        courseTitle = screen.courseTitle[language]
        cohortCode = screen.cohortCode
        date = screen.heldOn.written(in: language)
        count = "\(screen.arrived) / \(screen.enrolled)"
        let address = screen.code.map { "\(site.publicURL)/s/\($0)" }
        self.address = address
        // An address with letters that a code of capitals lacks can only be typed.
        let code = address.flatMap { try? QRCode(capitals: $0.uppercased()) }
        squares = code.map(ArrivalScreenPage.path)
        let quiet = QRCode.quietModules
        let side = (code?.size ?? 0) + 2 * quiet
        box = "-\(quiet) -\(quiet) \(side) \(side)"
        frame = Frame(
            title: ArrivalScreenText.heading(in: language),
            path: "/s/screen/\(screen.session)"
        )
    }

    /// Each run of dark modules in a row as one rectangle.
    private static func path(of code: QRCode) -> String {
        var path = ""
        for row in 0..<code.size {
            var column = 0
            while column < code.size {
                let start = column
                while column < code.size, code[row, column] { column += 1 }
                let length = column - start
                if length > 0 { path += "M\(start) \(row)h\(length)v1h-\(length)z" }
                column += 1
            }
        }
        return path
    }

    static let ownSlots: [String: Slot<ArrivalScreenPage>] = [
        "courseTitle": .text { $0.courseTitle },
        "cohortCode": .text { $0.cohortCode },
        "date": .text { $0.date },
        "count": .text { $0.count },
        "address": .optional { $0.address },
        "squares": .optional { $0.squares },
        "box": .text { $0.box },
    ]
}

/// The texts of the trainer's screen.
enum ArrivalScreenText: String, TextTable {
    case heading, scan, changes, arrived, over

    var texts: Titles {
        switch self {
        case .heading: Titles("Пријављивање доласка", "Prijavljivanje dolaska", "Arrivals")
        case .scan:
            Titles(
                "Скенирајте код телефоном и унесите код свог уписа.",
                "Skenirajte kod telefonom i unesite kod svog upisa.",
                "Scan the code with your phone and type the code of your enrolment."
            )
        case .changes:
            Titles(
                "Код се мења сваких пола минута.",
                "Kod se menja svakih pola minuta.",
                "The code changes every half minute."
            )
        case .arrived: Titles("Пријављено", "Prijavljeno", "Arrived")
        case .over:
            Titles(
                "За овај дан обуке долазак се сада не пријављује.",
                "Za ovaj dan obuke dolazak se sada ne prijavljuje.",
                "Nobody can arrive at this session now."
            )
        }
    }
}
