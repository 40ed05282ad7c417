import Credentials
import Documents
import Foundation
import Glibc
import Synchronization
import TrainingCentre

/// The directory of private keys and of the last published checkpoint (`OBUKA_KEYS`).
///
/// Keys are sealed with a passphrase: that of `OBUKA_KEYS_PASSPHRASE_FILE`, else the systemd
/// credential `obuka-keys`, else one in the file `passphrase` beside them, made when first needed.
final class KeyDirectory: KeyKeeper {
    let place: String
    private let passphraseFile: String?
    private let opened = Mutex<[String: [UInt8]]>([:])

    init(place: String, passphraseFile: String?) {
        self.place = place
        self.passphraseFile =
            passphraseFile
            ?? ProcessInfo.processInfo.environment["CREDENTIALS_DIRECTORY"].map {
                "\($0)/obuka-keys"
            }.flatMap { access($0, R_OK) == 0 ? $0 : nil }
    }

    // MARK: Private keys

    func privateKey(_ code: String) throws -> [UInt8]? {
        if let key = opened.withLock({ $0[code] }) { return key }
        guard let file = FileManager.default.contents(atPath: path(code)) else {
            guard access(path(code), F_OK) != 0 else {
                throw KeyDirectoryError("\(path(code)): cannot be read by the user of this program")
            }
            return nil
        }
        do {
            let key = try SealedKey.open(Array(file), name: code, passphrase: passphrase())
            opened.withLock { $0[code] = key }
            return key
        } catch let error as SealedKeyError {
            throw KeyDirectoryError(
                "\(path(code)): \(error): restore the key and its passphrase from the back-up, or "
                    + "make a new key with “obuka key create”"
            )
        }
    }

    /// Keeps the private half of a new key; never in the place of another.
    func keep(_ key: [UInt8], code: String, chance: inout Chance) throws {
        try makeDirectory()
        let file = try SealedKey.seal(
            key,
            name: code,
            passphrase: passphrase(chance: &chance),
            salt: chance.randomBytes(16),
            nonce: chance.randomBytes(12)
        )
        try write(file, to: path(code), isNew: true)
    }

    /// Takes back a key that was not published.
    func discard(_ code: String) {
        unlink(path(code))
        opened.withLock { $0[code] = nil }
    }

    private func path(_ code: String) -> String { "\(place)/\(code).key" }

    // MARK: One at a time

    /// A lock between programs, which the system gives back when its holder dies.
    struct Lock {
        fileprivate let descriptor: Int32

        func unlock() {
            Glibc.close(descriptor)
        }
    }

    /// Waits until no other program makes keys here.
    func lock() throws -> Lock {
        try makeDirectory()
        let path = "\(place)/making.lock"
        let descriptor = open(path, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw KeyDirectoryError.last(path) }
        while flock(descriptor, LOCK_EX) != 0 {
            guard errno == EINTR else { throw KeyDirectoryError.last(path) }
        }
        return Lock(descriptor: descriptor)
    }

    // MARK: The checkpoint

    private var checkpointPath: String { "\(place)/log-checkpoint" }

    func checkpoint() throws -> [UInt8]? {
        FileManager.default.contents(atPath: checkpointPath).map(Array.init)
    }

    func keep(checkpoint: [UInt8]) throws {
        try makeDirectory()
        try write(checkpoint, to: checkpointPath, isNew: false)
    }

    // MARK: Files

    private func passphrase() throws -> [UInt8] {
        let file = passphraseFile ?? "\(place)/passphrase"
        guard let bytes = FileManager.default.contents(atPath: file), !bytes.isEmpty else {
            throw KeyDirectoryError(
                "\(file): the passphrase of the keys is not there: restore it from the back-up, or "
                    + "name its file in OBUKA_KEYS_PASSPHRASE_FILE"
            )
        }
        return Array(bytes.prefix { $0 != UInt8(ascii: "\n") })
    }

    private func passphrase(chance: inout Chance) throws -> [UInt8] {
        if passphraseFile == nil, access("\(place)/passphrase", F_OK) != 0 {
            let text = Base64URL.text(of: chance.randomBytes(32)) + "\n"
            try write(Array(text.utf8), to: "\(place)/passphrase", isNew: true)
        }
        return try passphrase()
    }

    private func makeDirectory() throws {
        guard access(place, F_OK) != 0 else { return }
        do {
            try FileManager.default.createDirectory(
                atPath: place,
                withIntermediateDirectories: true,
                attributes: [.posixPermissions: 0o700]
            )
        } catch {
            // Another program may have made it a moment ago.
            guard access(place, F_OK) != 0 else { return }
            throw KeyDirectoryError("\(place): the directory of keys cannot be made")
        }
    }

    /// Writes beside, flushes, and renames: after a crash there is the old file or the new one.
    private func write(_ bytes: [UInt8], to path: String, isNew: Bool) throws {
        let draft = "\(path).\(getpid()).new"
        let descriptor = open(draft, O_CREAT | O_EXCL | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw KeyDirectoryError.last(draft) }
        let isWritten = bytes.withUnsafeBytes { raw in
            Glibc.write(descriptor, raw.baseAddress, raw.count) == raw.count
        }
        let isSafe = isWritten && fsync(descriptor) == 0
        Glibc.close(descriptor)
        guard isSafe else {
            unlink(draft)
            throw KeyDirectoryError.last(draft)
        }
        // A link fails when the name is taken; a rename takes its place.
        let isPlaced = isNew ? link(draft, path) == 0 : rename(draft, path) == 0
        if isNew { unlink(draft) }
        guard isPlaced else { throw KeyDirectoryError.last(path) }
        let directory = open(place, O_RDONLY | O_CLOEXEC)
        if directory >= 0 {
            _ = fsync(directory)
            Glibc.close(directory)
        }
    }
}

/// What is wrong with the directory of keys.
struct KeyDirectoryError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }

    static func last(_ path: String) -> KeyDirectoryError {
        KeyDirectoryError("\(path): \(String(cString: strerror(errno)))")
    }
}

extension Chance {
    mutating func randomBytes(_ count: Int) -> [UInt8] {
        (0..<count).map { _ in UInt8.random(in: .min ... .max, using: &self) }
    }
}
