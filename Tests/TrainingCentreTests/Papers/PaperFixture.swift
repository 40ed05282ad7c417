import Credentials
import Crypto
import Documents
import Foundation
import Postgres
import Testing

@testable import TrainingCentre

extension TrainingCentre {
    /// A closed cohort whose certificates are in the log.
    func issuedAndLogged(_ code: String, _ count: Int = 1) async throws -> [VerificationID] {
        let ids = try await Register(centre: self).issued(code, count)
        try await Sequencer(self).run()
        try await StatusPublisher(self).run()
        return ids
    }

    /// Answers what the centre says about a file: the state, or for an invalid one the code.
    func said(of file: [UInt8]) async throws -> String? {
        let answer = try await verify(file: file)
        return answer["status"] == "invalid" ? answer["code"]?.text : answer["status"]?.text
    }

    /// Enters a version of a part that differs from the program's own.
    @discardableResult
    func enter(
        _ part: PaperPart,
        replacing old: String,
        with new: String,
        by actor: Actor = .clerk
    ) async throws -> PaperVersion {
        let text = String(decoding: try CheckoutFiles.paperPart(part.rawValue), as: UTF8.self)
        let changed = text.replacing(old, with: new)
        #expect(changed != text)
        let papers = papers
        return try await write(Act(by: actor)) {
            try PaperVersion.enter(
                part,
                Array(changed.utf8),
                papers: papers,
                by: actor,
                in: $0
            )
        }
    }
}

/// A certificate's files and all that they are checked with, made once for many tests.
struct PaperFixture: Sendable {
    let pdf: [UInt8]
    let unsigned: [UInt8]
    /// The paper of another certificate, and that of this one in another language.
    let otherPDF: [UInt8]
    let png: [UInt8]
    let svg: [UInt8]
    let credential: [UInt8]
    let otherCredential: [UInt8]
    let proof: [UInt8]
    let signer: DocumentSigner
    let authorities: [X509Certificate]
    private let issuerDocument: [UInt8]
    private let statusList: [UInt8]
    private let logKey: String

    static let moment = Date(timeIntervalSince1970: 1_800_000_000)

    /// Made in the database of whichever test asks first.
    static func shared() async throws -> PaperFixture { try await task.value }

    private static let task = Task { try await PaperFixture(.ofTest) }

    private init(_ centre: TrainingCentre) async throws {
        let ids = try await centre.issuedAndLogged("PAPIR", 2)
        pdf = try await centre.file(.paper, of: ids[0], to: nil)
        otherPDF = try await centre.file(.paper, of: ids[1], to: nil)
        png = try await centre.file(.badge, of: ids[0], to: nil)
        svg = try await centre.file(.vectorBadge, of: ids[0], to: nil)
        credential = try await centre.file(.document, of: ids[0], to: nil)
        otherCredential = try await centre.file(.document, of: ids[1], to: nil)
        proof = try await centre.file(.logProof, of: ids[0], to: nil)
        let (papers, signing) = (centre.papers, centre.signing)
        (unsigned, signer, authorities, issuerDocument, statusList, logKey) =
            try await centre.read {
                let issuer = try Issuer.own(in: $0)
                let now = try #require(try $0.value("SELECT now()", as: Date.self))
                return (
                    try SignedPaper.draw(
                        PaperFacts.find(ids[0], in: $0),
                        .serbianCyrillic,
                        issuer,
                        signing.addresses,
                        PaperDesign(papers, in: $0)
                    ),
                    try DocumentSigning(signing, at: now, in: $0).signer,
                    try DocumentCertificate.trusted(in: $0),
                    try IssuerPublication.document(issuer.slug, signing, in: $0).bytes,
                    try IssuerPublication.statusList(1, of: issuer.slug, in: $0),
                    try PublishedLog.key(signing, in: $0).description
                )
            }
    }

    /// What is said about a file with nothing but what an outsider has: the state, or for an
    /// invalid one the code and the reason.
    func answer(to file: [UInt8]) throws -> (String?, reason: String?) {
        let files = PresentedFiles(
            certificate: file,
            issuerDocument: issuerDocument,
            statusList: statusList,
            logKey: logKey,
            authorities: authorities
        )
        // The status list is of today, and good for a week.
        let answer = try files.answer(at: Int(Date().timeIntervalSince1970))
        let isInvalid = answer["status"] == "invalid"
        return (answer[isInvalid ? "code" : "status"]?.text, answer["reason"]?.text)
    }

    /// The drawing with files attached, signed by somebody.
    func signed(
        by signer: DocumentSigner,
        _ credential: [UInt8],
        _ proof: [UInt8]?
    ) throws -> [UInt8] {
        try PaperFixture.signed(unsigned, by: signer, credential, proof)
    }

    static func signed(
        _ unsigned: [UInt8],
        by signer: DocumentSigner,
        _ credential: [UInt8],
        _ proof: [UInt8]?
    ) throws -> [UInt8] {
        let files = [(SignedPaper.credentialName, credential), (SignedPaper.proofName, proof)]
        let attached = try PDFAttachment.attach(
            files.compactMap { name, bytes in
                bytes.map {
                    PDFAttachment(name: name, mediaType: "text/plain", purpose: name, bytes: $0)
                }
            },
            to: unsigned,
            at: Date()
        )
        return try signer.sign(attached, at: Date())
    }

    /// The picture with the chunk of the credential so often.
    func pngWithCredentials(_ count: Int) throws -> [UInt8] {
        let type = try #require(png.firstRange(of: Array("iTXt".utf8)))
        let start = type.lowerBound - 4
        let length = png[start..<type.lowerBound].reduce(0) { $0 << 8 | Int($1) }
        let end = start + 12 + length
        var changed = Array(png[..<start])
        for _ in 0..<count { changed.append(contentsOf: png[start..<end]) }
        changed.append(contentsOf: png[end...])
        return changed
    }

    /// Somebody else with names like ours.
    func forger() throws -> DocumentSigner {
        let (authorityKey, key) = (P256.Signing.PrivateKey(), P256.Signing.PrivateKey())
        let name = X509Name(
            commonName: "Training Centre for Migration",
            organisation: "Training Centre for Migration",
            country: "RS"
        )
        let validity = Date(timeIntervalSinceNow: -60)...Date(timeIntervalSinceNow: 86_400)
        let authority = try X509Certificate.authority(
            name,
            key: authorityKey,
            serial: Array(1...8),
            validity: validity
        )
        let certificate = try authority.issue(
            name,
            for: key.publicKey,
            authorityKey: authorityKey,
            serial: Array(2...9),
            validity: validity
        )
        return try DocumentSigner(key: key, certificate: certificate, chain: [authority])
    }
}

extension [UInt8] {
    /// The bytes with one place in them changed; an issue when there is no such place.
    func replacing(_ old: String, with new: String) -> [UInt8] {
        guard let range = firstRange(of: Array(old.utf8)) else {
            Issue.record("there is no \(old)")
            return self
        }
        return Array(self[..<range.lowerBound]) + Array(new.utf8) + self[range.upperBound...]
    }

    /// The bytes with one of them changed, so far behind a mark.
    func changed(behind mark: String, by distance: Int) -> [UInt8] {
        guard let range = firstRange(of: Array(mark.utf8)) else {
            Issue.record("there is no \(mark)")
            return self
        }
        var bytes = self
        // Another symbol of Base58, so that a signature stays one.
        let (place, two) = (range.upperBound + distance, UInt8(ascii: "2"))
        bytes[place] = bytes[place] == two ? two + 1 : two
        return bytes
    }
}
