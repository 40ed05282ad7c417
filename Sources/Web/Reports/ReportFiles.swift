import HTTPServer
import HTTPTypes
import TrainingCentre

/// Reports as files and streams.
struct ReportFiles: Sendable {
    let centre: TrainingCentre

    /// The answer in a format, whose rows are sent while they come, the head at once.
    ///
    /// What the centre made public, nobody has to sign in for.
    func answer(
        _ asked: ReportRequest,
        as format: ReportRequest.Format,
        by actor: Actor?
    ) async throws -> Response {
        let stream = try await centre.report(
            asked.report.name,
            asked.parameters,
            as: format.written,
            by: actor
        )
        return Response(fields: fields(asked, format), body: stream.body)
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

extension ReportRequest.Format {
    fileprivate var written: ReportWriter.Format {
        switch self {
        case .json: .json
        case .ndjson: .ndjson
        case .csv: .csv
        case .xlsx: .xlsx
        }
    }
}

extension ReportStream {
    /// The pieces as the content of an answer, each sent when it is there.
    var body: ResponseBody {
        .stream { writer in
            while let piece = try await self.next() {
                try await writer.write(piece)
                try await writer.flush()
            }
        }
    }
}
