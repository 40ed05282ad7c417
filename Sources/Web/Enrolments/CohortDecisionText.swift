import TrainingCentre

/// The texts of the page on which is decided about many.
enum CohortDecisionText: String, TextTable {
    case forCentre, forInstitution, centreNote, queueNote, fullNote, institutionNote
    case people, tickAll, tickNone, nobody, more, because
    case seatsOffered, seatsHeld, quotas, seatsOfQuota, unnamed, namesUntil
    case nominated, applied, asksInstitution, entered, by, asked, lacks
    case lacksCourse, lacksOrder, lacksBefore, lacksExperience
    case knownAs, otherName, otherPlace, sameFacts, samePerson, attention
    case done, notDone, outcome, whyNot, already, waitingNote

    var texts: Titles {
        switch self {
        case .forCentre:
            Titles("Чекају одлуку центра", "Čekaju odluku centra", "Awaiting the centre")
        case .forInstitution:
            Titles(
                "Чекају сагласност институције",
                "Čekaju saglasnost institucije",
                "Awaiting the institution"
            )
        case .centreNote:
            Titles(
                "Одобрени добијају слободна места редом којим су се пријавили.",
                "Odobreni dobijaju slobodna mesta redom kojim su se prijavili.",
                "Free seats go to those whom you approve, in the order in which they applied."
            )
        case .queueNote:
            Titles(
                "За кога нема места, иде на листу чекања.",
                "Za koga nema mesta, ide na listu čekanja.",
                "Those for whom there is none go on the waiting list."
            )
        case .fullNote:
            Titles(
                "За кога нема места, о њему се не одлучује: група нема листу чекања.",
                "Za koga nema mesta, o njemu se ne odlučuje: grupa nema listu čekanja.",
                "Those for whom there is none stay undecided: the group has no waiting list."
            )
        case .institutionNote:
            Titles(
                "После сагласности институције одлучује Тренинг центар.",
                "Posle saglasnosti institucije odlučuje Trening centar.",
                "Once the institution agrees, the Training Centre decides."
            )
        case .because:
            Titles(
                "Разлог важи за све означене. Потребан је када се неко одбија или се "
                    + "одступа од услова обуке.",
                "Razlog važi za sve označene. Potreban je kada se neko odbija ili se "
                    + "odstupa od uslova obuke.",
                "The reason holds for everybody ticked. It is needed to refuse somebody, and to "
                    + "go past what the training asks for."
            )
        case .people: Titles("О коме се одлучује", "O kome se odlučuje", "Whom it is about")
        case .tickAll: Titles("Означите све", "Označite sve", "Tick everybody")
        case .tickNone: Titles("Поништите ознаке", "Poništite oznake", "Tick nobody")
        case .nobody:
            Titles("Нико не чека одлуку.", "Niko ne čeka odluku.", "Nobody awaits a decision.")
        case .more:
            Titles(
                "Приказан је почетак списка. Остали следе када се о овима одлучи.",
                "Prikazan je početak spiska. Ostali slede kada se o ovima odluči.",
                "This is the beginning of the list. Others follow once these are decided."
            )
        case .knownAs, .otherName, .otherPlace, .sameFacts, .samePerson, .attention: ofKnown
        case .done, .notDone, .outcome, .whyNot, .already, .waitingNote: ofOutcomes
        case .seatsOffered, .seatsHeld, .quotas, .seatsOfQuota, .unnamed, .namesUntil: ofSeats
        default: ofPeople
        }
    }

    private var ofSeats: Titles {
        switch self {
        case .seatsOffered: Titles("Понуђена места", "Ponuđena mesta", "Seats offered")
        case .seatsHeld:
            Titles("Чува се за институције", "Čuva se za institucije", "Held for institutions")
        case .quotas:
            Titles(
                "Места која се чувају за институције",
                "Mesta koja se čuvaju za institucije",
                "Seats that are held for institutions"
            )
        case .seatsOfQuota: Titles("Места", "Mesta", "Seats")
        case .unnamed: Titles("Без имена", "Bez imena", "Without a name")
        default: Titles("Имена до", "Imena do", "Names until")
        }
    }

    private var ofPeople: Titles {
        switch self {
        case .nominated: Titles("Предлог институције", "Predlog institucije", "Nominated by")
        case .applied: Titles("Сопствена пријава", "Sopstvena prijava", "Own application")
        case .asksInstitution: Titles("институција", "institucija", "institution")
        case .entered: Titles("Унос", "Unos", "Entered")
        case .by: Titles("налог", "nalog", "account")
        case .asked: Titles("дана", "dana", "on")
        case .lacks: Titles("Недостаје", "Nedostaje", "Missing")
        case .lacksCourse: Titles("положена обука", "položena obuka", "the training, passed:")
        case .lacksOrder: Titles("по програму", "po programu", "by the programme")
        case .lacksBefore: Titles("пре тога обука", "pre toga obuka", "before it the training")
        default:
            Titles(
                "признато искуство, месеци",
                "priznato iskustvo, meseci",
                "recognised experience, months"
            )
        }
    }

    private var ofKnown: Titles {
        switch self {
        case .knownAs:
            Titles(
                "Наведену адресу има особа која је позната као",
                "Navedenu adresu ima osoba koja je poznata kao",
                "The address given is that of a person known as"
            )
        case .attention: Titles("Обратите пажњу", "Obratite pažnju", "Look at this")
        case .otherName: Titles("Име је другачије.", "Ime je drugačije.", "The name differs.")
        case .otherPlace:
            Titles(
                "Институција или општина је другачија.",
                "Institucija ili opština je drugačija.",
                "The institution or municipality differs."
            )
        case .sameFacts:
            Titles(
                "Име и институција су исти.",
                "Ime i institucija su isti.",
                "Name and institution are the same."
            )
        default:
            Titles(
                "Ако је то иста особа, спојите та два записа; ако није, унесите њену адресу.",
                "Ako je to ista osoba, spojite ta dva zapisa; ako nije, unesite njenu adresu.",
                "Merge the two records if this is the same person; if not, enter her own address."
            )
        }
    }

    private var ofOutcomes: Titles {
        switch self {
        case .done: Titles("Одлучено", "Odlučeno", "Decided")
        case .notDone: Titles("Није одлучено", "Nije odlučeno", "Not decided")
        case .outcome: Titles("Исход", "Ishod", "Outcome")
        case .whyNot: Titles("Зашто", "Zašto", "Why")
        case .already: Titles("већ је одлучено", "već je odlučeno", "decided before")
        default:
            Titles(
                "Ко је на листи чекања, за њега сада нема слободног места.",
                "Ko je na listi čekanja, za njega sada nema slobodnog mesta.",
                "There is no free seat now for those on the waiting list."
            )
        }
    }
}
