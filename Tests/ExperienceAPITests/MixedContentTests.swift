import Documents
import Testing

@testable import ExperienceAPI

@Suite("Statements with attachments")
struct MixedContentTests {
    private let digest = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

    private func body(_ statement: JSON, hash: String, _ content: String = "abc") -> [UInt8] {
        Array(
            """
            preamble\r\n--b 1\r\nContent-Type: application/json\r\n\r\n\(statement.written)\r\n\
            --b 1\r\nContent-Type: text/plain\r\nContent-Transfer-Encoding: binary\r\n\
            X-Experience-API-Hash: \(hash)\r\n\r\n\(content)\r\n--b 1--\r\n
            """.utf8
        )
    }

    @Test("The parts come out as they went in, and each is checked by its digest")
    func parts() throws {
        let type = "multipart/mixed; charset=utf-8; boundary=\"b 1\""
        let whole = try SampleStatement.whole()
        let content = try AttachedContent(body(whole, hash: digest), type: type)
        #expect(content.statements == whole)
        #expect(content.contents == [digest: Array("abc".utf8)])
        try content.check([whole])
        let again = MixedContent.write(
            [MixedContent.Part(fields: ["a": "b"], content: [1, 10, 45, 45, 13, 10])],
            boundary: "x"
        )
        let read = MixedContent.parts(of: again, boundary: "x")
        #expect(read?.map(\.content) == [[1, 10, 45, 45, 13, 10]])
        #expect(read?.first?.fields == ["a": "b"])
        // Of other bytes, of another length, of no statement.
        #expect(throws: StatementProblem.self) {
            try AttachedContent(body(whole, hash: digest, "abd"), type: type)
        }
        let longer = SampleStatement.put(4, at: ["attachments", "0", "length"], in: whole)
        #expect(throws: StatementProblem.self) { try content.check([longer]) }
        let bare = SampleStatement.put(nil, at: ["attachments"], in: whole)
        #expect(throws: StatementProblem.self) { try content.check([bare]) }
    }

    @Test("What did not come has an address, or is refused")
    func missing() throws {
        let whole = try SampleStatement.whole()
        let content = try AttachedContent(whole.bytes, type: "application/json; charset=utf-8")
        try content.check([whole])
        let bare = SampleStatement.put(nil, at: ["attachments", "0", "fileUrl"], in: whole)
        #expect(throws: StatementProblem.self) { try content.check([bare]) }
        for type in ["text/plain", nil, "multipart/mixed", "multipart/form-data; boundary=x"] {
            #expect(throws: StatementProblem.self, "\(type ?? "")") {
                try AttachedContent(whole.bytes, type: type)
            }
        }
    }

    @Test("Bytes that are no parts are none")
    func broken() {
        for text in [
            "", "--x", "--x\r\n", "--x\r\na: b\r\n\r\nc", "--x\r\nno colon\r\n\r\nc\r\n--x--",
            "--x\r\na: b\r\na: b\r\n\r\nc\r\n--x--", "--y\r\n\r\n--y--",
        ] {
            #expect(MixedContent.parts(of: Array(text.utf8), boundary: "x") == nil, "\(text)")
        }
        #expect(MixedContent.parts(of: Array("--x--".utf8), boundary: "x")?.count == 0)
    }

    @Test("A signature is a JWS of the statement that it came with")
    func signatures() throws {
        let whole = try SampleStatement.whole()
        let plain = SampleStatement.put(nil, at: ["attachments"], in: whole)
        func problem(_ head: String, _ payload: JSON, _ end: String = ".c2ln") -> String? {
            let parts = [Array(head.utf8), payload.bytes].map { base64($0) }
            let jws = Array((parts.joined(separator: ".") + end).utf8)
            let attachment: JSON = [
                "usageType": "http://adlnet.gov/expapi/attachments/signature",
                "contentType": "application/octet-stream",
            ]
            do {
                try StatementSignature.check(jws, attachment, of: whole, at: "x")
                return nil
            } catch {
                return "\(error)"
            }
        }
        let head = #"{"alg":"RS256"}"#
        #expect(problem(head, plain) == nil)
        let unnamed = SampleStatement.put(nil, at: ["id"], in: plain)
        #expect(problem(head, unnamed) == nil)
        #expect(problem(#"{"alg":"HS256"}"#, plain)?.contains("none of RS256") == true)
        #expect(problem(head, plain, "")?.contains("no JWS") == true)
        let other = SampleStatement.put(1, at: ["result", "score", "raw"], in: plain)
        #expect(problem(head, other)?.contains("another statement") == true)
    }

    private func base64(_ bytes: [UInt8]) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_")
        var (text, buffer, bits) = ("", 0, 0)
        for byte in bytes {
            (buffer, bits) = (buffer << 8 | Int(byte), bits + 8)
            while bits >= 6 {
                bits -= 6
                text.append(letters[buffer >> bits & 63])
            }
            buffer &= 0xFF
        }
        if bits > 0 { text.append(letters[buffer << (6 - bits) & 63]) }
        return text
    }
}
