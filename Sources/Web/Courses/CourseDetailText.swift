import TrainingCentre

/// The texts of what a version of a course says.
enum CourseDetailText: String, TextTable {
    case about, version, eqfLevel, hoursOnline, hoursFaceToFace, languages, groups, authors
    case outcomes, prerequisites, courses, experience, evaluation, evaluationRequired
    case accreditation, registerNumber, accreditedOn, validity, body, noEnd, programmes, calendar

    var texts: Titles {
        switch self {
        case .about: Titles("О обуци", "O obuci", "About the training")
        case .version: Titles("Верзија програма", "Verzija programa", "Version of the curriculum")
        case .eqfLevel:
            Titles(
                "Ниво Европског оквира квалификација",
                "Nivo Evropskog okvira kvalifikacija",
                "Level of the European Qualifications Framework"
            )
        case .hoursOnline: Titles("Број часова онлајн", "Broj časova onlajn", "Hours online")
        case .hoursFaceToFace:
            Titles("Број часова уживо", "Broj časova uživo", "Hours in person")
        case .languages: Titles("Језици обуке", "Jezici obuke", "Languages of teaching")
        case .groups: Titles("Циљне групе", "Ciljne grupe", "Target groups")
        case .authors:
            Titles("Програм су израдили", "Program su izradili", "The curriculum was written by")
        case .outcomes: Titles("Исходи учења", "Ishodi učenja", "Learning outcomes")
        case .prerequisites: Titles("Предуслови", "Preduslovi", "Prerequisites")
        case .courses: Titles("Завршене обуке", "Završene obuke", "Training completed before")
        case .experience:
            Titles(
                "Месеци искуства у области",
                "Meseci iskustva u oblasti",
                "Months of experience in the field"
            )
        case .evaluation: Titles("Евалуација", "Evaluacija", "Evaluation")
        case .evaluationRequired:
            Titles("обавезна за уверење", "obavezna za uverenje", "needed for the certificate")
        case .accreditation, .registerNumber, .accreditedOn, .validity, .body, .noEnd:
            accreditationTexts
        case .programmes: Titles("Део програма", "Deo programa", "Part of")
        case .calendar: Titles("календар", "kalendar", "calendar")
        }
    }

    private var accreditationTexts: Titles {
        switch self {
        case .accreditation: Titles("Акредитација", "Akreditacija", "Accreditation")
        case .registerNumber:
            Titles("Број у регистру", "Broj u registru", "Number in the register")
        case .accreditedOn:
            Titles("Датум акредитације", "Datum akreditacije", "Accredited on")
        case .validity: Titles("Важи", "Važi", "Valid")
        case .body: Titles("Акредитовало тело", "Akreditovalo telo", "Accredited by")
        default: Titles("без рока", "bez roka", "without an end")
        }
    }

    /// The name of a language of teaching.
    static func language(_ tag: String) -> Titles {
        switch tag {
        case "sr": Titles("српски", "srpski", "Serbian")
        case "en": Titles("енглески", "engleski", "English")
        case "hu": Titles("мађарски", "mađarski", "Hungarian")
        case "sq": Titles("албански", "albanski", "Albanian")
        case "ro": Titles("румунски", "rumunski", "Romanian")
        case "sk": Titles("словачки", "slovački", "Slovak")
        case "fr": Titles("француски", "francuski", "French")
        case "de": Titles("немачки", "nemački", "German")
        case "ru": Titles("руски", "ruski", "Russian")
        case "ar": Titles("арапски", "arapski", "Arabic")
        default: Titles("персијски", "persijski", "Persian")
        }
    }
}
