import HTTPServer
import HTTPTypes

/// A form as browsers send it: names and values, percent-encoded.
struct BrowserForm: Sendable {
    private var values: [String: String] = [:]

    /// Reads the content of a request; of a name that stands twice the last value counts.
    ///
    /// - Throws: `HTTPError` for content of another type, or of more bytes.
    init(_ request: Request, bytesMax: Int) async throws {
        let type = request.fields[.contentType]?.lowercased() ?? ""
        guard type.hasPrefix("application/x-www-form-urlencoded") else {
            throw HTTPError(
                .unsupportedMediaType,
                code: "unsupported_media_type",
                title: "Send application/x-www-form-urlencoded."
            )
        }
        let bytes = try await request.body.collect(upTo: bytesMax)
        for item in bytes.split(separator: UInt8(ascii: "&")) {
            let parts = item.split(
                separator: UInt8(ascii: "="),
                maxSplits: 1,
                omittingEmptySubsequences: false
            )
            guard parts.count == 2 else { continue }
            values[PercentDecoding.form(parts[0])] = PercentDecoding.form(parts[1])
        }
    }

    subscript(name: String) -> String? { values[name] }

    /// The names that the form has.
    var names: [String] { Array(values.keys) }
}
