import TrainingCentre

/// The texts of a focal point's page.
enum NominationText: String, TextTable {
    case heading, own, none, nobody, next, function
    case calls, nominate, act, decide, decisions, withdrawal, substitution
    case held, unnamed, nameUntil, released, substitute, until
    case name, status, hours, outcome, enrolment

    var texts: Titles {
        switch self {
        case .heading:
            Titles("Предлози моје институције", "Predlozi moje institucije", "My nominations")
        case .own: MyText.heading.texts
        case .none:
            Titles(
                "Ваша институција још никога није предложила и нема места која се чувају за њу.",
                "Vaša institucija još nikoga nije predložila i nema mesta koja se čuvaju za nju.",
                "Your institution has nominated nobody yet, and no seats are held for it."
            )
        case .calls:
            Titles(
                "Групе које примају предлоге",
                "Grupe koje primaju predloge",
                "Groups that take nominations"
            )
        case .nominate: NominationFormText.nominate.texts
        case .act: Titles("Измена", "Izmena", "Change")
        case .decide:
            Titles("Сагласите се или одбијте", "Saglasite se ili odbijte", "Agree or refuse")
        case .decisions: DecisionText.decisions.texts
        case .withdrawal: Titles("Повуците", "Povucite", "Withdraw")
        case .substitution: Titles("Замените", "Zamenite", "Substitute")
        case .nobody:
            Titles(
                "У ову групу још нисте никога предложили.",
                "U ovu grupu još niste nikoga predložili.",
                "You have nominated nobody for this group yet."
            )
        case .next: Titles("Раније групе", "Ranije grupe", "Earlier groups")
        case .function: Titles("Функција", "Funkcija", "Function")
        case .held, .unnamed, .nameUntil, .released, .substitute, .until: seats
        case .name: CohortText.name.texts
        case .status: CohortText.status.texts
        case .hours: CohortText.hours.texts
        case .outcome: CohortText.outcome.texts
        case .enrolment: CohortText.enrolment.texts
        }
    }

    private var seats: Titles {
        switch self {
        case .held:
            Titles("Места за вашу институцију", "Mesta za vašu instituciju", "Seats held for you")
        case .unnamed: Titles("Од тога без имена", "Od toga bez imena", "Of these without a name")
        case .nameUntil:
            Titles("Последњи дан за имена", "Poslednji dan za imena", "Last day for names")
        case .released:
            Titles(
                "прошао је, па места без имена припадају осталима",
                "prošao je, pa mesta bez imena pripadaju ostalima",
                "has passed, so seats without a name are for others"
            )
        case .substitute:
            Titles("Последњи дан за замену", "Poslednji dan za zamenu", "Last day for substitutes")
        default: Titles("до", "do", "until")
        }
    }
}
