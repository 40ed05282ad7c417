import TrainingCentre

/// The texts around the check of a file, and those of its answers.
enum FileCheckText: String, TextTable {
    case fileTitle, fileLead, fileNone, fileChoose, fileDrop, fileMost, fileAnswer, fileName
    case filePart, fileDay, fileAttendance, fileCriteria, fileResult, fileNeeded, fileAwarded
    case fileRegister, fileOutside
    case invalidHeading, keyHeading, workingHeading, validMeans, expiredMeans, revokedMeans
    case invalidAdvice

    var texts: Titles {
        switch self {
        case .invalidHeading, .keyHeading, .workingHeading, .validMeans, .expiredMeans,
            .revokedMeans, .invalidAdvice:
            answer
        default: label
        }
    }

    private var label: Titles {
        switch self {
        case .fileTitle: Titles("Провера датотеке", "Provera datoteke", "Check a file")
        case .fileLead:
            Titles(
                "Датотека са уверењем проверава се у вашем прегледачу и никуда се не "
                    + "шаље.",
                "Datoteka sa uverenjem proverava se u vašem pregledaču i nikuda se ne "
                    + "šalje.",
                "A certificate’s file is checked in your browser and sent nowhere."
            )
        case .fileNone:
            Titles(
                "Овај прегледач овде не може да провери датотеку. Унесите код са "
                    + "документа, или је проверите програмом:",
                "Ovaj pregledač ovde ne može da proveri datoteku. Unesite kod sa "
                    + "dokumenta, ili je proverite programom:",
                "This browser cannot check a file here. Enter the code on the document, "
                    + "or check the file with the program:"
            )
        case .fileChoose:
            Titles("Изаберите датотеку", "Izaberite datoteku", "Choose a file")
        case .fileDrop:
            Titles("или је превуците овамо", "ili je prevucite ovamo", "or drop it here")
        case .fileMost: Titles("највише", "najviše", "at most")
        case .fileAnswer: Titles("Одговор", "Odgovor", "Answer")
        case .fileName: Titles("Датотека", "Datoteka", "File")
        case .filePart: Titles("Место у датотеци", "Mesto u datoteci", "Where in the file")
        case .fileDay: Titles("Дан", "Dan", "Day")
        case .fileAttendance: Titles("Похађање", "Pohađanje", "Attendance")
        case .fileCriteria: Titles("Услови", "Uslovi", "Requirements")
        case .fileResult: Titles("Исход", "Ishod", "Result")
        case .fileNeeded: Titles("Потребно за пролаз", "Potrebno za prolaz", "Needed to pass")
        case .fileAwarded: Titles("Првобитно издато", "Prvobitno izdato", "First issued")
        case .fileRegister:
            Titles(
                "Овај документ у регистру",
                "Ovaj dokument u registru",
                "This document in the register"
            )
        default:
            Titles("Провера без нас", "Provera bez nas", "How to verify without us")
        }
    }

    private var answer: Titles {
        switch self {
        case .invalidHeading:
            Titles(
                "Датотека није исправно уверење",
                "Datoteka nije ispravno uverenje",
                "This file is not a genuine certificate"
            )
        case .keyHeading:
            Titles(
                "Сам потпис више није доказ",
                "Sam potpis više nije dokaz",
                "The signature alone is no proof any more"
            )
        case .workingHeading: Titles("Провера је у току", "Provera je u toku", "Checking")
        case .validMeans:
            Titles(
                "Потпис је издаваочев, ниједан податак није промењен и документ није "
                    + "опозван.",
                "Potpis je izdavaočev, nijedan podatak nije promenjen i dokument nije "
                    + "opozvan.",
                "The signature is the issuer’s, no fact was changed, and the document was "
                    + "not revoked."
            )
        case .expiredMeans:
            Titles(
                "Потпис је издаваочев, али документ више не важи. Подаци испод показују "
                    + "шта је тада потврђено.",
                "Potpis je izdavaočev, ali dokument više ne važi. Podaci ispod pokazuju "
                    + "šta je tada potvrđeno.",
                "The signature is the issuer’s, but the document is no longer valid. The "
                    + "facts below show what was certified then."
            )
        case .revokedMeans:
            Titles(
                "Издавалац је опозвао документ или га заменио новим; шта од тога, пише у "
                    + "регистру. Овај документ више ништа не доказује.",
                "Izdavalac je opozvao dokument ili ga zamenio novim; šta od toga, piše u "
                    + "registru. Ovaj dokument više ništa ne dokazuje.",
                "The issuer revoked the document, or replaced it with a new one; the "
                    + "register says which. This document no longer proves anything."
            )
        default:
            Titles(
                "Не прихватајте је као доказ. Тражите изворну датотеку, или проверите код "
                    + "који стоји на документу.",
                "Ne prihvatajte je kao dokaz. Tražite izvornu datoteku, ili proverite kod "
                    + "koji stoji na dokumentu.",
                "Do not accept it as proof. Ask for the original file, or verify the code "
                    + "that stands on the document."
            )
        }
    }
}
