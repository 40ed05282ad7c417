import TrainingCentre

/// The texts of the forms of a focal point.
enum NominationFormText: String, TextTable {
    case nominate, one, oneNote, given, family, email, function, group, groupOpen, sex, unsaid
    case female, male, lsg, institution, ownNote, lsgNote, employment, employee, engaged
    case participation, firstTime, refresher, send
    case list, listNote, file, fileNote, sendFile
    case withdraw, withdrawNote, substitute, substituteNote, why, sendWithdrawal, sendSubstitute
    case until, free, held, shut
    case read, entered, unchanged, rejected, rejectedRows, warnings, enteredRows, lines
    case unknownColumns

    var texts: Titles {
        switch self {
        case .nominate: Titles("Предложите полазнике", "Predložite polaznike", "Nominate people")
        case .one: Titles("Једна особа", "Jedna osoba", "One person")
        case .oneNote:
            Titles(
                "Име напишите онако како треба да стоји на уверењу, на било ком писму.",
                "Ime napišite onako kako treba da stoji na uverenju, na bilo kom pismu.",
                "Write the name as the certificate shall have it, in either script."
            )
        case .given: Titles("Име", "Ime", "Given name")
        case .family: Titles("Презиме", "Prezime", "Family name")
        case .email: Titles("Адреса е-поште", "Adresa e-pošte", "E-mail address")
        case .function: Titles("Функција", "Funkcija", "Function")
        case .group: Titles("Циљна група", "Ciljna grupa", "Target group")
        case .groupOpen: Titles("према функцији", "prema funkciji", "by the function")
        case .sex: Titles("Пол", "Pol", "Sex")
        case .unsaid: Titles("није наведено", "nije navedeno", "not said")
        case .female: Titles("женски", "ženski", "female")
        case .male: Titles("мушки", "muški", "male")
        case .lsg: Titles("Општина или град", "Opština ili grad", "Municipality or city")
        case .institution: Titles("Институција", "Institucija", "Institution")
        case .ownNote:
            Titles(
                "Ако оставите празно, уписује се ваша.",
                "Ako ostavite prazno, upisuje se vaša.",
                "Left empty, it is your own."
            )
        case .lsgNote:
            Titles(
                "Није познато у којој је општини институција, па упишите одакле је особа. Без "
                    + "тога је извештаји не броје ни у једној општини.",
                "Nije poznato u kojoj je opštini institucija, pa upišite odakle je osoba. Bez "
                    + "toga je izveštaji ne broje ni u jednoj opštini.",
                "Nobody knows in which municipality the institution is, so say where the person "
                    + "is from. Without it no report counts the person in a municipality."
            )
        case .employment: Titles("Ангажовање", "Angažovanje", "Employment")
        case .employee: Titles("запослење", "zaposlenje", "employed")
        case .engaged: Titles("уговор", "ugovor", "under a contract")
        case .participation:
            Titles(
                "Учешће у оваквој обуци",
                "Učešće u ovakvoj obuci",
                "Participation in such training"
            )
        case .firstTime: Titles("први пут", "prvi put", "for the first time")
        case .refresher: Titles("обнова знања", "obnova znanja", "refresher")
        case .send: Titles("Пошаљите предлог", "Pošaljite predlog", "Send the nomination")
        default: rest
        }
    }

    private var rest: Titles {
        switch self {
        case .list:
            Titles("Више особа из табеле", "Više osoba iz tabele", "Several people from a table")
        case .listNote:
            Titles(
                "Један ред је једна особа. Погрешан ред не зауставља остале, а иста "
                    + "датотека послата поново ништа не мења.",
                "Jedan red je jedna osoba. Pogrešan red ne zaustavlja ostale, a ista "
                    + "datoteka poslata ponovo ništa ne menja.",
                "One row is one person. A wrong row stops no other, and the same file "
                    + "again changes nothing."
            )
        case .file: Titles("Датотека", "Datoteka", "File")
        case .fileNote:
            Titles(
                "Радна свеска или текст са зарезима, са заглављем у првом реду: име и "
                    + "презиме, е-пошта, функција.",
                "Radna sveska ili tekst sa zarezima, sa zaglavljem u prvom redu: ime i "
                    + "prezime, e-pošta, funkcija.",
                "A workbook or text with commas, with a header in the first row: name, "
                    + "e-mail, function."
            )
        case .sendFile: Titles("Пошаљите табелу", "Pošaljite tabelu", "Send the table")
        default: change
        }
    }

    private var change: Titles {
        switch self {
        case .withdraw:
            Titles("Повлачење предлога", "Povlačenje predloga", "Withdraw a nomination")
        case .withdrawNote:
            Titles(
                "Место које се тиме ослободи добија следећи са листе чекања.",
                "Mesto koje se time oslobodi dobija sledeći sa liste čekanja.",
                "A seat that becomes free goes to the next in the waiting list."
            )
        case .substitute: Titles("Замена", "Zamena", "Name somebody else")
        case .substituteNote:
            Titles(
                "Друга особа долази на исто место.",
                "Druga osoba dolazi na isto mesto.",
                "Another person comes into the same place."
            )
        case .why: Titles("Разлог", "Razlog", "Reason")
        case .sendWithdrawal:
            Titles("Повуците предлог", "Povucite predlog", "Withdraw the nomination")
        case .sendSubstitute:
            Titles("Сачувајте замену", "Sačuvajte zamenu", "Save the substitute")
        case .until: Titles("Рок за пријаву", "Rok za prijavu", "Application deadline")
        case .free: Titles("Слободна места", "Slobodna mesta", "Seats free")
        case .held:
            Titles(
                "Места за вашу институцију, још без имена",
                "Mesta za vašu instituciju, još bez imena",
                "Seats held for you, without a name yet"
            )
        case .shut:
            Titles(
                "Група тренутно не прима предлоге.",
                "Grupa trenutno ne prima predloge.",
                "The group takes no nominations at present."
            )
        default: report
        }
    }

    private var report: Titles {
        switch self {
        case .read: Titles("Прочитано редова", "Pročitano redova", "Rows read")
        case .entered: Titles("Унето", "Uneto", "Entered")
        case .unchanged: Titles("Већ унето раније", "Već uneto ranije", "There before")
        case .rejected: Titles("Одбијено", "Odbijeno", "Rejected")
        case .lines: Titles("Редови", "Redovi", "Lines")
        case .rejectedRows:
            Titles("Редови који нису унети", "Redovi koji nisu uneti", "Rows that did not go in")
        case .unknownColumns:
            Titles(
                "Колоне које нису препознате и изостављене су",
                "Kolone koje nisu prepoznate i izostavljene su",
                "Columns that were not understood and left out"
            )
        case .warnings:
            Titles(
                "Редови које треба погледати",
                "Redovi koje treba pogledati",
                "Rows to look at"
            )
        default:
            Titles(
                "Редови који су унети или су већ били ту",
                "Redovi koji su uneti ili su već bili tu",
                "Rows that went in or were there"
            )
        }
    }
}
