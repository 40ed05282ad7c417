import Crypto
import Foundation
import SwiftASN1

/// A detached signature in the Cryptographic Message Syntax (RFC 5652) as PAdES B-B wants it.
///
/// One signer, SHA-256 and ECDSA with P-256, the signed attributes content type, message digest
/// and signing certificate (ETSI EN 319 142-1, 6.3; RFC 5035), and no time of signing.
struct CMSSignature {
    let certificates: [X509Certificate]
    let signer: X509Certificate
    private let attributes: [UInt8]
    private let signature: P256.Signing.ECDSASignature
    private let digest: [UInt8]
    private let certificateDigest: [UInt8]

    private struct Damaged: Error {}

    // MARK: Making

    /// The signature of something with this SHA-256.
    static func make(
        digest: [UInt8],
        key: P256.Signing.PrivateKey,
        certificate: X509Certificate,
        chain: [X509Certificate]
    ) throws -> [UInt8] {
        let attributes = DERBytes.sorted([
            try attribute(.contentType, DERBytes.identifier(.data)),
            try attribute(.messageDigest, DERBytes.octets(digest)),
            try attribute(.signingCertificateV2, signingCertificate(certificate)),
        ])
        // Signed as a set, written with the tag 0 (RFC 5652, 5.4).
        let signature = try key.signature(for: DERBytes.set(attributes)).derRepresentation
        return try encoded(
            signer: certificate,
            certificates: [certificate] + chain,
            attributes: attributes,
            signature: Array(signature)
        )
    }

    private static func encoded(
        signer: X509Certificate,
        certificates: [X509Certificate],
        attributes: [[UInt8]],
        signature: [UInt8]
    ) throws -> [UInt8] {
        let sha256 = DERBytes.sequence(try DERBytes.identifier(.sha256))
        let info = DERBytes.sequence(
            DERBytes.integer([1]),
            DERBytes.sequence(signer.issuer, DERBytes.integer(signer.serial)),
            sha256,
            DERBytes.tagged(0, attributes),
            DERBytes.sequence(try DERBytes.identifier(.ecdsaWithSHA256)),
            DERBytes.octets(signature)
        )
        let signedData = DERBytes.sequence(
            DERBytes.integer([1]),
            DERBytes.set([sha256]),
            DERBytes.sequence(try DERBytes.identifier(.data)),
            DERBytes.tagged(0, DERBytes.sorted(certificates.map(\.der))),
            DERBytes.set([info])
        )
        return DERBytes.sequence(
            try DERBytes.identifier(.signedData),
            DERBytes.tagged(0, [signedData])
        )
    }

    private static func attribute(
        _ type: ASN1ObjectIdentifier,
        _ value: [UInt8]
    ) throws -> [UInt8] {
        DERBytes.sequence(try DERBytes.identifier(type), DERBytes.set([value]))
    }

    /// ESSCertIDv2 with SHA-256, which is the default and left out (RFC 5035, 4).
    private static func signingCertificate(_ certificate: X509Certificate) -> [UInt8] {
        let hash = DERBytes.octets(Array(SHA256.hash(data: certificate.der)))
        return DERBytes.sequence(DERBytes.sequence(DERBytes.sequence(hash)))
    }

    // MARK: Reading

    /// Reads a signature of this shape, and throws for everything else.
    ///
    /// What the signature does not cover has to be as `make` writes it, so that no byte of it can
    /// be changed unnoticed.
    init(der: [UInt8]) throws {
        let data = try DER.sequence(DER.parse(der), identifier: .sequence) { nodes in
            guard try ASN1ObjectIdentifier(derEncoded: &nodes) == .signedData else {
                throw Damaged()
            }
            return try DER.explicitlyTagged(&nodes, tagNumber: 0, tagClass: .contextSpecific) { $0 }
        }
        let (set, signers) = try DER.sequence(data, identifier: .sequence) { nodes in
            _ = try Int(derEncoded: &nodes)
            _ = try X509Reading.next(&nodes)
            _ = try X509Reading.next(&nodes)
            let certificates = try X509Reading.next(&nodes)
            guard certificates.identifier.tagNumber == 0,
                certificates.identifier.tagClass == .contextSpecific
            else { throw Damaged() }
            return (certificates, try X509Reading.next(&nodes))
        }
        certificates = try Self.children(set, countMax: X509Limits.chainMax).map {
            try X509Certificate(der: Array($0.encodedBytes))
        }
        guard signers.identifier == .set, let info = try Self.children(signers, countMax: 1).first
        else { throw Damaged() }
        let fields = try Self.signerFields(info)
        guard
            let signer = certificates.first(where: {
                $0.issuer == fields.issuer && $0.serial == fields.serial
            })
        else { throw Damaged() }
        self.signer = signer
        signature = try P256.Signing.ECDSASignature(derRepresentation: fields.signature)
        // Back to the set that was signed.
        let parts = try Self.children(fields.attributes, countMax: 8)
        attributes = DERBytes.constructed(.set, parts.map { Array($0.encodedBytes) })
        let values = try Self.values(parts)
        guard let type = values[.contentType], let digest = values[.messageDigest],
            let certificate = values[.signingCertificateV2],
            try ASN1ObjectIdentifier(derEncoded: type) == .data
        else { throw Damaged() }
        self.digest = Array(try ASN1OctetString(derEncoded: digest).bytes)
        certificateDigest = try Self.certificateDigest(certificate)
        let again = try Self.encoded(
            signer: signer,
            certificates: certificates,
            attributes: parts.map { Array($0.encodedBytes) },
            signature: Array(fields.signature)
        )
        guard again == der else { throw Damaged() }
    }

    private static func children(_ node: ASN1Node, countMax: Int) throws -> [ASN1Node] {
        guard case .constructed(let nodes) = node.content else { throw Damaged() }
        let children = Array(nodes.prefix(countMax + 1))
        guard children.count <= countMax else { throw Damaged() }
        return children
    }

    private struct SignerFields {
        let issuer: [UInt8]
        let serial: [UInt8]
        let attributes: ASN1Node
        let signature: ArraySlice<UInt8>
    }

    private static func signerFields(_ node: ASN1Node) throws -> SignerFields {
        try DER.sequence(node, identifier: .sequence) { nodes in
            guard try Int(derEncoded: &nodes) == 1 else { throw Damaged() }
            let (issuer, serial) = try DER.sequence(
                X509Reading.next(&nodes),
                identifier: .sequence
            ) { nodes in
                let issuer = Array(try X509Reading.next(&nodes).encodedBytes)
                return (issuer, Array(try ArraySlice<UInt8>(derEncoded: &nodes)))
            }
            guard try algorithm(X509Reading.next(&nodes)) == .sha256 else { throw Damaged() }
            let attributes = try X509Reading.next(&nodes)
            guard attributes.identifier.tagNumber == 0,
                try algorithm(X509Reading.next(&nodes)) == .ecdsaWithSHA256
            else { throw Damaged() }
            return SignerFields(
                issuer: issuer,
                serial: serial,
                attributes: attributes,
                signature: try ASN1OctetString(derEncoded: &nodes).bytes
            )
        }
    }

    private static func algorithm(_ node: ASN1Node) throws -> ASN1ObjectIdentifier {
        guard let type = try children(node, countMax: 2).first else { throw Damaged() }
        return try ASN1ObjectIdentifier(derEncoded: type)
    }

    /// The one value of each attribute.
    private static func values(_ nodes: [ASN1Node]) throws -> [ASN1ObjectIdentifier: ASN1Node] {
        var values: [ASN1ObjectIdentifier: ASN1Node] = [:]
        for node in nodes {
            let parts = try children(node, countMax: 2)
            guard parts.count == 2, let value = try children(parts[1], countMax: 1).first else {
                throw Damaged()
            }
            let type = try ASN1ObjectIdentifier(derEncoded: parts[0])
            guard values.updateValue(value, forKey: type) == nil else { throw Damaged() }
        }
        return values
    }

    private static func certificateDigest(_ node: ASN1Node) throws -> [UInt8] {
        guard let list = try children(node, countMax: 2).first,
            let entry = try children(list, countMax: X509Limits.chainMax).first,
            let hash = try children(entry, countMax: 3).first
        else { throw Damaged() }
        // Another algorithm than the default would stand before the hash.
        return Array(try ASN1OctetString(derEncoded: hash).bytes)
    }

    // MARK: Checking

    func isOf(digest: [UInt8]) -> Bool { self.digest == digest }

    /// Whether the signed attributes name the certificate that came with the signature.
    var namesSigner: Bool { certificateDigest == Array(SHA256.hash(data: signer.der)) }

    var isSignedBySigner: Bool {
        signer.publicKey?.isValidSignature(signature, for: attributes) ?? false
    }

    /// Whether the signer's certificate goes back to one of the authorities, by way of the
    /// certificates beside it, and whether each of those is needed for that.
    ///
    /// A signer who stands among the authorities himself needs nobody above him.
    func leads(to authorities: [X509Certificate], at moment: Date) -> ChainAnswer {
        guard signer.extensions.maySignDocuments else { return .unknownSigner }
        if authorities.contains(signer) {
            guard signer.isValid(at: moment) else { return .notValidThen }
            return isOneChain ? .trusted : .otherCertificate
        }
        var last = signer
        var chain = [signer]
        for below in 0..<X509Limits.chainMax {
            guard last.isValid(at: moment) else { return .notValidThen }
            func mayIssue(_ issuer: X509Certificate) -> Bool {
                issuer.extensions.maySignCertificates
                    && issuer.extensions.pathLengthMax ?? .max >= below && issuer.hasSigned(last)
            }
            if let root = authorities.first(where: mayIssue) {
                guard root.isValid(at: moment) else { return .notValidThen }
                return certificates.allSatisfy((chain + [root]).contains)
                    ? .trusted : .otherCertificate
            }
            guard let issuer = certificates.first(where: { $0 != last && mayIssue($0) }) else {
                return .unknownSigner
            }
            last = issuer
            chain.append(issuer)
        }
        return .unknownSigner
    }

    /// Whether the certificates are the signer's and those above it, each signed by the next.
    private var isOneChain: Bool {
        var chain = [signer]
        while let last = chain.last,
            let above = certificates.first(where: { !chain.contains($0) && $0.hasIssued(last) })
        {
            chain.append(above)
        }
        return chain.count == certificates.count
    }

    enum ChainAnswer {
        case trusted, unknownSigner, notValidThen, otherCertificate
    }
}
