import SerbianText

// The sentence in which a centre tells what it reached, with the grammar of its numbers.
extension ReachReport {
    /// “The training was given 14 times; 149 officials from 70 LSGs passed”, in three languages.
    ///
    /// About one course it says how many times, about several how many trainings.
    package var sentence: Titles {
        let held = isOfOneCourse ? times : trainings
        return Titles(
            sr: "\(held); успешно \(officials) из укупно \(lsgsOf).",
            en: "\(heldInEnglish); \(officialsInEnglish) from \(lsgsInEnglish) passed."
        )
    }

    private var times: String {
        "Обука је реализована "
            + SerbianCount.phrase(deliveries, one: "пут", few: "пута", many: "пута")
    }

    private var trainings: String {
        let phrase = SerbianCount.phrase(deliveries, one: "обука", few: "обуке", many: "обука")
        let verb =
            switch SerbianCount.form(of: deliveries) {
            case .one: "Реализована је"
            case .few: "Реализоване су"
            case .many: "Реализовано је"
            }
        return "\(verb) \(phrase)"
    }

    private var officials: String {
        let phrase = SerbianCount.phrase(
            personsPassed,
            one: "службеник",
            few: "службеника",
            many: "службеника"
        )
        let verb =
            switch SerbianCount.form(of: personsPassed) {
            case .one: "је прошао"
            case .few: "су прошла"
            case .many: "је прошло"
            }
        return "\(verb) \(phrase)"
    }

    /// After “из укупно” stands the genitive: 1 општине или града, 70 општина и градова.
    private var lsgsOf: String {
        SerbianCount.phrase(
            lsgs,
            one: "општине или града",
            few: "општине и града",
            many: "општина и градова"
        )
    }

    private var heldInEnglish: String {
        guard isOfOneCourse else {
            return deliveries == 1
                ? "1 training was given" : "\(deliveries) trainings were given"
        }
        return "The training was given \(deliveries == 1 ? "once" : "\(deliveries) times")"
    }

    private var officialsInEnglish: String {
        personsPassed == 1 ? "1 official" : "\(personsPassed) officials"
    }

    private var lsgsInEnglish: String {
        lsgs == 1 ? "1 municipality or city" : "\(lsgs) municipalities and cities"
    }
}
