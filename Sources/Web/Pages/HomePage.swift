import Documents
import TrainingCentre

/// The first page: what the centre is, and the three doors.
struct HomePage: PageContent {
    typealias Texts = HomeText

    let frame: Frame
    // The fields of the two forms are empty; the form of every other page shows what was typed.
    let typed = ""

    init(in language: Language, site: Site) {
        frame = Frame(
            title: HomeText.heading(in: language),
            path: "/",
            canonical: "\(site.publicURL)/\(language.rawValue)/",
            isListed: true
        )
    }

    static let ownSlots: [String: Slot<HomePage>] = ["typed": .text { $0.typed }]
}

/// The texts of the first page.
enum HomeText: String, TextTable {
    case heading, lead
    case enrolmentTitle, enrolment, enrolmentLabel, enrolmentCheck
    case verifyTitle, verifyLead, label, check
    case coursesTitle, coursesLead, coursesCheck

    var texts: Titles {
        switch self {
        case .heading:
            Titles(
                "Тренинг центар за миграције у Пландишту",
                "Trening centar za migracije u Plandištu",
                "Training Centre for Migration in Plandište"
            )
        case .lead:
            Titles(
                "Обуке за управљање миграцијама за службенике општина, градова и државних органа. "
                    + "Овде се води евиденција обука и регистар уверења.",
                "Obuke za upravljanje migracijama za službenike opština, gradova i državnih "
                    + "organa. Ovde se vodi evidencija obuka i registar uverenja.",
                "Training in migration management for officials of municipalities, cities and "
                    + "state bodies. Its records and its register of certificates are kept here."
            )
        case .enrolmentTitle: Titles("Ваш упис", "Vaš upis", "Your enrolment")
        case .enrolment:
            Titles(
                "Унесите код из поруке о упису и видите термин, место и исход.",
                "Unesite kod iz poruke o upisu i vidite termin, mesto i ishod.",
                "Enter the code from your enrolment message: dates, venue and outcome."
            )
        case .enrolmentLabel: Titles("Код уписа", "Kod upisa", "Enrolment code")
        case .enrolmentCheck: Titles("Погледајте упис", "Pogledajte upis", "See the enrolment")
        case .verifyTitle: Titles("Провера уверења", "Provera uverenja", "Verify a certificate")
        case .verifyLead:
            Titles(
                "Унесите код са документа и сазнајте да ли важи и шта потврђује.",
                "Unesite kod sa dokumenta i saznajte da li važi i šta potvrđuje.",
                "Enter the code from the document: whether it is valid and what it certifies."
            )
        case .label: Titles("Код за проверу", "Kod za proveru", "Verification code")
        case .check: Titles("Проверите", "Proverite", "Verify")
        case .coursesTitle: Titles("Обуке", "Obuke", "Training")
        case .coursesLead:
            Titles(
                "Погледајте све обуке, предстојеће групе и слободна места.",
                "Pogledajte sve obuke, predstojeće grupe i slobodna mesta.",
                "All courses, the coming groups and the seats that are free."
            )
        case .coursesCheck: Titles("Све обуке", "Sve obuke", "All training")
        }
    }
}
