import Documents
import TrainingCentre

/// What people are told before a seat is theirs, and when it never was.
enum SeatWording {
    static func heading(of standing: EnrolmentStanding) -> Titles {
        switch standing {
        case .applied:
            Titles("Пријава је примљена", "Prijava je primljena", "The application was received")
        case .endorsed:
            Titles(
                "Институција је сагласна",
                "Institucija je saglasna",
                "The institution agrees"
            )
        case .queued:
            Titles(
                "Пријава је на листи чекања",
                "Prijava je na listi čekanja",
                "The application is on the waiting list"
            )
        case .offered:
            Titles("Понуђено вам је место", "Ponuđeno vam je mesto", "A place is offered to you")
        case .declined: Titles("Место није додељено", "Mesto nije dodeljeno", "No place was given")
        case .lapsed: Titles("Пријава је истекла", "Prijava je istekla", "The application lapsed")
        default:
            Titles(
                "Учешће није забележено",
                "Učešće nije zabeleženo",
                "The person did not come"
            )
        }
    }

    /// What it waits for, or why it ended so.
    static func explanation(of standing: EnrolmentStanding, _ found: EnrolmentStatus) -> Titles {
        switch standing {
        case .applied:
            Titles(
                "Чека се сагласност институције или Тренинг центра.",
                "Čeka se saglasnost institucije ili Trening centra.",
                "Waiting for the agreement of the institution or of the Training Centre."
            )
        case .endorsed:
            Titles(
                "Чека се сагласност Тренинг центра.",
                "Čeka se saglasnost Trening centra.",
                "Waiting for the agreement of the Training Centre."
            )
        case .queued:
            queue(found.queue)
        case .offered: offer(found.offer)
        case .declined:
            Titles(
                "Пријава није прихваћена или је понуђено место одбијено.",
                "Prijava nije prihvaćena ili je ponuđeno mesto odbijeno.",
                "The application was not accepted, or the offered place was declined."
            )
        case .lapsed:
            Titles(
                "На понуду није одговорено на време или је обука завршена.",
                "Na ponudu nije odgovoreno na vreme ili je obuka završena.",
                "The offer was not answered in time, or the training is over."
            )
        default:
            Titles(
                "Место је било потврђено, али није искоришћено.",
                "Mesto je bilo potvrđeno, ali nije iskorišćeno.",
                "The place was confirmed, and nobody came to take it."
            )
        }
    }

    private static func queue(_ queue: EnrolmentStatus.Queue?) -> Titles {
        let waits = Titles(
            "Чека се да се ослободи место. Када дођете на ред, добићете понуду.",
            "Čeka se da se oslobodi mesto. Kada dođete na red, dobićete ponudu.",
            "Waiting for a place to become free. When it is your turn, it is offered to you."
        )
        guard let (place, length) = queue.map({ ($0.place, $0.length) }) else { return waits }
        return Titles(
            "Ваше место на листи чекања: \(place). од укупно \(length). \(waits.srCyrl)",
            "Vaše mesto na listi čekanja: \(place). od ukupno \(length). \(waits.srLatn)",
            "Your place on the waiting list: \(place) of \(length). \(waits.en)"
        )
    }

    private static func offer(_ offer: EnrolmentStatus.Offer?) -> Titles {
        guard let offer else {
            return Titles(
                "Чека се ваш одговор.",
                "Čeka se vaš odgovor.",
                "Waiting for your answer."
            )
        }
        func end(_ language: Language) -> String {
            offer.endsOn.written(at: offer.clock, in: language)
        }
        return Titles(
            "Чека се ваш одговор. Крај рока: \(end(.serbianCyrillic)).",
            "Čeka se vaš odgovor. Kraj roka: \(end(.serbianLatin)).",
            "Waiting for your answer. The place is held until \(end(.english))."
        )
    }
}
