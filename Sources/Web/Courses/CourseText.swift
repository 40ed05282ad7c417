import TrainingCentre

/// The texts of the catalogue and of the page of a course.
enum CourseText: String, TextTable {
    case heading, lead, search, find, none, next, noComing
    case open, full, planned, running, ended, cancelled, certain, seatsFree, waiting,
        queueOpen, group
    case rules, rulesNote, attendance, passScore, noTest, comingTitle, earlierTitle, all
    case programmes

    var texts: Titles {
        switch self {
        case .heading: Titles("Обуке", "Obuke", "Training")
        case .lead:
            Titles(
                "Обуке које Тренинг центар држи и групе у којима још има времена за упис.",
                "Obuke koje Trening centar drži i grupe u kojima još ima vremena za upis.",
                "What the Training Centre teaches, and the groups that still take enrolments."
            )
        case .search: Titles("Претражите обуке", "Pretražite obuke", "Search the training")
        case .find: Titles("Пронађите", "Pronađite", "Find")
        case .none:
            Titles("Ниједна обука није пронађена.", "Nijedna obuka nije pronađena.", "None found.")
        case .next: Titles("Следеће обуке", "Sledeće obuke", "More")
        case .programmes:
            Titles("Програми обуке", "Programi obuke", "Training programmes")
        case .noComing:
            Titles(
                "Тренутно нема отворених група.",
                "Trenutno nema otvorenih grupa.",
                "No group is open at present."
            )
        case .open, .full, .planned, .running, .ended, .cancelled, .certain, .seatsFree, .waiting,
            .queueOpen, .group:
            cohort
        case .rules, .rulesNote, .attendance, .passScore, .noTest, .comingTitle, .earlierTitle,
            .all:
            course
        }
    }

    private var cohort: Titles {
        switch self {
        case .open: Titles("упис је отворен", "upis je otvoren", "open")
        case .full: Titles("сва места су заузета", "sva mesta su zauzeta", "full")
        case .planned: Titles("планирано", "planirano", "planned")
        case .ended: Titles("чека се закључење", "čeka se zaključenje", "being concluded")
        case .running: Titles("обука је у току", "obuka je u toku", "under way")
        case .cancelled: Titles("отказано", "otkazano", "cancelled")
        case .certain:
            Titles(
                "одржавање је потврђено",
                "održavanje je potvrđeno",
                "confirmed to take place"
            )
        case .seatsFree: Titles("Слободних места", "Slobodnih mesta", "Seats free")
        case .waiting: Titles("На листи чекања", "Na listi čekanja", "On the waiting list")
        case .queueOpen:
            Titles(
                "пријаве иду на листу чекања",
                "prijave idu na listu čekanja",
                "applications go on the waiting list"
            )
        default: Titles("Група", "Grupa", "Group")
        }
    }

    private var course: Titles {
        switch self {
        case .rules: Titles("Услови за уверење", "Uslovi za uverenje", "What a certificate takes")
        case .rulesNote:
            Titles(
                "За поједину групу могу да важе друкчији услови.",
                "Za pojedinu grupu mogu da važe drukčiji uslovi.",
                "A single group may have rules of its own."
            )
        case .attendance: Titles("Најмање присуство", "Najmanje prisustvo", "Minimum attendance")
        case .passScore:
            Titles(
                "Праг на завршном тесту",
                "Prag na završnom testu",
                "Pass mark of the final test"
            )
        case .noTest: Titles("нема завршног теста", "nema završnog testa", "no final test")
        case .comingTitle:
            Titles(
                "Текуће и предстојеће групе",
                "Tekuće i predstojeće grupe",
                "Current and coming groups"
            )
        case .earlierTitle: Titles("Одржане групе", "Održane grupe", "Earlier groups")
        default: Titles("Све обуке", "Sve obuke", "All training")
        }
    }
}
