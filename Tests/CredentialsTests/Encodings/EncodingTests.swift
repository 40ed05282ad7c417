import Credentials
import Documents
import TestSupport
import Testing

@Suite("Base58, base64url and moments")
struct EncodingTests {
    @Test(
        "Base58 as the draft of the Internet Engineering Task Force has it",
        arguments: [
            ("", ""), ("Hello World!", "2NEpo7TZRRrLZSi2U"),
            (
                "The quick brown fox jumps over the lazy dog.",
                "USm3fpXnKG5EUBx2ndxBDMPVciP5hGey2Jh4NDv6gmeo1LkMeiKrLJUUBk6Z"
            ),
        ]
    )
    func base58(text: String, encoded: String) {
        #expect(Base58.text(of: Array(text.utf8)) == encoded)
        #expect(Base58.bytes(of: encoded) == Array(text.utf8))
    }

    @Test("Base58 keeps zero bytes at the beginning")
    func zeros() {
        #expect(Base58.text(of: [0, 0, 0x28, 0x7F, 0xB4, 0xCD]) == "11233QC4")
        #expect(Base58.text(of: [0, 0]) == "11")
        #expect(Base58.bytes(of: "11") == [0, 0])
    }

    @Test("Base58 refuses what is not of its alphabet", arguments: ["0", "O", "I", "l", "а", " z"])
    func notBase58(text: String) {
        #expect(Base58.bytes(of: text) == nil)
    }

    @Test("Every length of bytes comes back from both")
    func lengths() {
        var generator = SeededGenerator(seed: 3)
        for length in 0..<90 {
            let bytes = (0..<length).map { _ in UInt8.random(in: 0...255, using: &generator) }
            #expect(Base58.bytes(of: Base58.text(of: bytes)) == bytes)
            #expect(Base64URL.bytes(of: Base64URL.text(of: bytes)) == bytes)
        }
    }

    @Test(
        "Base64url as RFC 4648 has it",
        arguments: [
            ("", ""), ("f", "Zg"), ("fo", "Zm8"), ("foo", "Zm9v"), ("foob", "Zm9vYg"),
            ("ÿþ?~", "w7_Dvj9-"),
        ]
    )
    func base64(text: String, encoded: String) {
        #expect(Base64URL.text(of: Array(text.utf8)) == encoded)
        #expect(Base64URL.bytes(of: encoded) == Array(text.utf8))
    }

    @Test(
        "Base64url refuses a second spelling of the same bytes",
        arguments: ["Zg==", "Zh", "Zm9", "Z", "Zm9v\n", "Zm+v", "Zm/v", "Zm 9v", "ZмA"]
    )
    func notBase64(text: String) {
        #expect(Base64URL.bytes(of: text) == nil)
    }

    @Test(
        "Moments are written and read",
        arguments: [
            (0, "1970-01-01T00:00:00Z"), (951_782_399, "2000-02-28T23:59:59Z"),
            (951_782_400, "2000-02-29T00:00:00Z"), (1_768_467_600, "2026-01-15T09:00:00Z"),
            (4_107_542_400, "2100-03-01T00:00:00Z"), (253_402_300_799, "9999-12-31T23:59:59Z"),
        ]
    )
    func moments(seconds: Int, text: String) {
        #expect(Moment(unixSeconds: seconds)?.description == text)
        #expect(Moment(text)?.unixSeconds == seconds)
    }

    @Test("Every day of six centuries comes back")
    func days() {
        for day in 0..<220_000 {
            let moment = Moment.epoch.adding(seconds: day * 86_400 + day % 86_400)
            #expect(Moment(moment.description) == moment)
        }
    }

    @Test(
        "Other spellings of a moment are refused",
        arguments: [
            "2026-01-15T09:00:00.000Z", "2026-01-15T09:00:00+00:00", "2026-01-15T09:00:00z",
            "2026-02-29T09:00:00Z", "2026-13-15T09:00:00Z", "2026-01-15T24:00:00Z",
            "2026-01-15T09:00:60Z", "1969-12-31T23:59:59Z", "2026-01-15 09:00:00Z", "2026-01-15",
            "2026/01/15T09:00:00Z", "+026-01-15T09:00:00Z", "２026-01-15T09:00:0Z", "",
        ]
    )
    func notMoments(text: String) {
        #expect(Moment(text) == nil)
    }
}
