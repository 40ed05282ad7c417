import Credentials
import Documents
import Foundation

// Writes credentials of an invented issuer for programs that are not ours to check, or measures.
//
//   CredentialSamples DIRECTORY [COUNT [SEED]]
//   CredentialSamples --measure
//
// Into the directory go NUMBER.json, NUMBER.jwt (ES256) and NUMBER.rs256.jwt, did.json, the public
// keys KEY.jwk, status.json, in which every seventh credential is revoked, and a few pictures.

/// The samples as files.
struct SampleFiles {
    let directory: URL
    let issuer: SampleIssuer

    func write(_ bytes: [UInt8], to name: String) throws {
        try Data(bytes).write(to: directory.appendingPathComponent(name))
    }

    func write(count: Int, seed: UInt64) throws {
        try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
        var samples = SampleFacts(seed: seed)
        var bits = StatusBits()
        for number in 0..<count {
            let facts = samples.next(number)
            let credential = try Credential(facts)
            let created = facts.validFrom.adding(seconds: 1)
            let secured = try credential.secured(with: issuer.proofSigner, created: created)
            try write(secured, to: "\(number).json")
            try write(credential.token(with: issuer.tokenSigner), to: "\(number).jwt")
            if number % 20 == 0, let signer = issuer.rsaSigner {
                try write(credential.token(with: signer), to: "\(number).rs256.jwt")
            }
            if number % 100 == 1 {
                let picture = SamplePictures.png
                try write(PNGBadge.baked(secured, into: picture), to: "\(number).png")
                try write(SVGBadge.baked(secured, into: SamplePictures.svg), to: "\(number).svg")
            }
            if number % 7 == 0 { bits[facts.status.index] = true }
        }
        try write(issuer.document.json().bytes, to: "did.json")
        for key in issuer.keys {
            try write(key.jwk().bytes, to: "\(key.id.split(separator: "#")[1]).jwk")
        }
        let list = try issuer.list(bits, seconds: SampleFacts.validitySeconds)
        try write(
            list.secured(with: issuer.proofSigner, created: SampleFacts.start),
            to: "status.json"
        )
    }
}

/// How long signing takes on one core.
enum Measurement {
    static func run(_ issuer: SampleIssuer) throws {
        let facts = (0..<10_000).map(SampleFacts.ordinary)
        var byteCount = 0
        let (proofs, tokens) = (issuer.proofSigner, issuer.tokenSigner)
        let signing = try ContinuousClock().measure {
            for facts in facts {
                let credential = try Credential(facts)
                let created = facts.validFrom
                byteCount += try credential.secured(with: proofs, created: created).count
                byteCount += try credential.token(with: tokens).count
                let salt = [UInt8](repeating: 7, count: 32)
                byteCount += try Credential.commitment(salt: salt, credential: credential).count
            }
        }
        print("10,000 credentials in both forms and committed: \(signing), \(byteCount) bytes")
        var bits = StatusBits()
        for slot in stride(from: 0, to: StatusBits.slotCount, by: 13) { bits[slot] = true }
        let list = try ContinuousClock().measure {
            byteCount = try issuer.list(bits).secured(with: proofs, created: .epoch).count
        }
        print("a status list of 131,072 slots: \(list), \(byteCount) bytes")
    }
}

@main
struct CredentialSamples {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        let issuer = try SampleIssuer(rsaBits: 2048)
        guard let first = arguments.first else {
            print("usage: CredentialSamples DIRECTORY [COUNT [SEED]] | --measure")
            return
        }
        if first == "--measure" { return try Measurement.run(issuer) }
        let numbers = arguments.dropFirst().compactMap { Int($0) }
        let files = SampleFiles(directory: URL(fileURLWithPath: first), issuer: issuer)
        try files.write(count: numbers.first ?? 1000, seed: UInt64(numbers.dropFirst().first ?? 1))
    }
}
