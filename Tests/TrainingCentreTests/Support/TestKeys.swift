import Credentials
import Crypto
import Foundation
import Postgres
import Synchronization
import TestSupport
import Testing

@testable import TrainingCentre

/// Keys that follow from their names, and a checkpoint kept in memory for each database.
///
/// What it cannot be asked for can be taken away: `missing` names keys that are not at hand.
final class TestKeys: KeyKeeper {
    let place = "memory"
    private let kept = Mutex<[UInt8]?>(nil)
    private let missing: Set<String>
    private let others: [String: [UInt8]]

    /// `others` names keys that follow from nothing.
    init(missing: Set<String> = [], others: [String: [UInt8]] = [:]) {
        self.missing = missing
        self.others = others
    }

    func privateKey(_ code: String) -> [UInt8]? {
        guard !missing.contains(code) else { return nil }
        return others[code] ?? Array(SHA256.hash(data: Array("test \(code)".utf8)))
    }

    func checkpoint() -> [UInt8]? { kept.withLock { $0 } }

    func keep(checkpoint: [UInt8]) { kept.withLock { $0 = checkpoint } }

    /// Publishes one key for each purpose, unless there are some.
    static func publish(in centre: TrainingCentre) async throws {
        let keys = TestKeys()
        try await centre.write(.clerk) {
            _ = try $0.execute("SELECT 1 FROM issuers FOR UPDATE")
            guard try SigningKey.list(in: $0).isEmpty else { return }
            for purpose in SigningKey.Purpose.allCases {
                try SigningKey.publish(
                    "test-\(purpose.rawValue)",
                    purpose,
                    try keys.pair("test-\(purpose.rawValue)", purpose),
                    signing: .test(keys),
                    chance: .ofSystem,
                    by: .clerk,
                    in: $0
                )
            }
        }
    }

    func pair(_ code: String, _ purpose: SigningKey.Purpose) throws -> KeyPair {
        let seed = privateKey(code) ?? []
        switch purpose {
        case .proof, .log, .witness: return try KeyPair.ed25519(seed)
        case .token: return try KeyPair.token(seed)
        case .authority, .document: return try KeyPair.p256(seed)
        }
    }
}

extension Signing {
    /// Signs with the test's keys under an address of nobody's.
    static func test(_ keys: TestKeys = TestKeys()) -> Signing {
        Signing(addresses: Addresses(publicURL: "https://obuka.example"), keeper: keys)
    }
}
