import Documents

/// The one shape that our credentials have, written as canonical JSON (RFC 8785).
///
/// The order of the members is the canonical one; `CredentialReader` reads the same shape, and
/// `CredentialStatements` says it in N-Quads: the three are changed together.
enum CredentialTemplate {
    /// What the document carries beside the facts.
    enum Secured {
        case not
        case byProof(DataIntegrityProof)
        /// The registered claims of a token.
        case byToken
    }

    static let contexts = [
        "https://www.w3.org/ns/credentials/v2",
        "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json",
    ]
    static let types = ["VerifiableCredential", "OpenBadgeCredential"]
    /// The kind of an identity that is a number in our register: Open Badges' own have none.
    static let registerNumber = "ext:registerNumber"

    static func bytes(of facts: CredentialFacts, secured: Secured) -> [UInt8] {
        var writer = JSONWriter(reserving: 4096)
        writer.openObject()
        writer.member("@context", contexts)
        if let awarded = facts.awarded { writer.member("awardedDate", awarded.description) }
        status(facts, &writer)
        subject(facts, &writer)
        evidence(facts, &writer)
        if case .byToken = secured, let until = facts.validUntil {
            writer.member("exp", until.unixSeconds)
        }
        writer.member("id", facts.url)
        if case .byToken = secured { writer.member("iss", facts.issuer.did) }
        issuer(facts.issuer, &writer)
        if case .byToken = secured { writer.member("jti", facts.url) }
        writer.member("name", facts.achievement.name)
        if case .byToken = secured { writer.member("nbf", facts.validFrom.unixSeconds) }
        if case .byProof(let proof) = secured { proof.write(to: &writer) }
        if case .byToken = secured { writer.member("sub", facts.holder.id) }
        writer.member("type", types)
        writer.member("validFrom", facts.validFrom.description)
        if let until = facts.validUntil { writer.member("validUntil", until.description) }
        writer.closeObject()
        return writer.bytes
    }

    private static func status(_ facts: CredentialFacts, _ writer: inout JSONWriter) {
        writer.name("credentialStatus")
        writer.openObject()
        writer.member("id", facts.statusURL)
        writer.member("statusListCredential", facts.status.list)
        writer.member("statusListIndex", String(facts.status.index))
        writer.member("statusPurpose", "revocation")
        writer.member("type", "BitstringStatusListEntry")
        writer.closeObject()
    }

    private static func subject(_ facts: CredentialFacts, _ writer: inout JSONWriter) {
        writer.name("credentialSubject")
        writer.openObject()
        achievement(facts, &writer)
        writer.member("id", facts.holder.id)
        writer.name("identifier")
        writer.openArray()
        for identity in facts.identities {
            writer.openObject()
            writer.member("hashed", false)
            writer.member("identityHash", identity.text)
            writer.member("identityType", identity.type)
            writer.member("type", "IdentityObject")
            writer.closeObject()
        }
        writer.closeArray()
        writer.member("licenseNumber", facts.licenseNumber)
        writer.member("name", facts.holderName)
        if let result = facts.result {
            writer.name("result")
            writer.openArray()
            writer.openObject()
            writer.member("id", facts.resultURL)
            writer.member("resultDescription", facts.resultDescriptionURL)
            writer.member("type", ["Result"])
            writer.member("value", result.percent)
            writer.closeObject()
            writer.closeArray()
        }
        writer.member("type", ["AchievementSubject"])
        writer.closeObject()
    }

    private static func achievement(_ facts: CredentialFacts, _ writer: inout JSONWriter) {
        let achievement = facts.achievement
        writer.name("achievement")
        writer.openObject()
        writer.member("achievementType", achievement.kind.rawValue)
        writer.name("criteria")
        writer.openObject()
        writer.member("id", achievement.criteriaURL)
        writer.member("narrative", achievement.criteria)
        writer.closeObject()
        writer.member("description", achievement.description)
        writer.member("id", achievement.url)
        writer.member("inLanguage", facts.language.rawValue)
        writer.member("name", achievement.name)
        if let result = facts.result {
            writer.name("resultDescription")
            writer.openArray()
            writer.openObject()
            writer.member("id", facts.resultDescriptionURL)
            writer.member("name", result.name)
            if let required = result.percentToPass { writer.member("requiredValue", required) }
            writer.member("resultType", "Percent")
            writer.member("type", ["ResultDescription"])
            writer.member("valueMax", "100")
            writer.member("valueMin", "0")
            writer.closeObject()
            writer.closeArray()
        }
        writer.member("type", ["Achievement"])
        if let version = achievement.version { writer.member("version", version) }
        writer.closeObject()
    }

    private static func evidence(_ facts: CredentialFacts, _ writer: inout JSONWriter) {
        guard let evidence = facts.evidence else { return }
        writer.name("evidence")
        writer.openArray()
        writer.openObject()
        writer.member("id", facts.evidenceURL)
        writer.member("name", evidence.name)
        writer.member("narrative", evidence.narrative)
        writer.member("type", ["Evidence"])
        writer.closeObject()
        writer.closeArray()
    }

    private static func issuer(_ issuer: IssuerProfile, _ writer: inout JSONWriter) {
        writer.name("issuer")
        writer.openObject()
        writer.member("id", issuer.did)
        writer.member("name", issuer.name)
        writer.member("type", ["Profile"])
        writer.member("url", issuer.url)
        writer.closeObject()
    }
}

extension CredentialFacts {
    /// A name or number that identifies the holder, and its kind.
    struct Identity {
        let type: String
        let text: String
    }

    /// The holder's name in both scripts, once when they are the same, and the register number.
    ///
    /// No two are equal, so that canonical N-Quads can label each by itself alone.
    var identities: [Identity] {
        var identities = [Identity(type: "name", text: holder.nameCyrillic)]
        if !holder.nameLatin.utf8.elementsEqual(holder.nameCyrillic.utf8) {
            identities.append(Identity(type: "name", text: holder.nameLatin))
        }
        identities.append(
            Identity(type: CredentialTemplate.registerNumber, text: registerNumber)
        )
        return identities
    }

    /// The name in the script of the credential's language.
    ///
    /// The order of the identities is not signed by an embedded proof; this tells which is which.
    var holderName: String {
        language == .serbianCyrillic ? holder.nameCyrillic : holder.nameLatin
    }

    /// The printed verification ID.
    var licenseNumber: String { verificationID?.printed ?? "" }
}

extension JSONWriter {
    mutating func member(_ name: StaticString, _ text: String) {
        self.name(name)
        string(text)
    }

    mutating func member(_ name: StaticString, _ texts: [String]) {
        self.name(name)
        openArray()
        for text in texts { string(text) }
        closeArray()
    }

    mutating func member(_ name: StaticString, _ integer: Int) {
        self.name(name)
        self.integer(integer)
    }

    mutating func member(_ name: StaticString, _ bool: Bool) {
        self.name(name)
        literal(bool ? "true" : "false")
    }
}
