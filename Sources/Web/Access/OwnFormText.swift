import TrainingCentre

/// The texts of the forms about one's own training.
enum OwnFormText: String, TextTable {
    case withdraw, withdrawNote, why, sendWithdrawal
    case forTrainees, apply, aboutYou, applyNote, organisation, organisationNote, lsgNote
    case sendApplication
    case interest, interestForm, interestNote, note, sendInterest
    case interestChange, interestNoted, interestBack, interestOver, interestBackNote
    case sendInterestBack

    var texts: Titles {
        switch self {
        case .withdraw:
            Titles("Одустајање од обуке", "Odustajanje od obuke", "Withdraw from the training")
        case .withdrawNote:
            Titles(
                "Место добија следећи са листе чекања, и то се не може поништити.",
                "Mesto dobija sledeći sa liste čekanja, i to se ne može poništiti.",
                "The seat goes to the next in the waiting list, and this cannot be undone."
            )
        case .why: Titles("Разлог", "Razlog", "Reason")
        case .sendWithdrawal:
            Titles("Одустаните од обуке", "Odustanite od obuke", "Withdraw from the training")
        case .apply: Titles("Пријава за обуку", "Prijava za obuku", "Apply for the training")
        case .forTrainees:
            Titles(
                "Овде се полазници пријављују за себе.",
                "Ovde se polaznici prijavljuju za sebe.",
                "Trainees ask here for themselves."
            )
        case .aboutYou: Titles("Подаци за пријаву", "Podaci za prijavu", "About you")
        case .applyNote:
            Titles(
                "Пријављујете себе. Име и адресу е-поште већ имамо.",
                "Prijavljujete sebe. Ime i adresu e-pošte već imamo.",
                "You apply for yourself. We have your name and e-mail address."
            )
        case .organisation:
            Titles("Шифра институције", "Šifra institucije", "Code of the institution")
        case .organisationNote:
            Titles(
                "Институција треба да се сагласи са пријавом. Шифру даје њена особа за "
                    + "контакт.",
                "Institucija treba da se saglasi sa prijavom. Šifru daje njena osoba "
                    + "za kontakt.",
                "The institution has to agree. Its focal point tells the code."
            )
        case .lsgNote:
            Titles(
                "У којој радите. Без тога вас извештаји не броје ни у једној општини.",
                "U kojoj radite. Bez toga vas izveštaji ne broje ni u jednoj opštini.",
                "Where you work. Without it no report counts you in a municipality."
            )
        case .sendApplication:
            Titles("Пошаљите пријаву", "Pošaljite prijavu", "Send the application")
        case .interest: Titles("Желим ову обуку", "Želim ovu obuku", "I want this training")
        case .interestForm:
            Titles("Пријава интересовања", "Prijava interesovanja", "Register your interest")
        case .interestNote:
            Titles(
                "Када се одреди термин, Тренинг центар се јавља онима који чекају.",
                "Kada se odredi termin, Trening centar se javlja onima koji čekaju.",
                "Once there is a date, the Training Centre writes to those who wait."
            )
        case .note: Titles("Напомена", "Napomena", "Note")
        case .sendInterest: Titles("Сачувајте", "Sačuvajte", "Save")
        default: interested
        }
    }

    /// About an interest that is noted.
    private var interested: Titles {
        switch self {
        case .interestChange: Titles("Измена напомене", "Izmena napomene", "Change the note")
        case .interestNoted:
            Titles(
                "Већ је забележено да желите ову обуку.",
                "Već je zabeleženo da želite ovu obuku.",
                "It is recorded already that you want this training."
            )
        case .interestBack:
            Titles(
                "Повлачење интересовања",
                "Povlačenje interesovanja",
                "An interest that is over"
            )
        case .interestBackNote:
            Titles(
                "Тренинг центар вам се тада не јавља када се одреди термин. Касније можете "
                    + "поново да се пријавите.",
                "Trening centar vam se tada ne javlja kada se odredi termin. Kasnije možete "
                    + "ponovo da se prijavite.",
                "The Training Centre then does not write to you once there is a date. You can "
                    + "register again later."
            )
        case .interestOver:
            Titles(
                "Више не желим ову обуку",
                "Više ne želim ovu obuku",
                "I do not want it any more"
            )
        default:
            Titles(
                "Повуците интересовање",
                "Povucite interesovanje",
                "Take the interest back"
            )
        }
    }
}
