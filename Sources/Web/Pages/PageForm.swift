import Documents
import HTTPServer
import HTTPTypes

/// What one of our own forms sent: its fields in their order, and a file where it has one.
struct PageForm: Sendable {
    /// The last value of each name.
    private(set) var values: [String: String] = [:]
    private(set) var file: [UInt8]?
    /// Everything that makes the form what it is, however the browser wrote it down.
    private(set) var content: [UInt8] = []

    /// Reads the content of a request.
    ///
    /// - Throws: `HTTPError` for content of another type, of more bytes, or without its parts.
    init(_ request: Request, bytesMax: Int) async throws {
        let type = request.fields[.contentType] ?? ""
        let bytes = try await request.body.collect(upTo: bytesMax)
        if type.lowercased().hasPrefix("application/x-www-form-urlencoded") {
            for (name, value) in try FormItems.decode(bytes) { add(name, value) }
        } else if let boundary = MultipartForm.boundary(type) {
            for part in try MultipartForm.parts(of: bytes, boundary: boundary) {
                if part.isFile {
                    file = Array(part.content)
                    content += part.content + [0]
                } else {
                    add(part.name, String(decoding: part.content, as: UTF8.self))
                }
            }
        } else {
            throw HTTPError(
                .unsupportedMediaType,
                code: "unsupported_media_type",
                title: "Send application/x-www-form-urlencoded or multipart/form-data."
            )
        }
    }

    /// What stands before a file that is read apart.
    init(_ values: [String: String]) {
        for (name, value) in values.sorted(by: { $0.key < $1.key }) { add(name, value) }
    }

    /// Makes a file that was read apart a part of what the form is.
    mutating func add(file digest: String) { content += Array(digest.utf8) + [0] }

    private mutating func add(_ name: String, _ value: String) {
        values[name] = value
        content += Array(name.utf8) + [0] + Array(value.utf8) + [0]
    }

    subscript(name: String) -> String? { values[name] }
}
