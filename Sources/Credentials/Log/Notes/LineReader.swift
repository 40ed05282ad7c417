/// Reads a file line by line; each line has to end with a newline.
struct LineReader {
    private let bytes: [UInt8]
    private var position = 0

    init(_ bytes: [UInt8]) { self.bytes = bytes }

    /// The next line without its newline; nil when none ends any more.
    mutating func line() -> ArraySlice<UInt8>? {
        guard let end = bytes[position...].firstIndex(of: 0x0A) else { return nil }
        defer { position = end + 1 }
        return bytes[position..<end]
    }

    /// The lines up to an empty one, each a hash in base64, at most `max`.
    ///
    /// Throws `LogFormatError`.
    mutating func hashes(max: Int) throws -> [MerkleHash] {
        var hashes: [MerkleHash] = []
        while let line = line() {
            if line.isEmpty { return hashes }
            guard hashes.count < max else {
                throw LogFormatError("there are more than \(max) hashes")
            }
            guard let hash = MerkleHash(base64: line) else {
                throw LogFormatError("a line of the proof is not a hash in base64")
            }
            hashes.append(hash)
        }
        throw LogFormatError("no empty line ends the hashes")
    }

    /// Everything that is left.
    var rest: [UInt8] { Array(bytes[position...]) }
}
