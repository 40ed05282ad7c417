import Documents
import Foundation
import Postgres
import TrainingCentre

/// The contents of the modules of the demonstration, each packed from its folder.
struct DemoModules {
    let centre: TrainingCentre
    let act: Act
    /// One folder for each module, by its code.
    let directory: String

    /// Takes every folder in as the content of its module; what is there already stays.
    func perform() async throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
        for code in names where !code.hasPrefix(".") {
            let package = try PackageFile.read("\(directory)/\(code)", for: centre)
            let act = act
            _ = try await centre.write(act) { (transaction: borrowing Transaction) in
                try ModuleVersion.enter(package, into: code, by: act.actor, in: transaction)
            }
        }
    }
}
