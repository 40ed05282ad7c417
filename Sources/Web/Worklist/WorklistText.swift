import TrainingCentre

/// The texts of the page of what needs somebody today.
enum WorklistText: String, TextTable {
    case heading, nothing, more, doctor, doctorNote, decide
    case lapsing, approvals, unconfirmed, unclosed, evaluations, expiring, suspended
    case applied, endorsed, offerEnds, validUntil, teaches, put, invite

    var texts: Titles {
        switch self {
        case .heading: Titles("Послови за данас", "Poslovi za danas", "Today’s work")
        case .decide: DecisionText.decide.texts
        case .nothing: Titles("Ништа не чека.", "Ništa ne čeka.", "Nothing is waiting.")
        case .more:
            Titles(
                "Приказан је почетак списка.",
                "Prikazan je početak spiska.",
                "This is the beginning of the list."
            )
        case .doctor: Titles("Исправност података", "Ispravnost podataka", "Soundness of the data")
        case .doctorNote:
            Titles(
                "Проверу свих правила покреће наредба",
                "Proveru svih pravila pokreće naredba",
                "Every rule is checked by the command"
            )
        case .lapsing, .approvals, .unconfirmed, .unclosed, .evaluations, .expiring, .suspended:
            section
        case .teaches: Titles("Треба да држи", "Treba da drži", "Is to teach")
        case .applied: Titles("Чека сагласност", "Čeka saglasnost", "Awaiting agreement")
        case .endorsed: Titles("Чека одлуку центра", "Čeka odluku centra", "Awaiting the centre")
        case .offerEnds: Titles("Крај рока", "Kraj roka", "Ends")
        case .validUntil: Titles("Важи до", "Važi do", "Valid until")
        case .put:
            Titles("Упитник није постављен", "Upitnik nije postavljen", "Questionnaire to be put")
        case .invite:
            Titles("Нису сви позвани", "Nisu svi pozvani", "People to be invited")
        }
    }

    /// What a list of work is called.
    private var section: Titles {
        switch self {
        case .lapsing:
            Titles(
                "Понуде које истичу за мање од једног дана",
                "Ponude koje ističu za manje od jednog dana",
                "Offers that end within a day"
            )
        case .approvals:
            Titles(
                "Пријаве које чекају сагласност",
                "Prijave koje čekaju saglasnost",
                "Applications that wait for agreement"
            )
        case .unconfirmed:
            Titles(
                "Групе које ускоро почињу, а нису потврђене",
                "Grupe koje uskoro počinju, a nisu potvrđene",
                "Groups that begin soon and are not confirmed"
            )
        case .unclosed:
            Titles(
                "Одржане групе које нису закључене",
                "Održane grupe koje nisu zaključene",
                "Groups that are over and not closed"
            )
        case .evaluations:
            Titles("Евалуације на реду", "Evaluacije na redu", "Evaluations that are due")
        case .expiring:
            Titles(
                "Акредитације тренера које ускоро истичу",
                "Akreditacije trenera koje uskoro ističu",
                "Accreditations of trainers that end soon"
            )
        default:
            Titles(
                "Суспендовани тренери који треба да држе обуку",
                "Suspendovani treneri koji treba da drže obuku",
                "Suspended trainers who are to teach"
            )
        }
    }
}
