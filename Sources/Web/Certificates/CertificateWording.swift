import Documents
import TrainingCentre

// Serbian verbs and adjectives agree with the kind of document (уверење, потврда, сертификат), so
// every sentence stands here whole and none is put together.

extension Certificate.Kind {
    /// The state of a document of this kind in one sentence: the first thing a verifier reads.
    func heading(_ status: VerificationStatus) -> Titles {
        switch status {
        case .valid: validHeading
        case .expired: expiredHeading
        case .revoked: revokedHeading
        case .replaced: replacedHeading
        case .unknown, .unavailable: UnavailableText.heading.texts
        }
    }

    private var validHeading: Titles {
        switch self {
        case .completion:
            Titles("Уверење је важеће", "Uverenje je važeće", "This certificate is valid")
        case .participation:
            Titles("Потврда је важећа", "Potvrda je važeća", "This confirmation is valid")
        case .accreditation:
            Titles(
                "Сертификат је важећи",
                "Sertifikat je važeći",
                "This trainer certificate is valid"
            )
        }
    }

    private var expiredHeading: Titles {
        switch self {
        case .completion:
            Titles("Уверење је истекло", "Uverenje je isteklo", "This certificate has expired")
        case .participation:
            Titles("Потврда је истекла", "Potvrda je istekla", "This confirmation has expired")
        case .accreditation:
            Titles(
                "Сертификат је истекао",
                "Sertifikat je istekao",
                "This trainer certificate has expired"
            )
        }
    }

    private var revokedHeading: Titles {
        switch self {
        case .completion:
            Titles("Уверење је опозвано", "Uverenje je opozvano", "This certificate was revoked")
        case .participation:
            Titles("Потврда је опозвана", "Potvrda je opozvana", "This confirmation was revoked")
        case .accreditation:
            Titles(
                "Сертификат је опозван",
                "Sertifikat je opozvan",
                "This trainer certificate was revoked"
            )
        }
    }

    private var replacedHeading: Titles {
        switch self {
        case .completion:
            Titles("Уверење је замењено", "Uverenje je zamenjeno", "This certificate was replaced")
        case .participation:
            Titles("Потврда је замењена", "Potvrda je zamenjena", "This confirmation was replaced")
        case .accreditation:
            Titles(
                "Сертификат је замењен",
                "Sertifikat je zamenjen",
                "This trainer certificate was replaced"
            )
        }
    }
}

extension Revocation.ReasonClass {
    /// The class of the reason, which is all that the public is told about it.
    var title: Titles {
        switch self {
        case .issuedInError:
            Titles("грешка при издавању", "greška pri izdavanju", "issued in error")
        case .requirementsNotMet:
            Titles(
                "услови нису били испуњени",
                "uslovi nisu bili ispunjeni",
                "the requirements were not met"
            )
        case .misconduct: Titles("повреда правила", "povreda pravila", "misconduct")
        case .holderRequest:
            Titles("на захтев имаоца", "na zahtev imaoca", "at the holder’s request")
        case .other: Titles("други разлог", "drugi razlog", "another reason")
        }
    }
}

/// What follows from a certificate's state, in sentences with dates and numbers.
struct StateExplanation {
    let language: Language

    func expired(on day: String) -> String {
        switch language {
        case .serbianCyrillic:
            "Последњи дан важења био је \(day) Подаци испод показују шта је тада потврђено."
        case .serbianLatin:
            "Poslednji dan važenja bio je \(day) Podaci ispod pokazuju šta je tada potvrđeno."
        case .english:
            "Its last day of validity was \(day). The facts below show what was certified then."
        }
    }

    func revoked(on day: String, because reason: String) -> String {
        switch language {
        case .serbianCyrillic:
            "Датум опозива: \(day) Разлог: \(reason). Овај документ више ништа не доказује."
        case .serbianLatin:
            "Datum opoziva: \(day) Razlog: \(reason). Ovaj dokument više ništa ne dokazuje."
        case .english:
            "Revoked on \(day). Reason: \(reason). This document no longer proves anything."
        }
    }

    func suspended(on day: String) -> String {
        switch language {
        case .serbianCyrillic:
            "Дан обуставе: \(day) Тренер до даљег нема право да изводи ову обуку. "
                + "Сертификат није опозван."
        case .serbianLatin:
            "Dan obustave: \(day) Trener do daljeg nema pravo da izvodi ovu obuku. "
                + "Sertifikat nije opozvan."
        case .english:
            "Suspended on \(day). Until further notice the trainer has no right to teach this "
                + "training. The certificate was not revoked."
        }
    }

    func replaced(on day: String, by number: String) -> String {
        switch language {
        case .serbianCyrillic:
            "Дана \(day) издат је нови документ, број \(number), и овај више не важи. "
                + "Тражите да вам се покаже нови документ и проверите њега."
        case .serbianLatin:
            "Dana \(day) izdat je novi dokument, broj \(number), i ovaj više ne važi. "
                + "Tražite da vam se pokaže novi dokument i proverite njega."
        case .english:
            "On \(day) it was replaced by the document with register number \(number), "
                + "and no longer counts. Ask to be shown the new document, and verify that one."
        }
    }
}
