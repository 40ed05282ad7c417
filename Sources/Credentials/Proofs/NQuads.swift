import Crypto
import Foundation

/// Statements as lines of canonical N-Quads, for hashing (RDF Dataset Canonicalization 1.0, 5).
///
/// Only what our templates need: no graph names, no language tags; texts without control
/// characters other than the line end. Labels of blank nodes are the caller's.
struct NQuads {
    /// What a statement is about: an IRI, or a blank node by its label.
    enum Node {
        case iri(String)
        case blank(String)
    }

    /// What a statement says of it.
    enum Object {
        case node(Node)
        /// An IRI of a vocabulary, in its angle brackets.
        case term(StaticString)
        case text(String)
        /// A text and the IRI of its datatype in its angle brackets.
        case typed(String, StaticString)
    }

    private var bytes: [UInt8] = []
    private var lines: [Range<Int>] = []

    init(reserving bytesMax: Int = 8192) {
        bytes.reserveCapacity(bytesMax)
        lines.reserveCapacity(64)
    }

    /// Adds a statement; the predicate is an IRI in its angle brackets.
    mutating func add(_ subject: Node, _ predicate: StaticString, _ object: Object) {
        let start = bytes.count
        append(subject)
        bytes.append(UInt8(ascii: " "))
        append(predicate)
        bytes.append(UInt8(ascii: " "))
        switch object {
        case .node(let node): append(node)
        case .term(let term): append(term)
        case .text(let text): quote(text)
        case .typed(let text, let datatype):
            quote(text)
            bytes.append(contentsOf: "^^".utf8)
            append(datatype)
        }
        bytes.append(contentsOf: " .\n".utf8)
        lines.append(start..<bytes.count)
    }

    /// The SHA-256 of the lines in code point order, which is the order of their UTF-8 bytes.
    var hash: SHA256.Digest {
        bytes.withUnsafeBytes { bytes in
            var hasher = SHA256()
            for line in ordered(bytes) {
                hasher.update(bufferPointer: UnsafeRawBufferPointer(rebasing: bytes[line]))
            }
            return hasher.finalize()
        }
    }

    /// The lines in order, as one text.
    var canonical: [UInt8] {
        bytes.withUnsafeBytes { bytes in ordered(bytes).flatMap { bytes[$0] } }
    }

    private func ordered(_ bytes: UnsafeRawBufferPointer) -> [Range<Int>] {
        guard let start = bytes.baseAddress else { return [] }
        return lines.sorted { first, second in
            // A line end is smaller than everything else in a line, so no line begins another one.
            let count = min(first.count, second.count)
            return memcmp(start + first.lowerBound, start + second.lowerBound, count) < 0
        }
    }

    private mutating func append(_ node: Node) {
        switch node {
        case .iri(let iri):
            bytes.append(UInt8(ascii: "<"))
            bytes.append(contentsOf: iri.utf8)
            bytes.append(UInt8(ascii: ">"))
        case .blank(let label):
            bytes.append(contentsOf: "_:".utf8)
            bytes.append(contentsOf: label.utf8)
        }
    }

    private mutating func append(_ term: StaticString) {
        term.withUTF8Buffer { bytes.append(contentsOf: $0) }
    }

    private mutating func quote(_ text: String) {
        bytes.append(UInt8(ascii: "\""))
        var text = text
        text.withUTF8 { utf8 in
            // Whole stretches between what has to be escaped, which is rare.
            var start = 0
            for (place, byte) in utf8.enumerated() {
                guard let escaped = Self.escaped(byte) else { continue }
                bytes.append(contentsOf: utf8[start..<place])
                bytes.append(UInt8(ascii: "\\"))
                bytes.append(escaped)
                start = place + 1
            }
            bytes.append(contentsOf: utf8[start...])
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// What stands behind the backslash for a byte; nil for one that stands for itself.
    private static func escaped(_ byte: UInt8) -> UInt8? {
        switch byte {
        case UInt8(ascii: "\""), UInt8(ascii: "\\"): byte
        case UInt8(ascii: "\n"): UInt8(ascii: "n")
        default: nil
        }
    }
}
