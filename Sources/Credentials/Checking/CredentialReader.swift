import Documents

/// Reads the shape that `CredentialTemplate` writes, and no other.
///
/// White space between the parts and the order of members are free, since no proof signs them;
/// everything else has to be what the template would write for the same facts.
struct CredentialReader {
    let facts: CredentialFacts
    let proof: DataIntegrityProof?

    /// How the document is secured, which decides about the members it has beside the facts.
    enum Form {
        case withProof, inToken
    }

    init(_ json: JSON, form: Form) throws {
        var document = try ObjectReader(json, at: "")
        let contexts = try document.value("@context").elements?.map { $0.text ?? "" }
        guard let contexts, contexts.elementsEqual(CredentialTemplate.contexts, by: sameBytes)
        else { throw CredentialProblem.wrongContexts }
        try document.constant("type", CredentialTemplate.types)
        facts = try Self.facts(&document)
        switch form {
        case .withProof: proof = try DataIntegrityProof(&document)
        case .inToken:
            proof = nil
            try Self.checkClaims(&document, facts)
        }
        try document.end()
        try Self.checkWhole(json, facts, form, proof)
    }

    private static func facts(_ document: inout ObjectReader) throws -> CredentialFacts {
        let url = try document.text("id")
        var issuer = try document.object("issuer")
        try issuer.constant("type", ["Profile"])
        let profile = IssuerProfile(
            did: try issuer.text("id"),
            name: try issuer.text("name"),
            url: try issuer.text("url")
        )
        try issuer.end()
        let validFrom = try document.moment("validFrom")
        let validUntil = try document.optionalMoment("validUntil")
        let awarded = try document.optionalMoment("awardedDate")
        let status = try status(document.object("credentialStatus"))
        let evidence = try document.optionalOnlyObject("evidence").map {
            try Self.evidence($0, of: url)
        }
        let subject = try SubjectReader(document.object("credentialSubject"), credential: url)
        try document.constant("name", subject.achievement.name)
        return CredentialFacts(
            url: url,
            issuer: profile,
            validFrom: validFrom,
            validUntil: validUntil,
            awarded: awarded,
            holder: subject.holder,
            registerNumber: subject.registerNumber,
            language: subject.language,
            achievement: subject.achievement,
            evidence: evidence,
            result: subject.result,
            status: status
        )
    }

    private static func status(_ object: ObjectReader) throws -> StatusEntry {
        var object = object
        try object.constant("type", "BitstringStatusListEntry")
        try object.constant("statusPurpose", "revocation")
        let list = try object.text("statusListCredential")
        let digits = try object.text("statusListIndex")
        guard let index = Int(digits), String(index) == digits else {
            throw object.wrongValue("statusListIndex")
        }
        try object.constant("id", "\(list)#\(index)")
        try object.end()
        return StatusEntry(list: list, index: index)
    }

    private static func evidence(_ object: ObjectReader, of url: String) throws -> EvidenceFacts {
        var object = object
        try object.constant("type", ["Evidence"])
        try object.constant("id", url + "#hours")
        let evidence = EvidenceFacts(
            name: try object.text("name"),
            narrative: try object.text("narrative")
        )
        try object.end()
        return evidence
    }

    private static func checkClaims(
        _ document: inout ObjectReader,
        _ facts: CredentialFacts
    ) throws {
        let texts = [("iss", facts.issuer.did), ("jti", facts.url), ("sub", facts.holder.id)]
        for (name, expected) in texts
        where try !sameBytes(document.text(name), expected) {
            throw CredentialProblem.wrongClaim(name)
        }
        guard try document.integer("nbf") == facts.validFrom.unixSeconds else {
            throw CredentialProblem.wrongClaim("nbf")
        }
        let expiry = document.optional("exp")
        guard expiry == facts.validUntil.map({ .integer($0.unixSeconds) }) else {
            throw CredentialProblem.wrongClaim("exp")
        }
    }

    /// What is written for the facts has to be what was read: the last word on every part that
    /// was forgotten above.
    private static func checkWhole(
        _ json: JSON,
        _ facts: CredentialFacts,
        _ form: Form,
        _ proof: DataIntegrityProof?
    ) throws {
        do { try facts.check() } catch let problem as FactProblem {
            throw CredentialProblem.unacceptableFact(problem)
        }
        let secured: CredentialTemplate.Secured =
            if let proof { .byProof(proof) } else if form == .inToken { .byToken } else { .not }
        guard (try? JCS.bytes(of: json)) == CredentialTemplate.bytes(of: facts, secured: secured)
        else { throw CredentialProblem.differentForm }
    }
}

/// Whether two texts have the same bytes; `==` calls composed and decomposed letters equal.
func sameBytes(_ first: String, _ second: String) -> Bool {
    first.utf8.elementsEqual(second.utf8)
}

extension DataIntegrityProof {
    /// Takes the one proof that a document of ours has.
    init(_ document: inout ObjectReader) throws {
        guard let value = document.optional("proof") else { throw CredentialProblem.noProof }
        if value.elements != nil { throw CredentialProblem.severalProofs }
        var proof = try ObjectReader(value, at: "proof")
        let constants = [
            ("type", Self.type), ("cryptosuite", Self.suite), ("proofPurpose", Self.purpose),
        ]
        for (name, expected) in constants where try !sameBytes(proof.text(name), expected) {
            throw CredentialProblem.wrongProof(name)
        }
        created = try proof.moment("created")
        verificationMethod = try proof.text("verificationMethod")
        let text = try proof.text("proofValue")
        guard text.utf8.first == UInt8(ascii: "z"), let bytes = Base58.bytes(of: text.dropFirst()),
            bytes.count == Self.signatureBytes
        else { throw CredentialProblem.wrongProof("proofValue") }
        signature = bytes
        try proof.end()
    }
}
