import Credentials
import Crypto
import TestSupport
import Testing

@Suite("Signed notes")
struct NoteTests {
    private let published = """
        If you think cryptography is the answer to your problem,
        then you don't know what your problem is.

        — PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotp\
        RZb6KE6RyyBwJnAM=

        """
    private let publishedKey =
        "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"

    @Test("The example of Go's package is verified, read and printed")
    func example() throws {
        let key = try NoteKey(publishedKey)
        let note = try SignedNote(bytes(published))
        #expect(key.description == publishedKey)
        #expect(try note.verify(by: [key]) == [key])
        #expect(note.bytes == bytes(published))
        #expect(note.text.hasSuffix("your problem is.\n"))
    }

    @Test("Every changed byte of the example is noticed")
    func everyByte() throws {
        let key = try NoteKey(publishedKey)
        let original = bytes(published)
        for position in original.indices {
            for change: UInt8 in [0x01, 0x20, 0x80] {
                var changed = original
                changed[position] ^= change
                let verified = try? SignedNote(changed).verify(by: [key])
                #expect(verified?.isEmpty ?? true, "byte \(position)")
            }
        }
    }

    @Test("A note with many signatures has those of the known keys")
    func many() throws {
        let signers = try (0..<20).map { try NoteSigner.seeded("log.example/\($0)", $0) }
        let text = "The text\n\nhas an empty line and Ћирилица.\n"
        let note = try SignedNote(text: text, signatures: signers.map { try $0.sign(text) })
        let read = try SignedNote(note.bytes)
        #expect(read.bytes == note.bytes)
        #expect(read.text.utf8.elementsEqual(text.utf8))
        #expect(read.signatures.count == 20)
        let known = [signers[7].key, signers[3].key, signers[7].key]
        #expect(try read.verify(by: known) == [signers[7].key, signers[3].key])
        #expect(try read.verify(by: []) == [])
        let stranger = try NoteSigner.seeded("log.example/0", 99)
        #expect(try read.verify(by: [stranger.key]) == [])
    }

    @Test("Signatures of kinds that are not known here are kept and ignored")
    func otherKinds() throws {
        let signer = try NoteSigner.seeded("log.example", 1)
        // As long as one of ML-DSA-44 with a time.
        let unknown = "— log.example " + String(repeating: "A", count: 3_240) + "\n"
        let file = bytes("text\n\n" + unknown + (try signer.sign("text\n").line))
        let note = try SignedNote(file)
        #expect(try note.verify(by: [signer.key]) == [signer.key])
        #expect(note.bytes == file)
    }

    @Test("A key signs only by its own name and kind")
    func otherNames() throws {
        let signer = try NoteSigner.seeded("log.example", 1)
        let note = try SignedNote(text: "text\n", signatures: [try signer.sign("text\n")])
        let publicKey = signer.key.publicKey
        let renamed = try NoteKey(name: "lоg.example", kind: .ed25519, publicKey: publicKey)
        let witness = try NoteKey(name: "log.example", kind: .cosignature, publicKey: publicKey)
        #expect(try note.verify(by: [renamed, witness]) == [])
        #expect(try note.verify(by: [signer.key]) == [signer.key])
    }

    @Test("One wrong signature of a known key spoils the note, wherever it stands")
    func wrongSignature() throws {
        let (one, two) = (try NoteSigner.seeded("a.example", 1), try NoteSigner.seeded("b", 2))
        let foreign = try two.sign("other text\n")
        for signatures in [[try one.sign("text\n"), foreign], [foreign, try one.sign("text\n")]] {
            let note = try SignedNote(text: "text\n", signatures: signatures)
            #expect(try note.verify(by: [one.key]) == [one.key])
            #expect(throws: NoteError.wrongSignature(of: "b")) {
                try note.verify(by: [one.key, two.key])
            }
        }
        let twice = [try two.sign("text\n"), foreign]
        #expect(throws: NoteError.wrongSignature(of: "b")) {
            try SignedNote(text: "text\n", signatures: twice).verify(by: [two.key])
        }
    }

    @Test(
        "What is not exactly a note is refused",
        arguments: [
            "", "\n", "\n\n", "text\n", "text\n\n", "text\n— a AAAAAAA=\n", "text\n\n— a AAAAAAA=",
            "text\n\n— a AAAAAAA=\n\n", "text\n\n— a AAAAAAA=\nmore\n", "text\n\n- a AAAAAAA=\n",
            "text\n\n—a AAAAAAA=\n", "text\n\n—  AAAAAAA=\n", "text\n\n— a  AAAAAAA=\n",
            "text\n\n— a AAAAAAA= \n", "text\n\n— a b AAAAAAA=\n", "text\n\n— a AAAAAA==\n",
            "text\n\n— a AAAAAAB=\n", "text\n\n— a AAAAAAA\n", "text\n\n— a AAAA AAA=\n",
            "text\n\n— a+b AAAAAAA=\n", "text\n\n— a\u{A0}b AAAAAAA=\n",
            "text\n\n— a\tb AAAAAAA=\n",
            "text\r\n\n— a AAAAAAA=\n", "te\0xt\n\n— a AAAAAAA=\n", "text\n\n— a AAAAAAA=\r\n",
            "text\n\n— a AA__AAA=\n", "text\n\n\n— a AAAAAAA=\n— \n",
        ]
    )
    func refused(text: String) {
        #expect(throws: LogFormatError.self) { try SignedNote(bytes(text)) }
    }

    @Test("Bytes that are not UTF-8, too many signatures and too many bytes are refused")
    func limits() throws {
        let line = "— a AAAAAAA=\n"
        #expect(try SignedNote(bytes("t\n\n" + line)).signatures.count == 1)
        let lines = String(repeating: line, count: 64)
        #expect(try SignedNote(bytes("t\n\n" + lines)).signatures.count == 64)
        for note in [
            bytes("t\n\n" + lines + line), [0xFF] + bytes("\n\n" + line),
            bytes("t\n\n— ") + [0xC3] + bytes(" AAAAAAA=\n"),
            Array(repeating: 0x61, count: 600 << 10) + bytes("\n\n" + line),
        ] {
            #expect(throws: LogFormatError.self) { try SignedNote(note) }
        }
        #expect(throws: LogFormatError.self) { try SignedNote(text: "text", signatures: []) }
    }

    @Test(
        "What is not exactly a verifier key is refused",
        arguments: [
            "", "a", "a+b", "a++",
            "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
            "PeterNeumann+C74F20A3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
            "PeterNeumann+74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
            "Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
            "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10T=",
            "PeterNeumann+c74f20a3+BRpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
            "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW\n",
            "+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
        ]
    )
    func keys(text: String) {
        #expect(throws: LogFormatError.self) { try NoteKey(text) }
    }

    @Test("Keys print as what they are read from", arguments: UInt64(0)..<20)
    func keyRoundTrip(seed: UInt64) throws {
        let key = try Cosigner.seeded("witness.example/\(seed)", seed).key
        #expect(try NoteKey(key.description) == key)
        #expect(try NoteKey(key.description).id == key.id)
    }
}

@Suite("Cosignatures")
struct CosignatureTests {
    private let text = "log.example\n0\n47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=\n"

    @Test("A cosignature holds its time and is over it")
    func time() throws {
        let witness = try Cosigner.seeded("witness.example/w", 5)
        let signature = try witness.cosign(text, at: 1_679_315_147)
        #expect(signature.bytes.count == 72)
        #expect(Cosignature.seconds(of: signature) == 1_679_315_147)
        let note = try SignedNote(text: text, signatures: [signature])
        #expect(try SignedNote(note.bytes).verify(by: [witness.key]) == [witness.key])
        // The message as the specification writes it.
        let message = bytes("cosignature/v1\ntime 1679315147\n" + text)
        let key = try Curve25519.Signing.PublicKey(rawRepresentation: witness.key.publicKey)
        #expect(key.isValidSignature(signature.bytes.dropFirst(8), for: message))
    }

    @Test("Another time or an ordinary signature is no cosignature")
    func wrong() throws {
        let privateKey = try Curve25519.Signing.PrivateKey.seeded(5)
        let witness = try Cosigner(name: "witness.example", privateKey: privateKey)
        let line = bytes(try witness.cosign(text, at: 1_000).line)
        // A bit of the time, which stands behind the four bytes of the ID.
        var later = line
        let start = bytes("— witness.example ").count
        later[start + 14] = later[start + 14] == 0x41 ? 0x42 : 0x41
        let note = try SignedNote(
            text: text,
            signatures: [try NoteSignature(line: later.dropLast())]
        )
        #expect(throws: NoteError.wrongSignature(of: "witness.example")) {
            try note.verify(by: [witness.key])
        }
        let plain = try NoteSigner(name: "witness.example", privateKey: privateKey)
        let other = try SignedNote(text: text, signatures: [try plain.sign(text)])
        #expect(try other.verify(by: [witness.key]) == [])
        #expect(Cosignature.seconds(of: try plain.sign(text)) == nil)
    }
}
