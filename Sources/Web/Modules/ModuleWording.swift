import Documents
import SerbianText
import TrainingCentre

/// How far somebody is with the modules of a course, in whole sentences.
enum ModuleWording {
    /// How many are completed, and which the certificate still needs.
    static func sentences(of progress: ModuleProgress) -> Titles {
        let done = completed(progress.completed, of: progress.modules.count)
        let missing = progress.missing.map(\.title)
        guard !missing.isEmpty, progress.modules.count > 1 else { return done }
        let needed = needed(missing.count)
        func all(_ language: Language) -> String {
            let titles = missing.map { "„\($0[language])“" }.joined(separator: ", ")
            return "\(done[language]) \(needed[language]) \(titles)."
        }
        let english = missing.map { "“\($0.en)”" }.joined(separator: ", ")
        return Titles(
            all(.serbianCyrillic),
            all(.serbianLatin),
            "\(done.en) \(needed.en) \(english)."
        )
    }

    /// How many of all are completed, in the form that the number asks for.
    static func completed(_ count: Int, of total: Int) -> Titles {
        switch (count, total) {
        case (1, 1): Titles("Модул је завршен.", "Modul je završen.", "The module is completed.")
        case (_, 1):
            Titles(
                "Модул још није завршен.",
                "Modul još nije završen.",
                "The module is not completed yet."
            )
        case (0, _):
            Titles(
                "Није завршен ниједан од \(total) модула.",
                "Nije završen nijedan od \(total) modula.",
                "None of the \(total) modules is completed."
            )
        case (total, _):
            Titles(
                "Сви модули су завршени.",
                "Svi moduli su završeni.",
                "All modules are completed."
            )
        default: some(count, of: total)
        }
    }

    private static func some(_ count: Int, of total: Int) -> Titles {
        let english =
            count == 1
            ? "1 of \(total) modules is completed." : "\(count) of \(total) modules are completed."
        return switch SerbianCount.form(of: count) {
        case .one:
            Titles(
                "Завршен је \(count) од \(total) модула.",
                "Završen je \(count) od \(total) modula.",
                english
            )
        case .few:
            Titles(
                "Завршена су \(count) од \(total) модула.",
                "Završena su \(count) od \(total) modula.",
                english
            )
        case .many:
            Titles(
                "Завршено је \(count) од \(total) модула.",
                "Završeno je \(count) od \(total) modula.",
                english
            )
        }
    }

    private static func needed(_ count: Int) -> Titles {
        count == 1
            ? Titles(
                "За уверење недостаје модул",
                "Za uverenje nedostaje modul",
                "The certificate needs the module"
            )
            : Titles(
                "За уверење недостају модули",
                "Za uverenje nedostaju moduli",
                "The certificate needs the modules"
            )
    }
}
