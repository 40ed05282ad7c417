import Crypto
import Documents
import Foundation
import TestSupport
import Testing

@Suite("Certificates of keys")
struct X509Tests {
    private let validity = SigningFixture.validity

    @Test("One is read back as it was made")
    func readBack() throws {
        let fixture = try SigningFixture()
        let again = try X509Certificate(der: fixture.certificate.der)
        #expect(again == fixture.certificate)
        #expect(again.commonName == "Издавалац")
        #expect(again.notBefore == validity.lowerBound)
        #expect(again.notAfter == validity.upperBound)
    }

    @Test("Years from 2050 on have four digits, and years before two")
    func years() throws {
        let key = P256.Signing.PrivateKey()
        let from = Date(timeIntervalSince1970: 2_493_072_000)
        for start in [from, from + 31_536_000] {
            let certificate = try X509Certificate.authority(
                SigningFixture.name,
                key: key,
                serial: Array(1...8),
                validity: start...(start + 86_400 * 365 * 20)
            )
            #expect(certificate.notBefore == start)
        }
    }

    @Test("Names and serial numbers that a certificate cannot have are refused")
    func refusals() throws {
        let key = P256.Signing.PrivateKey()
        let long = String(repeating: "а", count: 65)
        let names = [
            X509Name(commonName: "", organisation: "O", country: "RS"),
            X509Name(commonName: long, organisation: "O", country: "RS"),
            X509Name(commonName: "A", organisation: long, country: "RS"),
            X509Name(commonName: "A", organisation: "O", country: "rs"),
            X509Name(commonName: "A", organisation: "O", country: "РС"),
        ]
        for name in names {
            #expect(throws: X509Error.self) {
                try X509Certificate.authority(
                    name,
                    key: key,
                    serial: Array(1...8),
                    validity: validity
                )
            }
        }
        for serial in [
            [], [1], [UInt8](repeating: 1, count: 21), [0] + Array(1...8), [0x80] + Array(1...8),
        ] {
            #expect(throws: X509Error.self) {
                try X509Certificate.authority(
                    SigningFixture.name,
                    key: key,
                    serial: serial,
                    validity: validity
                )
            }
        }
    }

    @Test("Only the authority's own key issues, and only a key's own certificate signs")
    func otherKeys() throws {
        let fixture = try SigningFixture()
        #expect(throws: X509Error.self) {
            try fixture.authority.issue(
                SigningFixture.name,
                for: fixture.key.publicKey,
                authorityKey: fixture.key,
                serial: Array(1...8),
                validity: validity
            )
        }
        #expect(throws: X509Error.self) {
            try DocumentSigner(
                key: fixture.authorityKey,
                certificate: fixture.certificate,
                chain: []
            )
        }
        // The certificate of an authority signs certificates, and no documents.
        #expect(throws: X509Error.self) {
            try DocumentSigner(
                key: fixture.authorityKey,
                certificate: fixture.authority,
                chain: []
            )
        }
    }

    @Test("Damaged ones are refused or read, and never stop the program")
    func fuzz() throws {
        let der = try SigningFixture().certificate.der
        var generator = SeededGenerator(seed: 11)
        for length in 0..<der.count {
            #expect(throws: X509Error.damaged) {
                try X509Certificate(der: Array(der.prefix(length)))
            }
        }
        for _ in 0..<5000 {
            var damaged = der
            let place = Int.random(in: 0..<der.count, using: &generator)
            damaged[place] = UInt8.random(in: 0...255, using: &generator)
            _ = try? X509Certificate(der: damaged)
        }
    }
}
