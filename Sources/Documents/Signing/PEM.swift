import Crypto
import Foundation

extension X509Certificate {
    private static let begin = "-----BEGIN CERTIFICATE-----"
    private static let end = "-----END CERTIFICATE-----"

    /// The certificate as text (RFC 7468), with a line end.
    package var pem: String {
        let body = Data(der).base64EncodedString(options: [.lineLength64Characters])
        // The option ends lines as mail does.
        return "\(Self.begin)\n\(body.replacing("\r\n", with: "\n"))\n\(Self.end)\n"
    }

    /// The certificates in a text, in their order; what stands between them does not count.
    ///
    /// - Throws: `X509Error`, also for a text without any.
    package static func list(pem text: String) throws -> [X509Certificate] {
        var certificates: [X509Certificate] = []
        var rest = text[...]
        while let start = rest.firstRange(of: begin) {
            guard let stop = rest[start.upperBound...].firstRange(of: end) else {
                throw X509Error.damaged
            }
            let body = rest[start.upperBound..<stop.lowerBound].filter { !$0.isWhitespace }
            guard let der = Data(base64Encoded: String(body)),
                certificates.count <= X509Limits.chainMax
            else { throw X509Error.damaged }
            certificates.append(try X509Certificate(der: Array(der)))
            rest = rest[stop.upperBound...]
        }
        guard !certificates.isEmpty else { throw X509Error.refused("it holds no certificate") }
        return certificates
    }
}

extension DocumentSigner {
    /// A signer whose key and certificate somebody else made.
    ///
    /// `certificates` is the signer's and those above it, up to and with the authority's, each
    /// signed by the next; `key` is a P-256 key in PKCS 8 or SEC 1. Throws `X509Error`.
    package init(certificates pem: String, key keyText: String) throws {
        let chain = try X509Certificate.list(pem: pem)
        let key: P256.Signing.PrivateKey
        do {
            key = try P256.Signing.PrivateKey(pemRepresentation: keyText)
        } catch {
            throw X509Error.refused("the key is no P-256 key in PEM without a passphrase")
        }
        guard chain.count > 1 else {
            throw X509Error.refused(
                "the certificates above it are missing, up to and with the authority’s"
            )
        }
        for (number, pair) in zip(chain, chain.dropFirst()).enumerated() {
            guard pair.1.extensions.maySignCertificates, pair.1.hasSigned(pair.0) else {
                throw X509Error.refused(
                    "certificate \(number + 1) is not signed by certificate \(number + 2) with "
                        + "a P-256 key"
                )
            }
        }
        try self.init(key: key, certificate: chain[0], chain: Array(chain.dropFirst()))
    }
}
