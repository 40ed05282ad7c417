/// A text with the signatures of one or more keys (C2SP signed-note).
///
/// The text is nobody's until `verify` has found a key that is trusted. A note has one spelling:
/// what was read is printed byte for byte.
package struct SignedNote: Sendable {
    /// Ends with a newline, which is signed too.
    package let text: String
    /// At least one, in the order of the file.
    package private(set) var signatures: [NoteSignature]

    /// Limits of what is read.
    package enum Limits {
        /// Signatures of keys that nobody here knows count too.
        package static let signaturesMax = 64
        package static let bytesMax = 512 << 10
    }

    /// A note to be printed.
    ///
    /// Throws `LogFormatError` for a text that cannot be signed: one that does not end with a
    /// newline or has other control characters.
    package init(text: String, signatures: [NoteSignature]) throws {
        guard text.utf8.last == 0x0A, !signatures.isEmpty,
            text.utf8.allSatisfy({ $0 >= 0x20 || $0 == 0x0A })
        else { throw LogFormatError("a note is lines of text and at least one signature") }
        self.text = text
        self.signatures = signatures
    }

    /// Reads a note strictly.
    ///
    /// Throws `LogFormatError` for anything that is not exactly a note, and for more than 64
    /// signatures or 512 KiB.
    package init(_ bytes: [UInt8]) throws {
        guard bytes.count <= Limits.bytesMax else {
            throw LogFormatError("the note is longer than \(Limits.bytesMax) bytes")
        }
        // The last empty line stands before the signatures; the text may have others.
        guard
            let end = bytes.indices.dropLast().last(where: { bytes[$0...].starts(with: [10, 10]) })
        else { throw LogFormatError("the note has no empty line before signatures") }
        guard let text = String(validating: bytes[...end], as: UTF8.self) else {
            throw LogFormatError("the note is not UTF-8")
        }
        guard bytes.last == 0x0A, end + 2 < bytes.count else {
            throw LogFormatError("the note does not end with a line of signature")
        }
        let lines = bytes[(end + 2)...].dropLast()
            .split(separator: 0x0A, omittingEmptySubsequences: false)
        guard lines.count <= Limits.signaturesMax else {
            throw LogFormatError("the note has more than \(Limits.signaturesMax) signatures")
        }
        try self.init(text: text, signatures: try lines.map { try NoteSignature(line: $0) })
    }

    /// The note as a file: text, empty line, signature lines.
    package var bytes: [UInt8] {
        Array((text + "\n" + signatures.map(\.line).joined()).utf8)
    }

    /// The same note with one more signature.
    package func adding(_ signature: NoteSignature) -> SignedNote {
        var note = self
        note.signatures.append(signature)
        return note
    }

    /// Those of the given keys that signed the note, each once, in the order of the keys.
    ///
    /// Signatures of other keys are ignored, also those that share only the name or the ID with a
    /// known key. Throws `NoteError.wrongSignature` when one that names a given key is not its
    /// own: then somebody has changed the note.
    package func verify(by keys: [NoteKey]) throws -> [NoteKey] {
        var verified: [NoteKey] = []
        for key in keys where !verified.contains(key) {
            let signatures = signatures.filter(key.isNamed)
            guard signatures.allSatisfy({ key.verifies($0, on: text) }) else {
                throw NoteError.wrongSignature(of: key.name)
            }
            if !signatures.isEmpty { verified.append(key) }
        }
        return verified
    }
}

/// Why a note is not believed.
package enum NoteError: Error, Hashable, Sendable, CustomStringConvertible {
    /// A signature carries the name and ID of a known key, and is not its signature on this text.
    case wrongSignature(of: String)
    /// No signature is of the key that was asked for.
    case notSigned(by: String)

    /// The reason as a part of a sentence, for people.
    package var description: String {
        switch self {
        case .wrongSignature(let name): "the signature of \(name) does not fit the text"
        case .notSigned(let name): "\(name) has not signed it"
        }
    }
}
