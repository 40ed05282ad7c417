import Postgres

@testable import TrainingCentre

/// What is planned and done beside trainings, so that every table of it has a row.
struct AuditedPlanning {
    let centre: TrainingCentre

    func fill(batch: ID<CertificateBatch>) async throws {
        try await Demonstration.loadPlanning(into: centre)
        try await centre.importText(
            "name,email\nDora Dvić,dora@a.example\nDorra Dvić,dorra@a.example\n",
            as: .people
        )
        let act = try Act.clerk(because: "probni primer")
        try await centre.write(act) {
            _ = try Merge<Person>.enter(
                "dorra@a.example",
                into: "dora@a.example",
                by: act,
                in: $0
            )
            _ = try Merge<Organisation>.enter("OFII", into: "CARITAS-GE", by: act, in: $0)
            _ = try Merge<Project>.enter("UK-ASYLUM", into: "MMPTF-EVB", by: act, in: $0)
            _ = try Course.changeTags(of: "LAP", Form(["tags": "GCM"]), by: .clerk, in: $0)
            _ = try Activity.change(
                "DODELA-2024",
                Form(["batches": String(batch.value)]),
                ifVersion: nil,
                by: .clerk,
                in: $0
            )
            _ = try ActivityParticipant.enter(
                "GRUZIJA-2024",
                Form(["email": "dora@a.example"]),
                by: .clerk,
                in: $0
            )
        }
    }
}
