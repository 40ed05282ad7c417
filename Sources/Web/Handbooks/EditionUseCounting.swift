import HTTPServer
import HTTPTypes
import TrainingCentre

/// Which requests for a file are somebody who reads it.
///
/// One opening of a file asks for it in many parts: only the one that begins it counts, once it is
/// answered with content. What only looks whether it has changed (304, HEAD), and what asks for a
/// byte or two to see whether there are ranges, is nothing. Programs that say they are robots do
/// not read, and browsers that fetch ahead have not opened anything yet.
enum EditionUseCounting {
    /// Players ask for so little only to learn about the file.
    private static let probeBytesMax = 1_024

    private static let robots = [
        "bot", "crawl", "spider", "slurp", "preview", "monitor", "facebookexternalhit", "archiver",
    ]

    /// Whether an answer to a request is the beginning of somebody's reading.
    static func isUse(_ request: Request, answered response: Response) -> Bool {
        guard request.method == .get, begins(response), !isFetchedAhead(request) else {
            return false
        }
        let program = (request.fields[.userAgent] ?? "").lowercased()
        return !robots.contains { program.contains($0) }
    }

    private static func begins(_ response: Response) -> Bool {
        guard case .file(let file) = response.body else { return false }
        switch response.status {
        case .ok: return true
        case .partialContent:
            let range = response.fields[.contentRange] ?? ""
            let isWhole = range.hasSuffix("-\(file.count - 1)/\(file.count)")
            return file.offset == 0 && (file.count > probeBytesMax || isWhole)
        default: return false
        }
    }

    /// Fetch section 3.4 (`Sec-Purpose`), and the older name for it.
    private static func isFetchedAhead(_ request: Request) -> Bool {
        ["Sec-Purpose", "Purpose"].contains { name in
            HTTPField.Name(name).flatMap { request.fields[$0] }?.contains("prefetch") ?? false
        }
    }
}
