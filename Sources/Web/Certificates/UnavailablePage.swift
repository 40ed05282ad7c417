import Documents
import TrainingCentre

/// The page that says that nothing can be said at present, and nothing about the certificate.
struct UnavailablePage: PageContent {
    typealias Texts = UnavailableText

    let frame: Frame
    let icon = Icon.dash.strokes
    /// Where to try again.
    let retry: String

    /// `typed` is what stood behind `/c/`; nil when the question came from elsewhere.
    init(typed: String?, in language: Language) {
        let path = typed.map { "/c/" + TypedCode($0).percentEncoded } ?? "/verify"
        frame = Frame(title: UnavailableText.heading(in: language), path: path)
        retry = "/\(language.rawValue)\(path)"
    }

    static let ownSlots: [String: Slot<UnavailablePage>] = [
        "icon": .text { $0.icon },
        "retry": .text { $0.retry },
    ]
}

/// The texts of the page that cannot check.
enum UnavailableText: String, TextTable {
    case heading, meaning, then, retry

    var texts: Titles {
        switch self {
        case .heading:
            Titles(
                "Провера тренутно није могућа",
                "Provera trenutno nije moguća",
                "It cannot be checked right now"
            )
        case .meaning:
            Titles(
                "То не говори ништа о документу: може бити исправан, а може и да не буде.",
                "To ne govori ništa o dokumentu: može biti ispravan, a može i da ne bude.",
                "This says nothing about the document: it may be good, and it may not."
            )
        case .then:
            Titles(
                "Регистар није доступан. Покушајте поново за неколико минута и не одлучујте "
                    + "о документу пре тога.",
                "Registar nije dostupan. Pokušajte ponovo za nekoliko minuta i ne odlučujte "
                    + "o dokumentu pre toga.",
                "The register cannot be reached. Try again in a few minutes, and decide nothing "
                    + "about the document before that."
            )
        case .retry: Titles("Покушајте поново", "Pokušajte ponovo", "Try again")
        }
    }
}
