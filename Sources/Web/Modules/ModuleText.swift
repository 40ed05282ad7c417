import TrainingCentre

/// The texts of modules on the pages of courses, cohorts and enrolments.
enum ModuleText: String, TextTable {
    case modules, required, optional, missing, notCompleted, inProgress, failed, refused

    var texts: Titles {
        switch self {
        case .modules: Titles("Модули", "Moduli", "Modules")
        case .required:
            Titles("потребан за уверење", "potreban za uverenje", "needed for the certificate")
        case .optional: Titles("по избору", "po izboru", "optional")
        case .missing: Titles("Недостаје за уверење", "Nedostaje za uverenje", "Still needed")
        case .notCompleted: Titles("није завршен", "nije završen", "not completed")
        case .inProgress: PartStateText.incomplete.texts
        case .failed: Titles("није положен", "nije položen", "not passed")
        case .refused:
            Titles("урађен, не рачуна се", "urađen, ne računa se", "done, does not count")
        }
    }
}
