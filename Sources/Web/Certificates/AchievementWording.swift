import Documents
import TrainingCentre

// Whole sentences in each language, as the signed form has them in Serbian.

extension Achievement {
    /// The hours attended, of all.
    func attended(in language: Language) -> String {
        let (attended, total) = (
            attendedHours.written(in: language), totalHours.written(in: language)
        )
        return switch language {
        case .serbianCyrillic: "\(attended) од \(total)"
        case .serbianLatin: "\(attended) od \(total)"
        case .english: "\(attended) of \(total)"
        }
    }

    /// The result of the final test.
    func result(in language: Language) -> String? {
        finalScore.map { $0.written(in: language) + language.percent }
    }

    /// What was asked for.
    func criteria(in language: Language) -> String {
        let attendance = "\(minimumAttendance)\(language.percent)"
        guard let passScore else {
            return switch language {
            case .serbianCyrillic: "Присуство на најмање \(attendance) часова."
            case .serbianLatin: "Prisustvo na najmanje \(attendance) časova."
            case .english: "Attendance of at least \(attendance) of the hours."
            }
        }
        let score = "\(passScore)\(language.percent)"
        return switch language {
        case .serbianCyrillic:
            "Присуство на најмање \(attendance) часова и најмање \(score) на завршном тесту."
        case .serbianLatin:
            "Prisustvo na najmanje \(attendance) časova i najmanje \(score) na završnom testu."
        case .english:
            "Attendance of at least \(attendance) of the hours and at least \(score) in the "
                + "final test."
        }
    }
}

extension Language {
    /// The sign after a number: Serbian sets a space before it, which does not break.
    fileprivate var percent: String { self == .english ? "%" : "\u{A0}%" }
}
