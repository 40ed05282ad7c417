import Credentials
import Documents
import TrainingCentre

/// The page with the one field for an ID, and for a file, which scripts of ours check.
struct VerifyPage: PageContent {
    typealias Texts = VerifyPageText

    let frame: Frame
    let typed = ""
    /// How the identifiers of our issuers begin.
    let didPrefix: String
    /// The address that stands before the paths in certificates.
    let publicAddress: String
    let fileTexts: [FileCheckRow]
    let fileIcons: [FileCheckRow]

    init(in language: Language, site: Site) {
        frame = Frame(title: VerifyText.heading(in: language), path: "/verify", isListed: true)
        let addresses = Addresses(publicURL: site.publicURL)
        didPrefix = addresses.issuerPrefix
        publicAddress = addresses.base
        fileTexts = FileCheckRow.texts(in: language)
        fileIcons = FileCheckRow.icons
    }

    static let ownSlots: [String: Slot<VerifyPage>] = [
        "typed": .text { $0.typed },
        "didPrefix": .text { $0.didPrefix },
        "publicAddress": .text { $0.publicAddress },
        "fileTexts": .list { $0.fileTexts },
        "fileIcons": .list { $0.fileIcons },
    ]
}

/// The texts of the page: its own, those of the check of a file, and the names of facts.
struct VerifyPageText: TextTable {
    let rawValue: String
    let texts: Titles

    init?(rawValue: String) {
        let table: (any TextTable)? =
            VerifyText(rawValue: rawValue) ?? FileCheckText(rawValue: rawValue)
            ?? CertificateText(rawValue: rawValue)
        guard let table else { return nil }
        self.rawValue = rawValue
        texts = table.texts
    }

    static var allCases: [VerifyPageText] {
        (VerifyText.allCases.map(\.rawValue) + FileCheckText.allCases.map(\.rawValue)
            + CertificateText.allCases.map(\.rawValue)).compactMap(VerifyPageText.init)
    }
}

/// The texts of the page with the field for an ID.
enum VerifyText: String, TextTable {
    case heading, lead, label, check
    case whereTitle, whereIs, forgivingTitle, forgiving, answersTitle, answers
    case noAccountTitle, noAccount

    var texts: Titles {
        switch self {
        case .heading: Titles("Провера уверења", "Provera uverenja", "Verify a certificate")
        case .lead:
            Titles(
                "Унесите код са уверења, потврде о учешћу или сертификата тренера. "
                    + "Одговор долази непосредно из регистра.",
                "Unesite kod sa uverenja, potvrde o učešću ili sertifikata trenera. "
                    + "Odgovor dolazi neposredno iz registra.",
                "Enter the code of a certificate or a confirmation of attendance. "
                    + "The answer comes straight from the register."
            )
        case .label: Titles("Код за проверу", "Kod za proveru", "Verification code")
        case .check: Titles("Проверите", "Proverite", "Verify")
        case .whereTitle, .whereIs, .forgivingTitle, .forgiving, .answersTitle, .answers,
            .noAccountTitle, .noAccount:
            help
        }
    }

    private var help: Titles {
        switch self {
        case .whereTitle: Titles("Где је код", "Gde je kod", "Where the code is")
        case .whereIs:
            Titles(
                "На документу, поред црно-белог квадрата који се скенира телефоном. "
                    + "Има 16 знакова у четири групе, на пример:",
                "Na dokumentu, pored crno-belog kvadrata koji se skenira telefonom. "
                    + "Ima 16 znakova u četiri grupe, na primer:",
                "On the document, beside the square that a phone scans. "
                    + "It has 16 symbols in four groups, for example:"
            )
        case .forgivingTitle: Titles("Како се уноси", "Kako se unosi", "How to enter it")
        case .forgiving:
            Titles(
                "Свеједно је да ли куцате велика или мала слова, са цртицама или без њих, "
                    + "ћирилицом или латиницом.",
                "Svejedno je da li kucate velika ili mala slova, sa crticama ili bez njih, "
                    + "ćirilicom ili latinicom.",
                "Capital or small letters, with or without dashes, Latin or look-alike Cyrillic "
                    + "letters: all are understood."
            )
        case .answersTitle: Titles("Шта ћете сазнати", "Šta ćete saznati", "What you will learn")
        case .answers:
            Titles(
                "Да ли документ важи, да ли је истекао, опозван или замењен, и све што је њиме "
                    + "потврђено.",
                "Da li dokument važi, da li je istekao, opozvan ili zamenjen, i sve što je njime "
                    + "potvrđeno.",
                "Whether the document is valid, expired, revoked or replaced, and everything that "
                    + "it certifies."
            )
        case .noAccountTitle: Titles("Коме је намењено", "Kome je namenjeno", "Who it is for")
        default:
            Titles(
                "Послодавцима, донаторима и ревизорима. Није потребан налог.",
                "Poslodavcima, donatorima i revizorima. Nije potreban nalog.",
                "Employers, donors and auditors. No account is needed."
            )
        }
    }
}
