import Documents
import EventLoop
import TestSupport

/// Issues certificates over HTTP, and says what it was told.
struct IssuingClient: Sendable {
    enum Told: Sendable {
        /// The entries of the register that the answer names.
        case issued(Set<String>)
        case refused(Answer)
        /// The connection broke before the answer was whole.
        case nothing
    }

    let server: RunningServer
    let token: String

    func issue(_ cohort: String) async throws -> Told {
        let path = "/api/v1/cohorts/\(cohort)/certificates"
        let answer: Answer
        do {
            answer = try await server.send("POST", path, [:], token: token)
        } catch is HTTPClient.Failure {
            return .nothing
        } catch is SystemError {
            return .nothing
        }
        guard answer.status == 200 else { return .refused(answer) }
        return .issued(try Issuing.entries(in: answer.json))
    }
}
