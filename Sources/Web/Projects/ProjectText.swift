import TrainingCentre

/// The texts of the list of projects and of the page of one.
enum ProjectText: String, TextTable {
    case heading, lead, search, find, none, next, all
    case implementers, partners, donors, funds, organisers, period, programme, objective, tags
    case reach, courses, targets, promised, achieved, outputs, activities, plan, focus, areas

    var texts: Titles {
        switch self {
        case .heading, .lead, .search, .find, .none, .next, .all: list
        case .implementers, .partners, .donors, .funds, .organisers, .period, .programme,
            .objective, .tags:
            facts
        default: sections
        }
    }

    private var list: Titles {
        switch self {
        case .heading: Titles("Пројекти", "Projekti", "Projects")
        case .lead:
            Titles(
                "Пројекти у оквиру којих Тренинг центар ради: ко их спроводи и финансира, "
                    + "и шта је урађено.",
                "Projekti u okviru kojih Trening centar radi: ko ih sprovodi i finansira, "
                    + "i šta je urađeno.",
                "The projects that the Training Centre works in: who carries them out and funds "
                    + "them, and what was done."
            )
        case .search: Titles("Претражите пројекте", "Pretražite projekte", "Search the projects")
        case .find: Titles("Пронађите", "Pronađite", "Find")
        case .none:
            Titles(
                "Ниједан пројекат није пронађен.",
                "Nijedan projekat nije pronađen.",
                "None found."
            )
        case .next: Titles("Следећи пројекти", "Sledeći projekti", "More")
        default: Titles("Сви пројекти", "Svi projekti", "All projects")
        }
    }

    private var facts: Titles {
        switch self {
        case .implementers: Titles("Спроводи", "Sprovodi", "Implemented by")
        case .partners: Titles("Партнери", "Partneri", "Partners")
        case .donors: Titles("Донатор", "Donator", "Donor")
        case .funds: Titles("Фонд", "Fond", "Fund")
        case .organisers: Titles("Организује", "Organizuje", "Organised by")
        case .period: Titles("Трајање", "Trajanje", "Duration")
        case .programme: Titles("Део програма", "Deo programa", "Part of")
        case .objective: Titles("Циљ", "Cilj", "Objective")
        default: Titles("Теме", "Teme", "Topics")
        }
    }

    private var sections: Titles {
        switch self {
        case .reach: Titles("Учинак", "Učinak", "What was reached")
        case .courses: Titles("Обуке", "Obuke", "Training")
        case .targets: Titles("Циљне вредности", "Ciljne vrednosti", "Targets")
        case .promised: Titles("планирано", "planirano", "promised")
        case .achieved: Titles("остварено", "ostvareno", "achieved")
        case .outputs: Titles("Резултати", "Rezultati", "Outputs")
        case .activities: Titles("Активности", "Aktivnosti", "Activities")
        case .plan: Titles("План обука", "Plan obuka", "Capacity-building plan")
        case .focus: Titles("У фокусу", "U fokusu", "In focus")
        default: Titles("Области", "Oblasti", "Areas")
        }
    }
}

extension ProjectTarget.Indicator {
    /// What is counted, as a label.
    var title: Titles {
        switch self {
        case .deliveries: Titles("Одржане обуке", "Održane obuke", "Trainings held")
        case .personsPassed:
            Titles(
                "Особе које су успешно прошле обуку",
                "Osobe koje su uspešno prošle obuku",
                "Persons who passed"
            )
        case .lsgs:
            Titles(
                "Јединице локалне самоуправе",
                "Jedinice lokalne samouprave",
                "Local self-governments"
            )
        case .centres:
            Titles(
                "Прихватни и азилни центри",
                "Prihvatni i azilni centri",
                "Reception and asylum centres"
            )
        case .users: Titles("Корисници центара", "Korisnici centara", "Users of centres")
        }
    }
}
