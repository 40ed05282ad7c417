import Documents
import HTTPServer
import HTTPTypes
import TrainingCentre

/// Whether the process lives, whether it can serve, and how it does.
struct HealthRoutes: Sendable {
    let centre: TrainingCentre
    /// The metrics as Prometheus text.
    let metrics: @Sendable () -> [UInt8]

    func add(to router: inout Router) {
        let (centre, metrics) = (centre, metrics)
        router.on(.get, "/health/live") { _ in
            API.answer(JSON.object([JSON.Member("status", "live")]).bytes)
        }
        router.on(.get, "/health/ready") { _ in
            if await centre.isReachable {
                return API.answer(JSON.object([JSON.Member("status", "ready")]).bytes)
            }
            let reason: JSON = ["status": "not ready", "reason": "the database does not answer"]
            return API.answer(reason.bytes, status: .serviceUnavailable)
        }
        router.on(.get, "/metrics") { _ in
            .bytes(metrics(), type: "text/plain; version=0.0.4; charset=utf-8")
        }
    }
}
