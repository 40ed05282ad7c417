import Crypto

/// An entry of our own log: that something happened, and a commitment to what.
///
/// No personal data: who does not have the committed document and its salt learns nothing from
/// it, and when both are deleted nobody ever will. Written as canonical JSON (RFC 8785) with the
/// members c, t and v, so that each entry has one spelling.
package struct LogEntry: Hashable, Sendable {
    /// What happened.
    package enum Kind: String, Hashable, Sendable, CaseIterable {
        /// A certificate was issued.
        case issue
        /// A certificate was revoked.
        case revoke
        /// A certificate took the place of another one.
        case supersede
        /// A key was made, retired or revoked.
        case key
        /// A status list was published.
        case status
        /// An issuer's document with its keys was published.
        case did
    }

    package let kind: Kind
    package let commitment: LogCommitment

    package init(_ kind: Kind, _ commitment: LogCommitment) {
        self.kind = kind
        self.commitment = commitment
    }

    private static let beginning = #"{"c":""#
    private static let middle = #"","t":""#
    private static let end = #"","v":1}"#

    /// The bytes that are hashed into the log.
    package var bytes: [UInt8] {
        let text = Base64Form.url.encode(commitment.bytes)
        return Array((Self.beginning + text + Self.middle + kind.rawValue + Self.end).utf8)
    }

    /// Reads an entry; every spelling but the canonical one is refused.
    ///
    /// Throws `LogFormatError`.
    package init(_ bytes: some Collection<UInt8>) throws {
        // Canonical JSON of this shape is fixed text around two values without escapes.
        let afterBeginning = bytes.dropFirst(Self.beginning.utf8.count)
        let afterText = afterBeginning.dropFirst(LogCommitment.textCount)
        let name = afterText.dropFirst(Self.middle.utf8.count).dropLast(Self.end.utf8.count)
        let text = Base64Form.url.decode(afterBeginning.prefix(LogCommitment.textCount))
        if let kind = Kind(rawValue: String(decoding: name, as: UTF8.self)),
            let commitment = text.flatMap(LogCommitment.init)
        {
            let entry = LogEntry(kind, commitment)
            if entry.bytes.elementsEqual(bytes) {
                self = entry
                return
            }
        }
        throw LogFormatError("the entry is not one of this log in its canonical form")
    }
}

/// SHA-256 of a document with a salt: proves later what was meant, and tells nothing before.
package struct LogCommitment: Hashable, Sendable {
    /// The 32 bytes.
    package let bytes: [UInt8]

    /// How many bytes of chance a salt has.
    package static let saltByteCount = 32
    /// How many characters of base64url 32 bytes are.
    static let textCount = 43

    /// Nil for anything but 32 bytes.
    package init?(_ bytes: [UInt8]) {
        guard bytes.count == 32 else { return nil }
        self.bytes = bytes
    }

    /// The commitment to a certificate: its credential without proof as canonical JSON.
    ///
    /// The salt is 32 random bytes, kept with the certificate; without it a document that can be
    /// guessed could be looked for in the log. Throws `LogFormatError` for another length.
    package init(toCertificate document: [UInt8], salt: [UInt8]) throws {
        guard salt.count == Self.saltByteCount else {
            throw LogFormatError("a salt has \(Self.saltByteCount) bytes, not \(salt.count)")
        }
        var hasher = SHA256()
        hasher.update(data: Array("obuka-cert-v1\0".utf8))
        hasher.update(data: salt)
        hasher.update(data: document)
        bytes = Array(hasher.finalize())
    }
}
