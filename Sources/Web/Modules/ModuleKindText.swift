import Documents
import TrainingCentre

/// What kinds of modules, and the standards of their contents, are called.
enum ModuleKindText: String, TextTable {
    case text, web, video, quiz
    case scorm12 = "scorm-1.2"
    case scorm2004 = "scorm-2004"
    case cmi5, xapi, h5p, external

    var texts: Titles {
        switch self {
        case .text, .web: Titles("Странице", "Stranice", "Pages")
        case .video: Titles("Филм", "Film", "Film")
        case .quiz: Titles("Квиз", "Kviz", "Quiz")
        case .scorm12: Titles("SCORM 1.2", "SCORM 1.2", "SCORM 1.2")
        case .scorm2004: Titles("SCORM 2004", "SCORM 2004", "SCORM 2004")
        case .cmi5: Titles("cmi5", "cmi5", "cmi5")
        case .xapi: Titles("xAPI", "xAPI", "xAPI")
        case .h5p: Titles("H5P", "H5P", "H5P")
        case .external:
            Titles("На другој платформи", "Na drugoj platformi", "On another platform")
        }
    }

    static func word(for name: String, in language: Language) -> String {
        ModuleKindText(rawValue: name)?(in: language) ?? name
    }
}
