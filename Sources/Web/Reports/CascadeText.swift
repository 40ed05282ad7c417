import TrainingCentre

/// The texts of the page of a cascade.
enum CascadeText: String, TextTable {
    case heading, asOf, period, tree, cut, file, numbers, none
    case generation, trainers, deliveries, participations, persons, lsgs
    case branches, group, course, dates, after, passed
    case definitionTitle, definition, frozen

    var texts: Titles {
        switch self {
        case .heading:
            Titles(
                "Шта је произашло из обуке тренера",
                "Šta je proizašlo iz obuke trenera",
                "What came of a training of trainers"
            )
        case .asOf: Titles("Стање на дан", "Stanje na dan", "As of")
        case .period: Titles("Период", "Period", "Period")
        case .tree: Titles("Стабло реализација", "Stablo realizacija", "Tree of deliveries")
        case .cut:
            Titles(
                "Стабло приказује првих 120 реализација; у табели су све.",
                "Stablo prikazuje prvih 120 realizacija; u tabeli su sve.",
                "The tree shows the first 120 deliveries; the table has all of them."
            )
        case .file: Titles("Преузмите табелу", "Preuzmite tabelu", "Download the table")
        case .numbers: Titles("По генерацијама", "Po generacijama", "By generation")
        case .none:
            Titles(
                "Тренери из ове обуке још нису одржали ниједну обуку.",
                "Treneri iz ove obuke još nisu održali nijednu obuku.",
                "The trainers of this training have not held a delivery yet."
            )
        case .generation, .trainers, .deliveries, .participations, .persons, .lsgs: columns
        case .branches: Titles("Реализације", "Realizacije", "Deliveries")
        case .group: Titles("Група", "Grupa", "Group")
        case .course: Titles("Обука", "Obuka", "Course")
        case .dates: Titles("Датуми", "Datumi", "Dates")
        case .after: Titles("После", "Posle", "After")
        case .passed: Titles("Успешно прошли", "Uspešno prošli", "Passed")
        case .definitionTitle: Titles("Шта је бројано", "Šta je brojano", "What was counted")
        case .definition, .frozen: definitions
        }
    }

    private var columns: Titles {
        switch self {
        case .generation: Titles("Генерација", "Generacija", "Generation")
        case .trainers: Titles("Тренери", "Treneri", "Trainers")
        case .deliveries: Titles("Реализације", "Realizacije", "Deliveries")
        case .participations:
            Titles("Успешна учешћа", "Uspešna učešća", "Participations passed")
        case .persons: Titles("Различита лица", "Različita lica", "Different persons")
        default: Titles("Општине и градови", "Opštine i gradovi", "Municipalities and cities")
        }
    }

    private var definitions: Titles {
        switch self {
        case .definition:
            Titles(
                "Тренери су лица која су успешно прошла обуку тренера. Реализација се рачуна ако "
                    + "је закључена, ако ју је држао тренер кога је баш та обука оспособила за њу "
                    + "и ако је почела после њеног последњег дана; периоду припада по свом "
                    + "последњем дану. Ако је и сама обука тренера, њени тренери чине следећу "
                    + "генерацију.",
                "Treneri su lica koja su uspešno prošla obuku trenera. Realizacija se računa ako "
                    + "je zaključena, ako ju je držao trener koga je baš ta obuka osposobila za "
                    + "nju i ako je počela posle njenog poslednjeg dana; periodu pripada po svom "
                    + "poslednjem danu. Ako je i sama obuka trenera, njeni treneri čine sledeću "
                    + "generaciju.",
                "Trainers are persons who passed the training of trainers. A delivery counts when "
                    + "it is closed, was held by a trainer whom that very training qualified for "
                    + "it, and began after its last day; it belongs to a period by its own last "
                    + "day. If it is a training of trainers itself, its trainers make the next "
                    + "generation."
            )
        default:
            Titles(
                "Свако лице је у реду и у збиру бројано једном, учешће једном по реализацији, "
                    + "општина или град једном, према упису онога ко је прошао. Подаци су они "
                    + "који су утврђени приликом закључења.",
                "Svako lice je u redu i u zbiru brojano jednom, učešće jednom po realizaciji, "
                    + "opština ili grad jednom, prema upisu onoga ko je prošao. Podaci su oni "
                    + "koji su utvrđeni prilikom zaključenja.",
                "A person is counted once in a line and in the total, a participation once a "
                    + "delivery, a municipality or city once, by the enrolment of somebody who "
                    + "passed. The facts are those frozen at the closing."
            )
        }
    }
}
