import Documents
import SerbianText
import TrainingCentre

/// Counted things as people read them: 1 обука, 2 обуке, 25 обука, више од 4000 корисника.
struct ReachWords {
    let language: Language

    /// What a project reached, one phrase for each thing of which there is any.
    func phrases(_ reach: ProjectReach) -> [String] {
        var phrases: [String] = []
        if reach.deliveries > 0 { phrases.append(deliveries(reach.deliveries)) }
        if reach.personsPassed > 0 { phrases.append(persons(reach.personsPassed)) }
        if reach.lsgs > 0 { phrases.append(lsgs(reach.lsgs)) }
        if reach.centres > 0 { phrases.append(centres(reach.centres)) }
        if let users = users(reach.users) { phrases.append(users) }
        return phrases
    }

    func deliveries(_ count: Int) -> String {
        counted(count, ["обука", "обуке", "обука"], ["training", "trainings"])
    }

    func persons(_ count: Int) -> String {
        counted(
            count,
            [
                "особа је успешно прошла обуку", "особе су успешно прошле обуку",
                "особа је успешно прошло обуку",
            ],
            ["person passed", "persons passed"]
        )
    }

    func lsgs(_ count: Int) -> String {
        counted(
            count,
            [
                "јединица локалне самоуправе", "јединице локалне самоуправе",
                "јединица локалне самоуправе",
            ],
            ["local self-government", "local self-governments"]
        )
    }

    func centres(_ count: Int) -> String {
        counted(
            count,
            [
                "прихватни или азилни центар", "прихватна и азилна центра",
                "прихватних и азилних центара",
            ],
            ["reception or asylum centre", "reception and asylum centres"]
        )
    }

    /// Users of centres with how well their number is known; nil when nobody counted.
    func users(_ headcount: Headcount) -> String? {
        guard let count = headcount.count else { return nil }
        let number = ActivityWords(language: language).headcount(headcount)
        if language == .english { return "\(number) \(count == 1 ? "user" : "users")" }
        // After “више од” and “око” stands the genitive, whatever the number.
        let isSingular: Bool
        switch headcount.qualifier {
        case .moreThan, .about: isSingular = false
        case .exact, .atLeast, .unknown: isSingular = SerbianCount.form(of: count) == .one
        }
        return "\(number) \(serbian(isSingular ? "корисник" : "корисника"))"
    }

    private func counted(_ count: Int, _ forms: [String], _ english: [String]) -> String {
        if language == .english { return "\(count) \(english[count == 1 ? 0 : 1])" }
        let phrase = SerbianCount.phrase(count, one: forms[0], few: forms[1], many: forms[2])
        return serbian(phrase)
    }

    private func serbian(_ cyrillic: String) -> String {
        language == .serbianCyrillic ? cyrillic : SerbianText.latin(cyrillic)
    }
}
