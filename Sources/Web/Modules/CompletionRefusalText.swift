import TrainingCentre

/// Why a module that was done does not count, in whole sentences.
enum CompletionRefusalText: String, TextTable {
    case longBefore, noSeat, closed, cancelled, notOfCourse, takenBack

    init(_ refusal: CompletionRefusal) {
        self =
            switch refusal {
            case .longBefore: .longBefore
            case .noSeat: .noSeat
            case .closed: .closed
            case .cancelled: .cancelled
            case .notOfCourse: .notOfCourse
            case .takenBack: .takenBack
            }
    }

    var texts: Titles {
        switch self {
        case .longBefore:
            Titles(
                "Урађен је више од годину дана пре обуке, па се још не рачуна. "
                    + "Урадите га поново када обука буде ближа.",
                "Urađen je više od godinu dana pre obuke, pa se još ne računa. "
                    + "Uradite ga ponovo kada obuka bude bliža.",
                "It was done more than a year before the training, so it does not count yet. "
                    + "Do it again when the training is nearer."
            )
        case .noSeat:
            Titles(
                "Урађен је док није било места у обуци, па се не рачуна.",
                "Urađen je dok nije bilo mesta u obuci, pa se ne računa.",
                "It was done without a seat in the training, so it does not count."
            )
        case .closed:
            Titles(
                "Урађен је пошто је обука закључена, па се не рачуна.",
                "Urađen je pošto je obuka zaključena, pa se ne računa.",
                "It was done after the training was closed, so it does not count."
            )
        case .cancelled:
            Titles(
                "Урађен је пошто је обука отказана, па се не рачуна.",
                "Urađen je pošto je obuka otkazana, pa se ne računa.",
                "It was done after the training was cancelled, so it does not count."
            )
        case .notOfCourse:
            Titles(
                "Обука више нема овај модул, па се не рачуна.",
                "Obuka više nema ovaj modul, pa se ne računa.",
                "The training does not have the module any more, so it does not count."
            )
        case .takenBack:
            Titles(
                "Центар је поништио завршетак модула. Обратите се Тренинг центру.",
                "Centar je poništio završetak modula. Obratite se Trening centru.",
                "The centre took the completion back. Ask the Training Centre."
            )
        }
    }
}
