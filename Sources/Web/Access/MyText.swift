import TrainingCentre

/// The texts of the page of what is one's own.
enum MyText: String, TextTable {
    case heading, nobody, none, courses, calendar, taught, next, needed, score
    case page, answer, cohort, certificate, certificates, number, nominations, withdrawal
    case interests, interestBack, haveRead

    var texts: Titles {
        switch self {
        case .haveRead: ReadingText.acknowledge.texts
        case .heading: Titles("Моје обуке", "Moje obuke", "My training")
        case .nobody:
            Titles(
                "Овај налог није повезан ни са једном особом из евиденције. Јавите администратору "
                    + "на коју адресу е-поште гласи ваша пријава.",
                "Ovaj nalog nije povezan ni sa jednom osobom iz evidencije. Javite administratoru "
                    + "na koju adresu e-pošte glasi vaša prijava.",
                "This account belongs to nobody on record. Tell an administrator with which "
                    + "e-mail address you applied."
            )
        case .none:
            Titles(
                "Још немате ниједан упис. Изаберите обуку и групу која прима пријаве; како до "
                    + "места, пише на страници групе.",
                "Još nemate nijedan upis. Izaberite obuku i grupu koja prima prijave; kako do "
                    + "mesta, piše na stranici grupe.",
                "You have no enrolment yet. Choose a training and a group that takes "
                    + "applications; its page says how to get a seat."
            )
        case .courses: Titles("Погледајте обуке", "Pogledajte obuke", "See the training")
        case .calendar: Titles("Мој календар", "Moj kalendar", "My calendar")
        case .taught: Titles("Групе које водите", "Grupe koje vodite", "Groups that you teach")
        case .next: Titles("Наредни термини", "Naredni termini", "Next sessions")
        case .needed:
            Titles(
                "Најмање за уверење (часова)",
                "Najmanje za uverenje (časova)",
                "Hours needed for the certificate"
            )
        case .score: Titles("Резултат", "Rezultat", "Result")
        case .page: Titles("Погледајте упис", "Pogledajte upis", "See the enrolment")
        case .answer: Titles("Одговорите на понуду", "Odgovorite na ponudu", "Answer the offer")
        case .cohort: Titles("Страница групе", "Stranica grupe", "Page of the group")
        case .certificate:
            Titles("Погледајте уверење", "Pogledajte uverenje", "See the certificate")
        case .certificates: Titles("Уверења и потврде", "Uverenja i potvrde", "Certificates")
        case .number: Titles("број", "broj", "number")
        case .nominations: NominationText.heading.texts
        case .withdrawal: OwnFormText.sendWithdrawal.texts
        case .interests: Titles("Обуке које желите", "Obuke koje želite", "Training that you want")
        case .interestBack: OwnFormText.sendInterestBack.texts
        }
    }
}

/// The state of a certificate as a word in a list.
enum CertificateStateText: String, TextTable {
    case valid, expired, revoked, replaced, unknown

    init(_ status: VerificationStatus) {
        self =
            switch status {
            case .valid: .valid
            case .expired: .expired
            case .revoked: .revoked
            case .replaced: .replaced
            case .unknown, .unavailable: .unknown
            }
    }

    var texts: Titles {
        switch self {
        case .valid: Titles("важи", "važi", "valid")
        case .expired: Titles("истекло", "isteklo", "expired")
        case .revoked: Titles("опозвано", "opozvano", "revoked")
        case .replaced: Titles("замењено", "zamenjeno", "replaced")
        case .unknown: Titles("непознато", "nepoznato", "unknown")
        }
    }
}
