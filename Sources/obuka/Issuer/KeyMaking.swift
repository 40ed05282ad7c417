import Credentials
import Foundation
import Logging
import Postgres
import TrainingCentre

extension Program {
    /// Makes the first key for each purpose that has never had one.
    ///
    /// Two programs at once: one makes them, the other waits and finds them.
    func makeFirstKeys() async throws {
        guard try await !keylessPurposes.isEmpty else { return }
        let making = try keys.lock()
        defer { making.unlock() }
        let actor = Actor.operatingSystemUser(NSUserName())
        for purpose in try await keylessPurposes {
            do {
                _ = try await makeKey(purpose, by: Act(by: actor), isFirst: true)
            } catch is CodeTaken {
                continue
            } catch SigningKeyError.logKeyIsThere {
                continue
            }
        }
        logger.notice("made the first signing keys: back up \(keys.place)")
    }

    private var keylessPurposes: [SigningKey.Purpose] {
        get async throws {
            let keys = try await centre.read { (transaction: borrowing Transaction) in
                try SigningKey.list(in: transaction)
            }
            return SigningKey.Purpose.allCases.filter { purpose in
                !keys.contains { $0.purpose == purpose }
            }
        }
    }

    /// Makes a key: the private half into the directory, the public half into the database.
    ///
    /// `algorithm` is that of a key for tokens. `isFirst` refuses with `CodeTaken` when there is
    /// one for this purpose already. A rehearsal leaves no file behind.
    func makeKey(
        _ purpose: SigningKey.Purpose,
        _ algorithm: TokenAlgorithm = .es256,
        by act: Act,
        isFirst: Bool = false,
        isRehearsal: Bool = false
    ) async throws -> String {
        let code = try await newCode(purpose, isFirst: isFirst)
        var chance = Program.chance
        // One that was kept and not published, because the program died between, is published now.
        let kept = try keys.privateKey(code)
        let fresh = try algorithm == .rs256 ? KeyPair.newRSA() : chance.randomBytes(32)
        let pair = try KeyPair.make(purpose, kept ?? fresh)
        if kept == nil, !isRehearsal {
            try keys.keep(pair.privateKey, code: code, chance: &chance)
        }
        let signing = centre.signing
        do {
            try await centre.write(act, rehearse: isRehearsal) {
                (transaction: borrowing Transaction) in
                try SigningKey.publish(
                    code,
                    purpose,
                    pair,
                    signing: signing,
                    chance: Program.chance,
                    by: act.actor,
                    in: transaction
                )
            }
        } catch {
            if kept == nil, !isRehearsal { keys.discard(code) }
            throw error
        }
        return code
    }

    /// `2026-proof-2`: numbered within the purpose, and the first number that is free.
    private func newCode(_ purpose: SigningKey.Purpose, isFirst: Bool) async throws -> String {
        let codes = try await centre.read { (transaction: borrowing Transaction) in
            try SigningKey.list(in: transaction).filter { $0.purpose == purpose }.map(\.code)
        }
        let year = Calendar(identifier: .gregorian).component(.year, from: Date())
        var number = isFirst ? 1 : codes.count + 1
        while !isFirst, codes.contains("\(year)-\(purpose.rawValue)-\(number)") { number += 1 }
        return "\(year)-\(purpose.rawValue)-\(number)"
    }
}

extension KeyPair {
    fileprivate static func make(
        _ purpose: SigningKey.Purpose,
        _ privateKey: [UInt8]
    ) throws -> KeyPair {
        switch purpose {
        case .proof, .log, .witness: return try ed25519(privateKey)
        case .token: return try token(privateKey)
        case .authority, .document: return try p256(privateKey)
        }
    }
}
