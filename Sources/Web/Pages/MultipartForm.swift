import Foundation
import HTTPServer
import HTTPTypes

/// A form with a file in it, as browsers send it: `multipart/form-data` (RFC 7578).
enum MultipartForm {
    enum Limits {
        static let partsMax = 50
        static let headBytesMax = 4_096
        /// RFC 2046 section 5.1.1.
        static let boundaryMax = 70
    }

    /// One field, or a file.
    struct Part {
        let name: String
        let isFile: Bool
        let content: ArraySlice<UInt8>
    }

    /// What separates the parts; nil for another type of content.
    static func boundary(_ type: String) -> String? {
        let parameters = type.split(separator: ";").map {
            $0.trimmingCharacters(in: .whitespaces)
        }
        guard parameters.first?.lowercased() == "multipart/form-data",
            let named = parameters.first(where: { $0.lowercased().hasPrefix("boundary=") })
        else { return nil }
        let boundary = named.dropFirst("boundary=".count).filter { $0 != "\"" }
        return (1...Limits.boundaryMax).contains(boundary.utf8.count) ? boundary : nil
    }

    /// The parts in their order; refuses with an `HTTPError` what has no end or no names.
    static func parts(of bytes: [UInt8], boundary: String) throws -> [Part] {
        let mark = Array("\r\n--\(boundary)".utf8)
        // The first mark may stand at the very beginning, without a line before it.
        var rest = (Array("\r\n".utf8) + bytes)[...]
        guard let first = rest.firstRange(of: mark) else { throw malformed }
        rest = rest[first.upperBound...]
        var parts: [Part] = []
        while !rest.starts(with: "--".utf8) {
            guard rest.starts(with: "\r\n".utf8), parts.count < Limits.partsMax,
                let end = rest.firstRange(of: mark)
            else { throw malformed }
            parts.append(try part(rest.dropFirst(2)[..<end.lowerBound]))
            rest = rest[end.upperBound...]
        }
        return parts
    }

    private static func part(_ bytes: ArraySlice<UInt8>) throws -> Part {
        guard let gap = bytes.firstRange(of: Array("\r\n\r\n".utf8)),
            gap.lowerBound - bytes.startIndex <= Limits.headBytesMax
        else { throw malformed }
        guard let head = head(of: bytes[..<gap.lowerBound]) else { throw malformed }
        return Part(name: head.name, isFile: head.isFile, content: bytes[gap.upperBound...])
    }

    /// What the head of a part says; nil when it has no name.
    static func head(of bytes: ArraySlice<UInt8>) -> (name: String, isFile: Bool)? {
        let head = String(decoding: bytes, as: UTF8.self)
        let disposition = head.components(separatedBy: "\r\n").first {
            $0.lowercased().hasPrefix("content-disposition:")
        }
        guard let disposition,
            let name = disposition.firstMatch(of: #/[; ]name="([^"]*)"/#)?.output.1
        else { return nil }
        return (String(name), disposition.firstMatch(of: #/[; ]filename\*?=/#) != nil)
    }

    static let malformed = HTTPError(
        .badRequest,
        code: "malformed_form",
        title: "The form is not well-formed multipart/form-data."
    )
}
