import TrainingCentre

/// The texts of the page on which completions of modules are entered.
enum CompletionText: String, TextTable {
    case state, refusal, source, here, elsewhere, evidence, evidenceHint
    case completion, note, completedOn, score, enter, removal, why, takeBack
    case openings, neverOpened, opened, part, remark, calls, call
    case neverSaved, neverCalled, neverSpoke, neverEnded

    init(_ source: ModuleCompletion.Source) {
        self = source == .here ? .here : .elsewhere
    }

    init(_ remark: ModuleLogEntry.Remark) {
        self =
            switch remark {
            case .neverSaved: .neverSaved
            case .neverCalled: .neverCalled
            case .neverSpoke: .neverSpoke
            case .neverEnded: .neverEnded
            }
    }

    var texts: Titles {
        switch self {
        case .state: Titles("Стање", "Stanje", "State")
        case .refusal: Titles("Зашто се не рачуна", "Zašto se ne računa", "Why it does not count")
        case .source: Titles("Где је завршен", "Gde je završen", "Where it was completed")
        case .here: Titles("овде", "ovde", "here")
        case .elsewhere: Titles("на другом месту", "na drugom mestu", "elsewhere")
        case .evidence: Titles("Доказ", "Dokaz", "Evidence")
        case .evidenceHint:
            Titles(
                "Шта показује да је модул завршен на другом месту; празно ако је завршен овде.",
                "Šta pokazuje da je modul završen na drugom mestu; prazno ako je završen ovde.",
                "What shows that it was completed elsewhere; empty if it was completed here."
            )
        case .completion: Titles("Завршетак модула", "Završetak modula", "Completion")
        case .note:
            Titles(
                "За садржај који сам не јавља докле се стигло, и за оно што је урађено на другом "
                    + "месту. Исправка уписаног тражи разлог.",
                "Za sadržaj koji sam ne javlja dokle se stiglo, i za ono što je urađeno na drugom "
                    + "mestu. Ispravka upisanog traži razlog.",
                "For content that does not report by itself, and for what was done elsewhere. To "
                    + "correct what is recorded, say why."
            )
        case .completedOn: Titles("Дан завршетка", "Dan završetka", "Completed on")
        case .score: Titles("Резултат у процентима", "Rezultat u procentima", "Score in percent")
        case .enter: Titles("Упишите завршетак", "Upišite završetak", "Record the completion")
        case .removal:
            Titles("Поништавање завршетка", "Poništavanje završetka", "Taking it back")
        case .why: Titles("Разлог", "Razlog", "Reason")
        case .takeBack: Titles("Поништите завршетак", "Poništite završetak", "Take it back")
        default: ofLog
        }
    }

    private var ofLog: Titles {
        switch self {
        case .openings:
            Titles(
                "Отварања у последњем покушају",
                "Otvaranja u poslednjem pokušaju",
                "Openings of the last attempt"
            )
        case .neverOpened:
            Titles("Модул није отваран.", "Modul nije otvaran.", "The module was never opened.")
        case .opened: Titles("Отворен", "Otvoren", "Opened")
        case .part: Titles("Део", "Deo", "Part")
        case .remark: Titles("Напомена", "Napomena", "Remark")
        case .calls:
            Titles("Шта је садржај јавио", "Šta je sadržaj javio", "What the content said")
        case .call: Titles("Позив", "Poziv", "Call")
        case .neverSaved:
            Titles(
                "страница није ништа послала или је још отворена",
                "stranica nije ništa poslala ili je još otvorena",
                "the page sent nothing, or is still open"
            )
        case .neverCalled:
            Titles(
                "садржај не јавља ништа: завршетак неко уписује, осим ако је модул готов кад се "
                    + "напусти",
                "sadržaj ne javlja ništa: završetak neko upisuje, osim ako je modul gotov kad se "
                    + "napusti",
                "the content never called the run-time: somebody enters the completion, unless "
                    + "the module is done when it is left"
            )
        case .neverSpoke:
            Titles(
                "садржај није дао ниједну изјаву: завршетак неко мора да упише",
                "sadržaj nije dao nijednu izjavu: završetak neko mora da upiše",
                "the content made no statement: somebody has to enter the completion"
            )
        default:
            Titles(
                "садржај није јавио крај или је још отворен",
                "sadržaj nije javio kraj ili je još otvoren",
                "the content never said that it ended, or is still open"
            )
        }
    }
}
