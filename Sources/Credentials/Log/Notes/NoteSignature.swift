/// One signature line of a note.
package struct NoteSignature: Sendable {
    package let name: String
    package let keyID: UInt32
    /// What the key made: 64 bytes of Ed25519, or eight bytes of time before them.
    package let bytes: [UInt8]

    init(name: String, keyID: UInt32, bytes: [UInt8]) {
        self.name = name
        self.keyID = keyID
        self.bytes = bytes
    }

    /// Reads a line without its newline: em dash, space, name, space, base64 of ID and signature.
    ///
    /// Throws `LogFormatError`.
    package init(line: some Collection<UInt8>) throws {
        let dash = Array("— ".utf8)
        let parts = line.dropFirst(dash.count)
            .split(separator: UInt8(ascii: " "), omittingEmptySubsequences: false)
        guard line.starts(with: dash), parts.count == 2,
            let name = String(validating: parts[0], as: UTF8.self), NoteKey.isName(name)
        else { throw LogFormatError("a signature line is no dash, name and signature") }
        guard let content = Base64Form.standard.decode(parts[1]), content.count > 4 else {
            throw LogFormatError("the signature of \(name) is not base64 of an ID and a signature")
        }
        let keyID = content.prefix(4).reduce(0) { $0 << 8 | UInt32($1) }
        self.init(name: name, keyID: keyID, bytes: Array(content.dropFirst(4)))
    }

    /// The line with its newline.
    package var line: String {
        let id = (0..<4).map { UInt8(truncatingIfNeeded: keyID >> (24 - 8 * $0)) }
        return "— \(name) \(Base64Form.standard.encode(id + bytes))\n"
    }
}
