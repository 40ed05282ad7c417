import EventLoop
import Postgres
import TrainingCentre

extension ReceivedImport {
    /// Reads the file, on a thread of its own and in no transaction: a large workbook takes longer
    /// than a transaction may stand idle.
    ///
    /// Refuses with `AccessError.notAllowed`, before the file is looked at, `NotFound` for a
    /// profile, and `ImportFile.Defect`.
    func read(
        by actor: Actor,
        in centre: TrainingCentre,
        _ bytes: @escaping @Sendable () throws -> [UInt8]
    ) async throws -> ImportFile {
        try noun.checkImport(by: actor)
        var map = map
        if let profile {
            map += try await centre.read { (transaction: borrowing Transaction) in
                try ImportProfile.find(profile, by: actor, in: transaction).map
            }
        }
        return try await Thread.run(named: "import-file") { [self, map] in
            try ImportFile.read(bytes(), as: noun, map: map, encoding: encoding, sheet: sheet)
        }
    }
}
