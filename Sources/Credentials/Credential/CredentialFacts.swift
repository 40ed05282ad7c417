/// Everything that a credential says, and all that may differ between two of them.
///
/// The rest of the credential follows from these by one closed template. Whether they can be
/// certified is checked by `Credential.init`.
package struct CredentialFacts: Hashable, Sendable {
    /// The credential's address, `https://HOST/c/` and the printed verification ID.
    package var url: String
    package var issuer: IssuerProfile
    package var validFrom: Moment
    package var validUntil: Moment?
    /// When the certificate was first awarded; only for one that replaces another.
    package var awarded: Moment?
    package var holder: HolderFacts
    /// The number in the register, `2026/00017`.
    package var registerNumber: String
    /// The language of every text here.
    package var language: CredentialLanguage
    package var achievement: AchievementFacts
    package var evidence: EvidenceFacts?
    package var result: ResultFacts?
    package var status: StatusEntry

    package init(
        url: String,
        issuer: IssuerProfile,
        validFrom: Moment,
        validUntil: Moment? = nil,
        awarded: Moment? = nil,
        holder: HolderFacts,
        registerNumber: String,
        language: CredentialLanguage = .serbianCyrillic,
        achievement: AchievementFacts,
        evidence: EvidenceFacts? = nil,
        result: ResultFacts? = nil,
        status: StatusEntry
    ) {
        self.url = url
        self.issuer = issuer
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.awarded = awarded
        self.holder = holder
        self.registerNumber = registerNumber
        self.language = language
        self.achievement = achievement
        self.evidence = evidence
        self.result = result
        self.status = status
    }

    /// The verification ID that the address ends with; nil when it ends otherwise.
    package var verificationID: VerificationID? {
        guard let slash = url.lastIndex(of: "/"), url[...slash].hasSuffix("/c/") else { return nil }
        let printed = String(url[url.index(after: slash)...])
        guard let id = VerificationID(canonical: printed), id.printed == printed else { return nil }
        return id
    }
}

/// The language and script of a credential's texts, as a BCP 47 tag.
package enum CredentialLanguage: String, CaseIterable, Hashable, Sendable {
    case serbianCyrillic = "sr-Cyrl"
    case serbianLatin = "sr-Latn"
    case english = "en"
}

/// Who issues: a decentralised identifier, a name and a page for people.
package struct IssuerProfile: Hashable, Sendable {
    /// `did:web:HOST:o:ISSUER`.
    package var did: String
    package var name: String
    package var url: String

    package init(did: String, name: String, url: String) {
        self.did = did
        self.name = name
        self.url = url
    }
}

/// Whose achievement it is: a random identifier and the name in both scripts.
package struct HolderFacts: Hashable, Sendable {
    /// `urn:uuid:` and a random UUID in small letters; a token's `sub`.
    package var id: String
    package var nameCyrillic: String
    package var nameLatin: String

    package init(id: String, nameCyrillic: String, nameLatin: String) {
        self.id = id
        self.nameCyrillic = nameCyrillic
        self.nameLatin = nameLatin
    }
}

/// What was achieved, and what had to be done for it.
package struct AchievementFacts: Hashable, Sendable {
    /// The kinds that we certify, by their names in Open Badges 3.0.
    package enum Kind: String, CaseIterable, Hashable, Sendable {
        case certificateOfCompletion = "CertificateOfCompletion"
        case certificate = "Certificate"
        case certification = "Certification"
        case course = "Course"
        case learningProgram = "LearningProgram"
    }

    package var url: String
    package var kind: Kind
    package var name: String
    package var description: String
    package var criteriaURL: String
    package var criteria: String
    package var version: String?

    package init(
        url: String,
        kind: Kind,
        name: String,
        description: String,
        criteriaURL: String,
        criteria: String,
        version: String? = nil
    ) {
        self.url = url
        self.kind = kind
        self.name = name
        self.description = description
        self.criteriaURL = criteriaURL
        self.criteria = criteria
        self.version = version
    }
}

/// The hours that were attended, with their days and place, in words.
package struct EvidenceFacts: Hashable, Sendable {
    package var name: String
    package var narrative: String

    package init(name: String, narrative: String) {
        self.name = name
        self.narrative = narrative
    }
}

/// The outcome of the final test, in percent.
package struct ResultFacts: Hashable, Sendable {
    /// What was tested.
    package var name: String
    /// Decimal text of 0 to 100, at most two decimals: `87`, `87.5`.
    package var percent: String
    /// What had to be reached, in the same form.
    package var percentToPass: String?

    package init(name: String, percent: String, percentToPass: String? = nil) {
        self.name = name
        self.percent = percent
        self.percentToPass = percentToPass
    }
}

/// The place in a status list that says whether the credential is revoked.
package struct StatusEntry: Hashable, Sendable {
    /// The address of the list.
    package var list: String
    package var index: Int

    package init(list: String, index: Int) {
        self.list = list
        self.index = index
    }
}
