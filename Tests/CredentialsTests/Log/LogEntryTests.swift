import Credentials
import Crypto
import TestSupport
import Testing

@Suite("Entries of our log")
struct LogEntryTests {
    @Test("An entry is canonical JSON without spaces", arguments: LogEntry.Kind.allCases)
    func form(kind: LogEntry.Kind) throws {
        let commitment = try #require(LogCommitment(Array(0xE0...0xFF)))
        let text = #"{"c":"4OHi4-Tl5ufo6err7O3u7_Dx8vP09fb3-Pn6-_z9_v8","t":"KIND","v":1}"#
            .replacing("KIND", with: kind.rawValue)
        let entry = LogEntry(kind, commitment)
        #expect(String(decoding: entry.bytes, as: UTF8.self) == text)
        #expect(try LogEntry(entry.bytes) == entry)
        #expect(try LogEntry(([1, 2] + entry.bytes).dropFirst(2)) == entry)
    }

    @Test(
        "Every other spelling is refused",
        arguments: [
            "", "{}", #"{"c":"C","t":"issued","v":1}"#, #"{"c":"C","t":"Issue","v":1}"#,
            #"{"c":"C","t":"","v":1}"#, #"{"c":"C","t":"issue","v":2}"#,
            #"{"c":"C","t":"issue","v":1.0}"#, #"{"c":"C","t":"issue","v":1} "#,
            #" {"c":"C","t":"issue","v":1}"#, #"{"c": "C","t":"issue","v":1}"#,
            #"{"t":"issue","c":"C","v":1}"#, #"{"c":"C","t":"issue","v":1,"x":1}"#,
            #"{"c":"C","t":"i\u0073sue","v":1}"#, #"{"c":"C=","t":"issue","v":1}"#,
            #"{"c":"AAAA","t":"issue","v":1}"#, #"{"c":"C","c":"C","t":"issue","v":1}"#,
            #"{"c":"CA","t":"issue","v":1}"#, #"{"c":"","t":"issue","v":1}"#, "null",
            #"{"c":"4OHi4+Tl5ufo6err7O3u7/Dx8vP09fb3+Pn6+/z9/v8","t":"issue","v":1}"#,
            #"{"c":"4OHi4-Tl5ufo6err7O3u7_Dx8vP09fb3-Pn6-_z9_v9","t":"issue","v":1}"#,
        ]
    )
    func refused(text: String) {
        let text = text.replacing("C\"", with: "4OHi4-Tl5ufo6err7O3u7_Dx8vP09fb3-Pn6-_z9_v8\"")
        #expect(throws: LogFormatError.self) { try LogEntry(bytes(text)) }
    }

    @Test("Bytes that are not UTF-8 are no entry")
    func binary() {
        var chance = SeededGenerator(seed: 1)
        for count in 0..<200 {
            let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &chance) }
            #expect(throws: LogFormatError.self) { try LogEntry(bytes) }
        }
    }

    @Test("A commitment is the hash of a label, the salt and the document")
    func commitment() throws {
        let salt = Array<UInt8>(1...32)
        let commitment = try LogCommitment(toCertificate: [7, 8], salt: salt)
        #expect(commitment.bytes == ReferenceTree.sha256(bytes("obuka-cert-v1\0") + salt + [7, 8]))
        #expect(throws: LogFormatError.self) {
            try LogCommitment(toCertificate: [7, 8], salt: Array(1...31))
        }
        #expect(LogCommitment(Array(repeating: 0, count: 31)) == nil)
        #expect(LogCommitment(Array(repeating: 0, count: 33)) == nil)
    }
}
