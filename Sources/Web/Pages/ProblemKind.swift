import TrainingCentre

/// What an HTTP status means to a person: which sentence helps.
enum ProblemKind: CaseIterable {
    case invalid, signIn, forbidden, limited, foreignForm, notFound, unknownName
    case tooLarge, tooMany, tooSlow, locked, unavailable, fault

    /// `hasQuery` when something was asked for, for instance in a form.
    init(status: Int, code: String = "", hasQuery: Bool = false) {
        switch status {
        case 404 where hasQuery && code.hasSuffix("_not_found"): self = .unknownName
        case 403 where code == HolderLimited().code: self = .limited
        case 403 where code == FormRefusal.foreign.code: self = .foreignForm
        case 401: self = .signIn
        case 403: self = .forbidden
        case 404, 410: self = .notFound
        case 413, 414, 431: self = .tooLarge
        case 429: self = .tooMany
        case 503 where code == "too_slow": self = .tooSlow
        case 503 where code == "locked": self = .locked
        case 502, 503, 504: self = .unavailable
        case 400..<500: self = .invalid
        default: self = .fault
        }
    }

    /// What happened, why, and what to do.
    var texts: (heading: Titles, explanation: Titles, advice: Titles) {
        switch self {
        case .invalid, .tooLarge, .notFound, .unknownName: request
        case .signIn, .forbidden, .limited: permission
        case .foreignForm: foreignForm
        case .tooSlow, .locked: late
        case .tooMany, .unavailable, .fault: service
        }
    }

    private var request: (heading: Titles, explanation: Titles, advice: Titles) {
        switch self {
        case .notFound:
            (
                Titles("Страница не постоји", "Stranica ne postoji", "There is no such page"),
                Titles(
                    "На овој адреси нема ничега.",
                    "Na ovoj adresi nema ničega.",
                    "Nothing stands at this address."
                ),
                Titles(
                    "Проверите адресу или крените од почетне странице.",
                    "Proverite adresu ili krenite od početne stranice.",
                    "Check the address, or begin at the first page."
                )
            )
        case .unknownName:
            (
                Titles("Нема таквог податка", "Nema takvog podatka", "Nothing by that name"),
                Titles(
                    "У подацима центра нема ничега под називом или шифром из захтева.",
                    "U podacima centra nema ničega pod nazivom ili šifrom iz zahteva.",
                    "The centre’s data have nothing by a name or code that was asked for."
                ),
                Titles(
                    "Вратите се назад и проверите шта сте унели.",
                    "Vratite se nazad i proverite šta ste uneli.",
                    "Go back and check what you typed."
                )
            )
        case .tooLarge:
            (
                Titles("Захтев је превелик", "Zahtev je prevelik", "The request is too large"),
                Titles(
                    "Послато је више него што се прима.",
                    "Poslato je više nego što se prima.",
                    "More was sent than is accepted."
                ),
                Titles(
                    "Пошаљите мање и покушајте поново.",
                    "Pošaljite manje i pokušajte ponovo.",
                    "Send less and try again."
                )
            )
        default:
            (
                Titles("Захтев није разумљив", "Zahtev nije razumljiv", "The request is not clear"),
                Titles(
                    "Нешто у адреси или у послатом није исправно.",
                    "Nešto u adresi ili u poslatom nije ispravno.",
                    "Something in the address or in what was sent is wrong."
                ),
                Titles(
                    "Вратите се назад и покушајте поново.",
                    "Vratite se nazad i pokušajte ponovo.",
                    "Go back and try again."
                )
            )
        }
    }

    private var permission: (heading: Titles, explanation: Titles, advice: Titles) {
        switch self {
        case .signIn:
            (
                Titles("Потребна је пријава", "Potrebna je prijava", "Signing in is needed"),
                Titles(
                    "Ова страница није јавна.",
                    "Ova stranica nije javna.",
                    "This page is not public."
                ),
                Titles(
                    "Отворите је поново и као лозинку унесите приступни кључ који сте добили од "
                        + "администратора. Корисничко име може бити било које.",
                    "Otvorite je ponovo i kao lozinku unesite pristupni ključ koji ste dobili od "
                        + "administratora. Korisničko ime može biti bilo koje.",
                    "Open it again and type the token that an administrator gave you as the "
                        + "password. The user name may be any."
                )
            )
        case .limited:
            (
                Titles(
                    "Ималац је ограничио приказ",
                    "Imalac je ograničio prikaz",
                    "The holder has limited what is shown"
                ),
                Titles(
                    "Датотека садржи име имаоца, па се не даје свакоме.",
                    "Datoteka sadrži ime imaoca, pa se ne daje svakome.",
                    "The file holds the holder’s name, and so not everybody gets it."
                ),
                Titles(
                    "Затражите датотеку од имаоца.",
                    "Zatražite datoteku od imaoca.",
                    "Ask the holder for the file."
                )
            )
        default:
            (
                Titles("Приступ није дозвољен", "Pristup nije dozvoljen", "This is not allowed"),
                Titles(
                    "Ваш налог нема право на ову страницу.",
                    "Vaš nalog nema pravo na ovu stranicu.",
                    "Your account has no right to this page."
                ),
                Titles(
                    "Ако мислите да треба да га има, обратите се Тренинг центру.",
                    "Ako mislite da treba da ga ima, obratite se Trening centru.",
                    "If you think that it should, ask the Training Centre."
                )
            )
        }
    }

    private var foreignForm: (heading: Titles, explanation: Titles, advice: Titles) {
        (
            Titles(
                "Образац није прихваћен",
                "Obrazac nije prihvaćen",
                "The form was not taken"
            ),
            Titles(
                "Није послат са странице коју сте овде отворили, или сте се у "
                    + "међувремену другачије пријавили. Ништа није сачувано.",
                "Nije poslat sa stranice koju ste ovde otvorili, ili ste se u "
                    + "međuvremenu drugačije prijavili. Ništa nije sačuvano.",
                "It was not sent from a page that you opened here, or you have "
                    + "signed in differently since. Nothing is saved."
            ),
            Titles(
                "Отворите страницу поново и попуните образац.",
                "Otvorite stranicu ponovo i popunite obrazac.",
                "Open the page again and fill the form in."
            )
        )
    }

    private var late: (heading: Titles, explanation: Titles, advice: Titles) {
        self == .tooSlow
            ? (
                Titles("Предуго траје", "Predugo traje", "This takes too long"),
                Titles(
                    "Рачунање траје дуже него што је дозвољено, па је прекинуто. Ништа није "
                        + "промењено.",
                    "Računanje traje duže nego što je dozvoljeno, pa je prekinuto. Ništa nije "
                        + "promenjeno.",
                    "It takes longer than is allowed, and so it was stopped. Nothing was changed."
                ),
                Titles(
                    "Тражите мање, на пример краћи период, или покушајте касније.",
                    "Tražite manje, na primer kraći period, ili pokušajte kasnije.",
                    "Ask for less, such as a shorter period, or try again later."
                )
            )
            : (
                Titles(
                    "Неко управо мења исто",
                    "Neko upravo menja isto",
                    "Somebody is changing the same"
                ),
                Titles(
                    "Исте податке управо мења неко други. Ваша измена није сачувана.",
                    "Iste podatke upravo menja neko drugi. Vaša izmena nije sačuvana.",
                    "Somebody else is changing the same at this moment. Your change is not saved."
                ),
                Titles(
                    "Покушајте поново за који тренутак.",
                    "Pokušajte ponovo za koji trenutak.",
                    "Try again in a moment."
                )
            )
    }

    private var service: (heading: Titles, explanation: Titles, advice: Titles) {
        switch self {
        case .tooMany:
            (
                Titles("Превише захтева", "Previše zahteva", "Too many requests"),
                Titles(
                    "Са ваше адресе стигло је превише захтева за кратко време.",
                    "Sa vaše adrese stiglo je previše zahteva za kratko vreme.",
                    "Too many requests came from your address in a short time."
                ),
                Titles(
                    "Сачекајте минут и покушајте поново.",
                    "Sačekajte minut i pokušajte ponovo.",
                    "Wait a minute and try again."
                )
            )
        case .unavailable:
            (
                Titles(
                    "Тренутно није доступно",
                    "Trenutno nije dostupno",
                    "Not available right now"
                ),
                Titles(
                    "Систем се покреће, одржава или је преоптерећен.",
                    "Sistem se pokreće, održava ili je preopterećen.",
                    "The system is starting, under maintenance or overloaded."
                ),
                Titles(
                    "Покушајте поново за неколико минута.",
                    "Pokušajte ponovo za nekoliko minuta.",
                    "Try again in a few minutes."
                )
            )
        default:
            (
                Titles("Дошло је до грешке", "Došlo je do greške", "Something went wrong"),
                Titles(
                    "Грешка је на нашој страни и забележена је.",
                    "Greška je na našoj strani i zabeležena je.",
                    "The fault is ours, and it was recorded."
                ),
                Titles(
                    "Покушајте поново. Ако се понови, јавите број захтева Тренинг центру.",
                    "Pokušajte ponovo. Ako se ponovi, javite broj zahteva Trening centru.",
                    "Try again. If it happens again, give the Training Centre the request number."
                )
            )
        }
    }
}
