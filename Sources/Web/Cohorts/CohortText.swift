import TrainingCentre

/// The texts of the page of a cohort.
enum CohortText: String, TextTable {
    case all, group, facts, calendar, state, closed, certainty, deadline
    case apply, who, firstCome, byCentre, byBoth, queue, notYet, noMore, own, ownNote
    case sessions, noSessions, sessionHours, trainers
    case participants, nobody, sheet, next, handbooksUsed, readers, readersFile
    case application, name, institution, status, hours, score, outcome, enrolment, passed, notPassed

    var texts: Titles {
        switch self {
        case .all: Titles("Све групе ове обуке", "Sve grupe ove obuke", "All groups of it")
        case .group: Titles("Група", "Grupa", "Group")
        case .facts: Titles("О групи", "O grupi", "The group")
        case .calendar: Titles("Додајте у календар", "Dodajte u kalendar", "Add to calendar")
        case .application: OwnFormText.apply.texts
        case .state: Titles("Стање", "Stanje", "State")
        case .closed: Titles("завршено", "završeno", "completed")
        case .certainty: Titles("Одржавање", "Održavanje", "Certainty")
        case .deadline: Titles("Рок за пријаву", "Rok za prijavu", "Application deadline")
        case .apply, .who, .firstCome, .byCentre, .byBoth, .queue, .notYet, .noMore, .own,
            .ownNote:
            applying
        case .sessions: Titles("Термини", "Termini", "Sessions")
        case .noSessions:
            Titles(
                "Термини још нису унети.",
                "Termini još nisu uneti.",
                "No sessions are entered yet."
            )
        case .sessionHours: Titles("Часова", "Časova", "Hours")
        case .trainers: Titles("Тренери", "Treneri", "Trainers")
        case .handbooksUsed: FrameText.handbooks.texts
        case .readers: ReadingText.readers.texts
        case .readersFile: ReadingText.file.texts
        case .next: Titles("Следећи полазници", "Sledeći polaznici", "More participants")
        case .participants, .nobody, .sheet, .name, .institution, .status, .hours, .score, .outcome,
            .enrolment, .passed, .notPassed:
            people
        }
    }

    private var applying: Titles {
        switch self {
        case .apply: Titles("Како до места", "Kako do mesta", "How to get a seat")
        case .who:
            Titles(
                "Институција предлаже своје људе преко особе за контакт, а можете и "
                    + "сами да се пријавите.",
                "Institucija predlaže svoje ljude preko osobe za kontakt, a možete i "
                    + "sami da se prijavite.",
                "An institution nominates its people through its focal point, or you "
                    + "apply yourself."
            )
        case .firstCome:
            Titles(
                "Место добија ко се раније пријави.",
                "Mesto dobija ko se ranije prijavi.",
                "Seats go to those who ask first."
            )
        case .byCentre:
            Titles(
                "О свакој пријави одлучује Тренинг центар.",
                "O svakoj prijavi odlučuje Trening centar.",
                "The Training Centre decides on every application."
            )
        case .byBoth:
            Titles(
                "Прво је потребна сагласност институције, а затим одлучује Тренинг центар.",
                "Prvo je potrebna saglasnost institucije, a zatim odlučuje Trening centar.",
                "The institution has to agree first; then the Training Centre decides."
            )
        case .queue:
            Titles(
                "Када су сва места заузета, пријаве иду на листу чекања.",
                "Kada su sva mesta zauzeta, prijave idu na listu čekanja.",
                "When all seats are taken, applications go on the waiting list."
            )
        case .notYet:
            Titles(
                "Пријаве се још не примају.",
                "Prijave se još ne primaju.",
                "Applications are not taken yet."
            )
        case .noMore:
            Titles(
                "Пријаве се више не примају.",
                "Prijave se više ne primaju.",
                "Applications are no longer taken."
            )
        case .own: Titles("Моје обуке", "Moje obuke", "My training")
        default:
            Titles(
                "Како стоји ваша пријава, видите на страници",
                "Kako stoji vaša prijava, vidite na stranici",
                "How your application stands is on the page"
            )
        }
    }

    private var people: Titles {
        switch self {
        case .participants: Titles("Полазници", "Polaznici", "Participants")
        case .nobody:
            Titles("Још нема пријава.", "Još nema prijava.", "Nobody has applied yet.")
        case .sheet: Titles("Листа присутних", "Lista prisutnih", "Sign-in sheet")
        case .name: Titles("Име и презиме", "Ime i prezime", "Name")
        case .institution: Titles("Институција", "Institucija", "Institution")
        case .status: Titles("Упис", "Upis", "Enrolment")
        case .hours: Titles("Присуство (часова)", "Prisustvo (časova)", "Hours attended")
        case .score: Titles("Бодови (%)", "Bodovi (%)", "Score (%)")
        case .outcome: Titles("Исход", "Ishod", "Outcome")
        case .enrolment: Titles("Број уписа", "Broj upisa", "Enrolment number")
        case .passed: Titles("положено", "položeno", "passed")
        default: Titles("није положено", "nije položeno", "not passed")
        }
    }
}
