import Foundation
import TestSupport

/// Somebody with a browser: opens pages of a server, fills their forms in, and follows where they
/// lead.
struct Browsing: Sendable {
    let server: RunningServer
    let token: String

    private var fields: [String: String] {
        [
            "Accept": "text/html,*/*;q=0.8",
            "Authorization": "Basic " + Data("x:\(token)".utf8).base64EncodedString(),
        ]
    }

    func open(_ path: String) async throws -> Answer {
        try await server.call(HTTPCall(path: path, fields: fields))
    }

    /// The key of the form with this id on a page.
    func key(_ path: String, form id: String) async throws -> String {
        try Browsing.key(try await open(path), form: id)
    }

    static func key(_ page: Answer, form id: String) throws -> String {
        guard let start = page.text.firstRange(of: "<h2 id=\"\(id)\">"),
            let key = page.text[start.upperBound...].firstMatch(
                of: #/name="form_key" value="([^"]+)"/#
            )
        else { throw TestSupportError("no form \(id): \(page.status) \(page.text.prefix(400))") }
        return String(key.output.1)
    }

    /// Sends a form as a browser does from a page of the same site.
    func send(
        _ path: String,
        _ values: [(String, String)],
        more: [String: String] = ["Sec-Fetch-Site": "same-origin", "Origin": "null"]
    ) async throws -> Answer {
        let body = values.map { "\($0.0.percentEncoded)=\($0.1.percentEncoded)" }
            .joined(separator: "&")
        var all = fields.merging(more) { $1 }
        all["Content-Type"] = "application/x-www-form-urlencoded"
        return try await server.call(
            HTTPCall(method: "POST", path: path, fields: all, body: body)
        )
    }

    /// Sends a form with a file.
    func send(
        _ path: String,
        key: String,
        file: [UInt8],
        boundary: String = "----boundary7MA4"
    ) async throws -> Answer {
        var all = fields
        all["Content-Type"] = "multipart/form-data; boundary=\(boundary)"
        let head = """
            --\(boundary)\r\nContent-Disposition: form-data; name="form_key"\r\n\r\n\(key)\r\n\
            --\(boundary)\r\nContent-Disposition: form-data; name="file"; filename="a.csv"\r\n\
            Content-Type: text/csv\r\n\r\n
            """
        let content = Array(head.utf8) + file + Array("\r\n--\(boundary)--\r\n".utf8)
        return try await server.call(
            HTTPCall(method: "POST", path: path, fields: all, content: content)
        )
    }

    /// Opens the page to which an answer leads.
    func follow(_ answer: Answer) async throws -> Answer {
        guard answer.status == 303, let place = answer["location"] else {
            throw TestSupportError("leads nowhere: \(answer.status) \(answer.text.prefix(2_000))")
        }
        return try await open(place)
    }
}
