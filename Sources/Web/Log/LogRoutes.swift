import Credentials
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

/// The transparency log as files (C2SP tlog-tiles).
struct LogRoutes: Sendable {
    let centre: TrainingCentre

    private enum Limits {
        /// A checkpoint changes with every batch; tiles never do.
        static let checkpointSeconds = 5
        static let tileSeconds = 31_536_000
    }

    func add(to router: inout Router) {
        router.on(.get, "/log/{path...}") { request in
            let path = request.parameters["path"] ?? ""
            guard let path = LogPath(path) else { throw NotFound("log_file", path) }
            let bytes = try await centre.read { (transaction: borrowing Transaction) in
                try PublishedLog.file(path, in: transaction)
            }
            guard let bytes else { throw NotFound("log_file", path.path) }
            switch path {
            case .checkpoint:
                return .published(
                    bytes,
                    type: "text/plain; charset=utf-8",
                    lifetimeSeconds: Limits.checkpointSeconds
                )
            case .tile, .entries:
                return .published(
                    bytes,
                    type: "application/octet-stream",
                    lifetimeSeconds: Limits.tileSeconds
                )
            }
        }
    }
}
