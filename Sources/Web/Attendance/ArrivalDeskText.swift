import TrainingCentre

/// The texts of the page on which arrivals are opened and heads are counted.
enum ArrivalDeskText: String, TextTable {
    case link, heading, enrolled, arrived, marked, listed, heads
    case screen, screenNote, open, opened, address, show
    case count, countNote, here, away, confirm
    case list, mark, recorded, waiting

    var texts: Titles {
        switch self {
        case .link: Titles("Доласци кодом", "Dolasci kodom", "Arrivals by code")
        case .heading:
            Titles("Доласци на термин", "Dolasci na termin", "Arrivals at a session")
        case .enrolled: Titles("Има место", "Ima mesto", "Have a seat")
        case .arrived: Titles("Пријавило долазак", "Prijavilo dolazak", "Have arrived")
        case .marked:
            Titles("Већ уписано присутних", "Već upisano prisutnih", "Marked present already")
        case .listed:
            Titles("Присутних на списку", "Prisutnih na spisku", "Present by this list")
        case .heads: Titles("Избројано у сали", "Izbrojano u sali", "Heads counted")
        case .list: Titles("Ко је пријавио долазак", "Ko je prijavio dolazak", "Who has arrived")
        case .mark: Titles("Присуство", "Prisustvo", "Attendance")
        case .recorded: Titles("уписано", "upisano", "recorded")
        case .waiting: Titles("чека бројање", "čeka brojanje", "waits for the count")
        default: ofForms
        }
    }

    private var ofForms: Titles {
        switch self {
        case .screen: Titles("Код на екрану", "Kod na ekranu", "A code on the screen")
        case .screenNote:
            Titles(
                "Полазници код скенирају телефоном; мења се сваких пола минута. Екран отворите у "
                    + "року од десет минута, у прегледачу који стоји у сали.",
                "Polaznici kod skeniraju telefonom; menja se svakih pola minuta. Ekran otvorite u "
                    + "roku od deset minuta, u pregledaču koji stoji u sali.",
                "Trainees scan it with their phones; it changes every half minute. Open the screen "
                    + "within ten minutes, in the browser that stands in the room."
            )
        case .open: Titles("Отворите доласке", "Otvorite dolaske", "Open the arrivals")
        case .opened: Titles("Доласци су отворени", "Dolasci su otvoreni", "Arrivals are open")
        case .address: Titles("Екран", "Ekran", "Screen")
        case .show: Titles("Прикажите код", "Prikažite kod", "Show the code")
        case .count: Titles("Бројање присутних", "Brojanje prisutnih", "Count of the heads")
        case .countNote:
            Titles(
                "Уписује се само ако је избројано онолико колико је присутних на списку.",
                "Upisuje se samo ako je izbrojano onoliko koliko je prisutnih na spisku.",
                "Attendance is recorded only if your count is the number present by this list."
            )
        case .here: Titles("у сали", "u sali", "in the room")
        case .away: Titles("није у сали", "nije u sali", "not in the room")
        default: Titles("Упишите присутне", "Upišite prisutne", "Record who is present")
        }
    }
}
