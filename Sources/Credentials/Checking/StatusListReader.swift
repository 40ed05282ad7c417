import Documents

extension StatusList {
    /// What a list may be long: far more than 131,072 bits that do not compress.
    private static let bytesMax = 65_536

    /// Reads a signed list strictly; the signature is not checked here.
    static func read(_ bytes: [UInt8]) throws -> (list: StatusList, proof: DataIntegrityProof) {
        guard bytes.count <= bytesMax else { throw CredentialProblem.tooLarge(bytesMax: bytesMax) }
        let json = try Received.json(bytes)
        var document = try ObjectReader(json, at: "")
        let contexts = try document.value("@context").elements?.map { $0.text ?? "" }
        guard let contexts, contexts.elementsEqual(Self.contexts, by: sameBytes) else {
            throw CredentialProblem.wrongContexts
        }
        try document.constant("type", types)
        let url = try document.text("id")
        var subject = try document.object("credentialSubject")
        try subject.constant("type", subjectType)
        try subject.constant("id", url + "#list")
        try subject.constant("statusPurpose", purpose)
        let facts = Facts(
            url: url,
            issuer: try document.text("issuer"),
            validFrom: try document.moment("validFrom"),
            validUntil: try document.moment("validUntil"),
            lifetimeMilliseconds: try subject.integer("ttl")
        )
        let encodedList = try subject.text("encodedList")
        try subject.end()
        let proof = try DataIntegrityProof(&document)
        try document.end()
        return (try list(facts, encodedList), proof)
    }

    private static func list(_ facts: Facts, _ encodedList: String) throws -> StatusList {
        do {
            guard let list = try StatusList(facts, encodedList: encodedList) else {
                throw CredentialProblem.wrongValue("credentialSubject.encodedList")
            }
            return list
        } catch let problem as FactProblem {
            throw CredentialProblem.unacceptableFact(problem)
        }
    }
}
