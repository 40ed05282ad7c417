import ArgumentParser
import Documents
import Postgres
import TrainingCentre

extension CalendarDate: ExpressibleByArgument {
    /// Reads `2024-02-29` or `29.02.2024.`.
    public init?(argument: String) {
        self.init(argument)
    }
}

extension Certificate.Kind: ExpressibleByArgument {}
extension VerificationStatus: ExpressibleByArgument {}
extension Revocation.ReasonClass: ExpressibleByArgument {}
extension Role: ExpressibleByArgument {}
extension Enrolment.Status: ExpressibleByArgument {}
extension SeatRules.Approval: ExpressibleByArgument {}
extension SeatRules.Promotion: ExpressibleByArgument {}
extension ExportWriter.Format: ExpressibleByArgument {}

extension WriteOptions {
    /// Runs an act; with `--dry-run` all of it is done and taken back, and the last line says so.
    func perform<Value: Sendable>(
        _ act: Act,
        on centre: TrainingCentre,
        _ body: @escaping @Sendable (borrowing Transaction) throws -> Value
    ) async throws -> Value {
        try await centre.write(act, rehearse: dryRun, body)
    }

    func sayIfDry() {
        if dryRun { StandardError.write("nothing was changed") }
    }
}
extension Language: ExpressibleByArgument {}
