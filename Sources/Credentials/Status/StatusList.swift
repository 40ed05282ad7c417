import Crypto
import Documents

/// A status list as a credential (W3C Bitstring Status List 1.0, 2.2): one closed template again.
package struct StatusList: Hashable, Sendable {
    /// What the list says beside its bits.
    package struct Facts: Hashable, Sendable {
        /// The list's address.
        package var url: String
        /// The issuer's decentralised identifier, that of the credentials in the list.
        package var issuer: String
        package var validFrom: Moment
        /// Until when a copy may be relied on.
        package var validUntil: Moment
        /// How long a copy may be used before a newer one is asked for, in milliseconds.
        package var lifetimeMilliseconds: Int

        package init(
            url: String,
            issuer: String,
            validFrom: Moment,
            validUntil: Moment,
            lifetimeMilliseconds: Int
        ) {
            self.url = url
            self.issuer = issuer
            self.validFrom = validFrom
            self.validUntil = validUntil
            self.lifetimeMilliseconds = lifetimeMilliseconds
        }

        func check() throws {
            try CertifiedAddress.check(url, "id")
            try CertifiedAddress.checkDID(issuer, "issuer")
            if validUntil <= validFrom { throw FactProblem("validUntil", .outOfRange) }
            guard (0...JCS.integerMax).contains(lifetimeMilliseconds) else {
                throw FactProblem("credentialSubject.ttl", .outOfRange)
            }
        }
    }

    package let facts: Facts
    package let bits: StatusBits
    /// The bits as the credential holds them: `u` and the base64url of their gzip.
    let encodedList: String

    /// Takes facts and bits.
    ///
    /// - Throws: `FactProblem`, and a failure of zlib.
    package init(_ facts: Facts, bits: StatusBits) throws {
        try facts.check()
        self.facts = facts
        self.bits = bits
        encodedList = "u" + Base64URL.text(of: try Gzip.compressed(bits.bytes))
    }

    /// Takes the bits as they came; nil when they are not those of one list.
    init?(_ facts: Facts, encodedList: String) throws {
        try facts.check()
        guard encodedList.utf8.first == UInt8(ascii: "u"),
            let compressed = Base64URL.bytes(of: encodedList.dropFirst()),
            let bytes = Gzip.decompressed(compressed, byteCount: StatusBits.byteCount),
            let bits = StatusBits(bytes: bytes)
        else { return nil }
        self.facts = facts
        self.bits = bits
        self.encodedList = encodedList
    }

    /// The list with an embedded proof of the suite `eddsa-rdfc-2022`.
    ///
    /// - Throws: `SigningError` when the key is not the issuer's.
    package func secured(with signer: ProofSigner, created: Moment) throws -> [UInt8] {
        try SigningError.check(signer.verificationMethod, isOf: facts.issuer)
        let proof = try signer.proof(of: statements.hash, created: created)
        return bytes(proof: proof)
    }

    // MARK: The template, as JSON and as statements

    static let contexts = ["https://www.w3.org/ns/credentials/v2"]
    static let types = ["VerifiableCredential", "BitstringStatusListCredential"]
    static let subjectType = "BitstringStatusList"
    static let purpose = "revocation"

    var subjectURL: String { facts.url + "#list" }

    func bytes(proof: DataIntegrityProof?) -> [UInt8] {
        var writer = JSONWriter(reserving: 1024 + encodedList.utf8.count)
        writer.openObject()
        writer.member("@context", Self.contexts)
        writer.name("credentialSubject")
        writer.openObject()
        writer.member("encodedList", encodedList)
        writer.member("id", subjectURL)
        writer.member("statusPurpose", Self.purpose)
        writer.member("ttl", facts.lifetimeMilliseconds)
        writer.member("type", Self.subjectType)
        writer.closeObject()
        writer.member("id", facts.url)
        writer.member("issuer", facts.issuer)
        proof?.write(to: &writer)
        writer.member("type", Self.types)
        writer.member("validFrom", facts.validFrom.description)
        writer.member("validUntil", facts.validUntil.description)
        writer.closeObject()
        return writer.bytes
    }

    var statements: NQuads {
        var quads = NQuads(reserving: 4096 + encodedList.utf8.count)
        let node = NQuads.Node.iri(facts.url)
        let list = NQuads.Node.iri(subjectURL)
        quads.add(node, Vocabulary.type, .term(Vocabulary.VC.credential))
        quads.add(node, Vocabulary.type, .term(Vocabulary.Status.listCredential))
        quads.add(node, Vocabulary.VC.subject, .node(list))
        quads.add(node, Vocabulary.VC.issuer, .node(.iri(facts.issuer)))
        let from = NQuads.Object.typed(facts.validFrom.description, Vocabulary.dateTime)
        quads.add(node, Vocabulary.VC.validFrom, from)
        let until = NQuads.Object.typed(facts.validUntil.description, Vocabulary.dateTime)
        quads.add(node, Vocabulary.VC.validUntil, until)
        quads.add(list, Vocabulary.type, .term(Vocabulary.Status.list))
        let encoded = NQuads.Object.typed(encodedList, Vocabulary.Security.multibase)
        quads.add(list, Vocabulary.Status.encodedList, encoded)
        quads.add(list, Vocabulary.Status.purpose, .text(Self.purpose))
        let lifetime = String(facts.lifetimeMilliseconds)
        quads.add(list, Vocabulary.Status.lifetime, .typed(lifetime, Vocabulary.integer))
        return quads
    }
}
