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
        let parts = [
            attendanceAsked(in: language), passScore.map { scoreAsked($0, in: language) },
            takesModules ? modulesAsked(in: language) : nil,
        ].compactMap(\.self)
        return language.list(parts) + "."
    }

    private func attendanceAsked(in language: Language) -> String {
        let share = "\(minimumAttendance)\(language.percent)"
        return switch language {
        case .serbianCyrillic: "Присуство на најмање \(share) часова"
        case .serbianLatin: "Prisustvo na najmanje \(share) časova"
        case .english: "Attendance of at least \(share) of the hours"
        }
    }

    private func scoreAsked(_ passScore: Int, in language: Language) -> String {
        let score = "\(passScore)\(language.percent)"
        return switch language {
        case .serbianCyrillic: "најмање \(score) на завршном тесту"
        case .serbianLatin: "najmanje \(score) na završnom testu"
        case .english: "at least \(score) in the final test"
        }
    }

    private func modulesAsked(in language: Language) -> String {
        switch language {
        case .serbianCyrillic: "завршени обавезни модули"
        case .serbianLatin: "završeni obavezni moduli"
        case .english: "the required modules completed"
        }
    }
}

extension Language {
    /// The sign after a number: Serbian sets a space before it, which does not break.
    fileprivate var percent: String { self == .english ? "%" : "\u{A0}%" }
}
