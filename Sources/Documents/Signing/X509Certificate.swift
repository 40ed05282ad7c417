import Crypto
import Foundation
import SwiftASN1

/// A certificate of X.509 (RFC 5280) for a P-256 key, as far as signatures of PDF need it.
package struct X509Certificate: Sendable, Equatable {
    /// The certificate as it was made or received.
    package let der: [UInt8]
    /// The name that people read: the common name of the subject.
    package let commonName: String?
    package let notBefore: Date
    package let notAfter: Date

    let serial: [UInt8]
    let issuer: [UInt8]
    let subject: [UInt8]
    package let publicKey: P256.Signing.PublicKey?
    let extensions: X509Extensions
    private let signed: [UInt8]
    private let signature: [UInt8]

    /// Reads a certificate.
    ///
    /// Throws `X509Error.damaged`. One with another key than P-256 can be read, and signs nothing
    /// that we believe.
    package init(der: [UInt8]) throws {
        guard der.count <= X509Limits.bytesMax else { throw X509Error.damaged }
        do {
            try self.init(parsing: der)
        } catch {
            throw X509Error.damaged
        }
    }

    private init(parsing der: [UInt8]) throws {
        self.der = der
        let (body, signature) = try DER.sequence(DER.parse(der), identifier: .sequence) { nodes in
            let body = try X509Reading.next(&nodes)
            _ = try X509Reading.next(&nodes)
            return (body, try ASN1BitString(derEncoded: &nodes))
        }
        signed = Array(body.encodedBytes)
        self.signature = Array(signature.bytes)
        let fields = try X509Reading.body(body)
        (serial, issuer, subject) = (fields.serial, fields.issuer, fields.subject)
        (notBefore, notAfter) = (fields.notBefore, fields.notAfter)
        (publicKey, extensions) = (fields.publicKey, fields.extensions)
        commonName = fields.commonName
    }

    /// Whether this certificate's key has signed the other one.
    func hasSigned(_ other: X509Certificate) -> Bool {
        guard let publicKey, subject == other.issuer,
            let signature = try? P256.Signing.ECDSASignature(derRepresentation: other.signature)
        else { return false }
        return publicKey.isValidSignature(signature, for: other.signed)
    }

    package func isValid(at moment: Date) -> Bool { notBefore <= moment && moment <= notAfter }

    /// Whether it is a certificate of an authority, which issues others.
    package var isAuthority: Bool { extensions.isAuthority }

    /// Whether it is the certificate of an authority that has issued the other one.
    package func hasIssued(_ other: X509Certificate) -> Bool {
        extensions.maySignCertificates && hasSigned(other)
    }

    package static func == (first: X509Certificate, second: X509Certificate) -> Bool {
        first.der == second.der
    }
}

/// Why a certificate cannot be used.
package enum X509Error: Error, Equatable, Sendable {
    /// No certificate of X.509 in DER.
    case damaged
    /// A name, serial or validity that a certificate cannot have; which, and why.
    case refused(String)
}

/// What is read at most.
enum X509Limits {
    static let bytesMax = 64 << 10
    /// Certificates from the signer's to the authority's.
    static let chainMax = 6
    /// The bytes of a serial number (RFC 5280, 4.1.2.2).
    static let serialBytesMax = 20
}

/// What the extensions of a certificate allow it.
struct X509Extensions: Sendable, Equatable {
    var isAuthority = false
    /// How many authorities may stand between it and a signer; nil for any number.
    var pathLengthMax: Int?
    /// Nil without the extension: then the key may be used for everything.
    var keyUsage: UInt8?
    var purposes: [ASN1ObjectIdentifier]?
    /// A critical extension that we do not know, which forbids its use.
    var hasUnknownCritical = false

    /// The bits of the first byte (RFC 5280, 4.2.1.3).
    static let digitalSignature: UInt8 = 0x80
    static let nonRepudiation: UInt8 = 0x40
    static let certificateSigning: UInt8 = 0x04
    static let listSigning: UInt8 = 0x02

    var maySignCertificates: Bool {
        isAuthority && !hasUnknownCritical
            && keyUsage.map { $0 & Self.certificateSigning != 0 } ?? true
    }

    var maySignDocuments: Bool {
        let usage = Self.digitalSignature | Self.nonRepudiation
        let known: [ASN1ObjectIdentifier] = [
            .emailProtection, .documentSigning, .anyExtendedKeyUsage,
        ]
        return !hasUnknownCritical && keyUsage.map { $0 & usage != 0 } ?? true
            && purposes.map { $0.contains(where: known.contains) } ?? true
    }
}
