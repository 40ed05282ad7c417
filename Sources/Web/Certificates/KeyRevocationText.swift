import Documents
import TrainingCentre

/// What the page of a certificate says first when a thief of a key may have made it.
enum KeyRevocationText: String, TextTable {
    case heading

    var texts: Titles {
        Titles(
            "Не ослањајте се на овај документ: кључ којим је потписан је опозван",
            "Ne oslanjajte se na ovaj dokument: ključ kojim je potpisan je opozvan",
            "Do not rely on this document: a key that signed it was revoked"
        )
    }
}

extension KeyRevocation {
    /// What follows from it for the certificate, with the day.
    func meaning(in language: Language) -> String {
        let day = on.written(in: language)
        return isLater ? harmless(day, language) : doubtful(day, language)
    }

    private func harmless(_ day: String, _ language: Language) -> String {
        switch language {
        case .serbianCyrillic:
            "Један од кључева којима је овај документ потписан опозван је \(day) Јавни дневник је "
                + "примио документ пре тога, па опозив кључа на њега не утиче."
        case .serbianLatin:
            "Jedan od ključeva kojima je ovaj dokument potpisan opozvan je \(day) Javni dnevnik je "
                + "primio dokument pre toga, pa opoziv ključa na njega ne utiče."
        case .english:
            "One of the keys that signed this document was revoked on \(day). The public log took "
                + "the document in before that, so the revocation of the key does not affect it."
        }
    }

    private func doubtful(_ day: String, _ language: Language) -> String {
        switch language {
        case .serbianCyrillic:
            "Један од кључева којима је овај документ потписан опозван је \(day) Јавни дневник "
                + "дотле није примио документ, па га је могао направити и неко други. "
                + "Не ослањајте се на њега и обратите се центру."
        case .serbianLatin:
            "Jedan od ključeva kojima je ovaj dokument potpisan opozvan je \(day) Javni dnevnik "
                + "dotle nije primio dokument, pa ga je mogao napraviti i neko drugi. "
                + "Ne oslanjajte se na njega i obratite se centru."
        case .english:
            "One of the keys that signed this document was revoked on \(day). The public log had "
                + "not taken the document in by then, so somebody else may have made it. "
                + "Do not rely on it, and ask the centre."
        }
    }
}

extension Verification {
    /// Whether a page has to say first that a thief of a key may have made it.
    var isDoubtful: Bool { status == .valid && keyRevocation?.isLater == false }
}
