import Foundation
import HTTPServer
import HTTPTypes
import TrainingCentre

/// Reports as files and streams.
struct ReportFiles: Sendable {
    let centre: TrainingCentre

    /// The answer in a format; what the centre made public, nobody has to sign in for.
    func answer(
        _ asked: ReportRequest,
        as format: ReportRequest.Format,
        by actor: Actor?
    ) async throws -> Response {
        switch format {
        case .json: try await stream(asked, .json, format, by: actor)
        case .ndjson: try await stream(asked, .ndjson, format, by: actor)
        case .csv: try await stream(asked, .csv, format, by: actor)
        case .xlsx: try await workbook(asked, by: actor)
        }
    }

    /// Sends the rows while they come, the head at once.
    private func stream(
        _ asked: ReportRequest,
        _ written: ReportWriter.Format,
        _ format: ReportRequest.Format,
        by actor: Actor?
    ) async throws -> Response {
        let stream = try await centre.report(
            asked.report.name,
            asked.parameters,
            as: written,
            by: actor
        )
        return Response(
            fields: fields(asked, format),
            body: .stream { writer in
                while let piece = try await stream.next() {
                    try await writer.write(piece)
                    try await writer.flush()
                }
            }
        )
    }

    /// A workbook is whole before the first byte is sent: its index stands at the end.
    private func workbook(_ asked: ReportRequest, by actor: Actor?) async throws -> Response {
        let name = "obuka-report-\(String(centre.chance.next(), radix: 16)).xlsx"
        let file = FileManager.default.temporaryDirectory.appending(path: name)
        // The open file outlives its name.
        defer { try? FileManager.default.removeItem(at: file) }
        try await centre.reportWorkbook(
            asked.report.name,
            asked.parameters,
            to: file.path,
            by: actor
        )
        return Response(
            fields: fields(asked, .xlsx),
            body: .file(try FileBody(path: file.path))
        )
    }

    private func fields(_ asked: ReportRequest, _ format: ReportRequest.Format) -> HTTPFields {
        var fields: HTTPFields = [.contentType: format.mediaType, .cacheControl: "no-store"]
        if format == .csv || format == .xlsx {
            fields[.contentDisposition] =
                "attachment; filename=\"\(asked.report.name.rawValue).\(format.rawValue)\""
        }
        return fields
    }
}
