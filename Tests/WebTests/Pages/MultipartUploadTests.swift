import HTTPServer
import Synchronization
import Testing

@testable import Web

@Suite("A form with a large file")
struct MultipartUploadTests {
    /// The fields and the file of a form whose content comes in pieces of so many bytes.
    private func read(
        _ content: String,
        piece: Int
    ) async throws -> (values: [String: String], file: String) {
        let rest = Mutex(Array(content.utf8)[...])
        var upload = try await MultipartUpload(boundary: "xx") {
            rest.withLock { rest in
                defer { rest = rest.dropFirst(piece) }
                return rest.isEmpty ? nil : Array(rest.prefix(piece))
            }
        }
        var bytes: [UInt8] = []
        try await upload.file { bytes += $0 }
        return (upload.values, String(decoding: bytes, as: UTF8.self))
    }

    private func form(_ file: String, before: String = "") -> String {
        let fields = ["a": "1", "b": "two\r\nlines"].sorted { $0.key < $1.key }.map {
            "--xx\r\nContent-Disposition: form-data; name=\"\($0.key)\"\r\n\r\n\($0.value)\r\n"
        }
        return fields.joined() + before
            + "--xx\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a.zip\"\r\n"
            + "Content-Type: application/zip\r\n\r\n\(file)\r\n--xx--\r\n"
    }

    @Test(
        "Fields and file come out whole, however the content comes",
        arguments: [1, 2, 7, 64, 100_000]
    )
    func pieces(piece: Int) async throws {
        let files = [
            "", "x", "\r\n", "\r\n\r\n--x\r\n--xy" + String(repeating: "\r\n--", count: 50),
            String(repeating: "abc\r", count: 3_000),
        ]
        for file in files where !file.contains("\r\n--xx") {
            let empty = "--xx\r\nContent-Disposition: form-data; name=\"c\"\r\n\r\n\r\n"
            let found = try await read(form(file, before: empty), piece: piece)
            #expect(found.values == ["a": "1", "b": "two\r\nlines", "c": ""])
            #expect(found.file == file, "\(file.prefix(20)) by \(piece)")
        }
    }

    @Test("What has no file, no names or no end is malformed")
    func malformed() async throws {
        let whole = form("content")
        let cut = String(whole.dropLast(12))
        let many = String(
            repeating: "--xx\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n1\r\n",
            count: 60
        )
        let large = String(repeating: "x", count: 200_000)
        for content in [
            "", "x", cut, "--xx--\r\n", "--xx\r\nX: 1\r\n\r\n1\r\n--xx--\r\n", many + whole,
            "--xx\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\n\(large)\r\n" + whole,
            "--xx\r\n\(large)\r\n\r\n1\r\n--xx--\r\n",
        ] {
            await #expect(throws: HTTPError.self, "\(content.prefix(40))") {
                _ = try await read(content, piece: 1_000)
            }
        }
    }
}
