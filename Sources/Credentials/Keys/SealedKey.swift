import Crypto
import CryptoExtras
import Documents
import Foundation

/// A private key as it lies in a file: sealed with a passphrase.
///
/// AES-GCM with a key of scrypt (RFC 7914). The name of the key is sealed in with it, so that one
/// file cannot be put in the place of another.
package enum SealedKey {
    private static let firstLine = "obuka-key-v1"
    /// About 50 ms and 32 MiB for each try of a guesser.
    private static let rounds = 1 << 15
    private static let blockSize = 8
    private static let saltBytes = 16

    /// The file's content; `salt` and `nonce` are 16 and 12 random bytes.
    ///
    /// - Throws: an error of the library.
    package static func seal(
        _ key: [UInt8],
        name: String,
        passphrase: [UInt8],
        salt: [UInt8],
        nonce: [UInt8]
    ) throws -> [UInt8] {
        let box = try AES.GCM.seal(
            key,
            using: try wrappingKey(passphrase, salt),
            nonce: AES.GCM.Nonce(data: nonce),
            authenticating: Array(name.utf8)
        )
        let sealed = nonce + Array(box.ciphertext) + Array(box.tag)
        let lines = [firstLine, Base64URL.text(of: salt), Base64URL.text(of: sealed)]
        return Array((lines.joined(separator: "\n") + "\n").utf8)
    }

    /// The key in a file.
    ///
    /// - Throws: `SealedKeyError`.
    package static func open(
        _ file: [UInt8],
        name: String,
        passphrase: [UInt8]
    ) throws -> [UInt8] {
        let lines = String(decoding: file, as: UTF8.self).split(separator: "\n")
        guard lines.count == 3, lines[0] == firstLine,
            let salt = Base64URL.bytes(of: lines[1]), salt.count == saltBytes,
            let sealed = Base64URL.bytes(of: lines[2]),
            let box = try? AES.GCM.SealedBox(combined: sealed)
        else { throw SealedKeyError.form }
        do {
            return Array(
                try AES.GCM.open(
                    box,
                    using: try wrappingKey(passphrase, salt),
                    authenticating: Array(name.utf8)
                )
            )
        } catch {
            throw SealedKeyError.passphrase
        }
    }

    private static func wrappingKey(_ passphrase: [UInt8], _ salt: [UInt8]) throws -> SymmetricKey {
        try KDF.Scrypt.deriveKey(
            from: passphrase,
            salt: salt,
            outputByteCount: 32,
            rounds: rounds,
            blockSize: blockSize,
            parallelism: 1
        )
    }
}

/// Why a sealed key cannot be opened.
package enum SealedKeyError: Error, Hashable, Sendable, CustomStringConvertible {
    case form
    /// Another passphrase, another key's file, or a changed one.
    case passphrase

    package var description: String {
        switch self {
        case .form: "the file is no sealed key"
        case .passphrase: "the passphrase does not open the key, or the file was changed"
        }
    }
}
