import Credentials
import Foundation
import Logging
import Postgres
import TrainingCentre

extension Program {
    /// Makes the first keys of a centre that has none yet.
    ///
    /// Two programs at once: one makes them, the other waits and finds them.
    func makeFirstKeys() async throws {
        guard try await isKeyless else { return }
        let making = try keys.lock()
        defer { making.unlock() }
        guard try await isKeyless else { return }
        let actor = Actor.operatingSystemUser(NSUserName())
        for purpose in SigningKey.Purpose.allCases {
            do {
                _ = try await makeKey(purpose, by: Act(by: actor), isFirst: true)
            } catch is CodeTaken {
                return
            } catch SigningKeyError.logKeyIsThere {
                return
            }
        }
        logger.notice("made the first signing keys: back up \(keys.place)")
    }

    private var isKeyless: Bool {
        get async throws {
            try await centre.read { (transaction: borrowing Transaction) in
                try SigningKey.list(in: transaction).isEmpty
            }
        }
    }

    /// Makes a key: the private half into the directory, the public half into the database.
    ///
    /// `isFirst` refuses with `CodeTaken` when there is one for this purpose already.
    func makeKey(
        _ purpose: SigningKey.Purpose,
        by act: Act,
        isFirst: Bool = false
    ) async throws -> String {
        let all = try await centre.read { (transaction: borrowing Transaction) in
            try SigningKey.list(in: transaction)
        }
        let year = Calendar(identifier: .gregorian).component(.year, from: Date())
        let code =
            isFirst
            ? "\(year)-\(purpose.rawValue)-1" : "\(year)-\(purpose.rawValue)-\(all.count + 1)"
        var chance = Program.chance
        // One that was kept and not published, because the program died between, is published now.
        let kept = try keys.privateKey(code)
        let pair = try KeyPair.make(purpose, seed: kept ?? chance.randomBytes(32))
        if kept == nil { try keys.keep(pair.privateKey, code: code, chance: &chance) }
        do {
            try await centre.write(act) { (transaction: borrowing Transaction) in
                try SigningKey.publish(
                    code,
                    purpose,
                    publicKey: pair.publicKey,
                    by: act.actor,
                    in: transaction
                )
            }
        } catch {
            if kept == nil { keys.discard(code) }
            throw error
        }
        return code
    }
}

extension KeyPair {
    fileprivate static func make(
        _ purpose: SigningKey.Purpose,
        seed: [UInt8]
    ) throws -> KeyPair {
        switch purpose {
        case .proof, .log, .witness: return try ed25519(seed)
        case .token: return try p256(seed)
        }
    }
}
