import Crypto
import Foundation
import SwiftASN1

/// Whom a certificate is about.
package struct X509Name: Sendable {
    package let commonName: String
    package let organisation: String
    /// Two capitals (ISO 3166).
    package let country: String

    package init(commonName: String, organisation: String, country: String) {
        (self.commonName, self.organisation, self.country) = (commonName, organisation, country)
    }

    fileprivate func der() throws -> [UInt8] {
        // The upper bounds of RFC 5280, appendix A.1.
        guard (1...64) ~= commonName.count, (1...64) ~= organisation.count else {
            throw X509Error.refused("a name has 1 to 64 characters")
        }
        guard country.utf8.count == 2, country.utf8.allSatisfy({ (0x41...0x5A) ~= $0 }) else {
            throw X509Error.refused("a country is two capitals")
        }
        func part(
            _ type: ASN1ObjectIdentifier,
            _ kind: ASN1Identifier,
            _ text: String
        ) throws -> [UInt8] {
            let value = DERBytes.primitive(kind, Array(text.utf8))
            return DERBytes.set([DERBytes.sequence(try DERBytes.identifier(type), value)])
        }
        return DERBytes.sequence(
            try part(.country, .printableString, country),
            try part(.organisation, .utf8String, organisation),
            try part(.commonName, .utf8String, commonName)
        )
    }
}

extension X509Certificate {
    /// A certificate authority of one's own: a certificate that signs itself.
    ///
    /// It may sign certificates of signers, and no other authority. `serial` is 8 to 20 bytes of
    /// chance that the caller gives. Throws `X509Error.refused`.
    package static func authority(
        _ name: X509Name,
        key: P256.Signing.PrivateKey,
        serial: [UInt8],
        validity: ClosedRange<Date>
    ) throws -> X509Certificate {
        let der = try name.der()
        let identifier = keyIdentifier(key.publicKey)
        return try make(
            Body(
                serial: serial,
                issuer: der,
                subject: der,
                validity: validity,
                key: key.publicKey,
                extensions: [
                    critical(
                        .basicConstraints,
                        DERBytes.sequence(
                            DERBytes.primitive(.boolean, [0xFF]),
                            DERBytes.integer([0])
                        )
                    ),
                    critical(
                        .keyUsage,
                        DERBytes.bits(
                            [X509Extensions.certificateSigning | X509Extensions.listSigning],
                            unused: 1
                        )
                    ),
                    plain(.subjectKeyIdentifier, DERBytes.octets(identifier)),
                ]
            ),
            signedWith: key
        )
    }

    /// A certificate for a key that signs documents, issued by this authority.
    ///
    /// It carries the purposes e-mail protection and document signing: the first is what readers
    /// of PDF ask for. Throws `X509Error.refused`.
    package func issue(
        _ name: X509Name,
        for publicKey: P256.Signing.PublicKey,
        authorityKey: P256.Signing.PrivateKey,
        serial: [UInt8],
        validity: ClosedRange<Date>
    ) throws -> X509Certificate {
        guard let ownKey = self.publicKey,
            ownKey.rawRepresentation == authorityKey.publicKey.rawRepresentation
        else { throw X509Error.refused("this is not the authority's key") }
        let purposes = DERBytes.sequence(
            try DERBytes.identifier(.emailProtection),
            try DERBytes.identifier(.documentSigning)
        )
        let usage = X509Extensions.digitalSignature | X509Extensions.nonRepudiation
        return try Self.make(
            Body(
                serial: serial,
                issuer: subject,
                subject: try name.der(),
                validity: validity,
                key: publicKey,
                extensions: [
                    Self.critical(.basicConstraints, DERBytes.sequence()),
                    Self.critical(.keyUsage, DERBytes.bits([usage], unused: 6)),
                    Self.plain(.extendedKeyUsage, purposes),
                    Self.plain(
                        .subjectKeyIdentifier,
                        DERBytes.octets(Self.keyIdentifier(publicKey))
                    ),
                    Self.plain(
                        .authorityKeyIdentifier,
                        DERBytes.sequence(
                            DERBytes.tagged(0, primitive: Self.keyIdentifier(ownKey))
                        )
                    ),
                ]
            ),
            signedWith: authorityKey
        )
    }

    // MARK: Parts

    private struct Body {
        let serial: [UInt8]
        let issuer: [UInt8]
        let subject: [UInt8]
        let validity: ClosedRange<Date>
        let key: P256.Signing.PublicKey
        let extensions: [[UInt8]]
    }

    private static func make(
        _ body: Body,
        signedWith key: P256.Signing.PrivateKey
    ) throws -> X509Certificate {
        // RFC 5280, 4.1.2.2: positive, at most 20 bytes with the sign.
        guard (8...X509Limits.serialBytesMax) ~= body.serial.count, let first = body.serial.first,
            (1...0x7F) ~= first
        else { throw X509Error.refused("a serial number has 8 to 20 bytes from 01 to 7F on") }
        let algorithm = DERBytes.sequence(try DERBytes.identifier(.ecdsaWithSHA256))
        let signed = DERBytes.sequence(
            DERBytes.tagged(0, [DERBytes.integer([2])]),
            DERBytes.integer(body.serial),
            algorithm,
            body.issuer,
            DERBytes.sequence(
                try time(body.validity.lowerBound),
                try time(body.validity.upperBound)
            ),
            body.subject,
            Array(body.key.derRepresentation),
            DERBytes.tagged(3, [DERBytes.constructed(.sequence, body.extensions)])
        )
        let signature = try key.signature(for: signed).derRepresentation
        return try X509Certificate(
            der: DERBytes.sequence(signed, algorithm, DERBytes.bits(Array(signature)))
        )
    }

    /// RFC 5280, 4.1.2.5: two digits of the year until 2049, then four.
    private static func time(_ moment: Date) throws -> [UInt8] {
        let digits = X509Time.digits(of: moment)
        guard digits.count == 14 else { throw X509Error.refused("a year has four digits") }
        let year = String(decoding: digits.prefix(4), as: UTF8.self)
        guard ("1950"..."2049").contains(year) else {
            return DERBytes.primitive(.generalizedTime, digits + "Z".utf8)
        }
        return DERBytes.primitive(.utcTime, Array(digits.dropFirst(2)) + "Z".utf8)
    }

    /// The first 160 bits of the key's digest (RFC 7093, method 1).
    private static func keyIdentifier(_ key: P256.Signing.PublicKey) -> [UInt8] {
        Array(SHA256.hash(data: key.x963Representation).prefix(20))
    }

    private static func critical(_ type: ASN1ObjectIdentifier, _ value: [UInt8]) throws -> [UInt8] {
        DERBytes.sequence(
            try DERBytes.identifier(type),
            DERBytes.primitive(.boolean, [0xFF]),
            DERBytes.octets(value)
        )
    }

    private static func plain(_ type: ASN1ObjectIdentifier, _ value: [UInt8]) throws -> [UInt8] {
        DERBytes.sequence(try DERBytes.identifier(type), DERBytes.octets(value))
    }
}
