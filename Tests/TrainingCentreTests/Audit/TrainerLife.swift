import Postgres
import Testing

@testable import TrainingCentre

/// What happens to a trainer, so that every table of it has a row.
struct TrainerLife {
    let centre: TrainingCentre

    /// All by the clerk: a graduate of a training of trainers is registered, begins the way to an
    /// accreditation, and has taught a closed cohort.
    func fill() async throws {
        let (graduate, other) = ("grad@a.example", "drugi@a.example")
        let cascades = try await Cascades.made(in: centre)
        try await centre.importText(
            "code,title_sr_latn,courses\nOBLAST,Oblast,OBUKA\n",
            as: .fields
        )
        try await cascades.person(other)
        try await cascades.cohort("TOT-1", of: "TOT", on: ["2022-02-01"], people: [graduate])
        try await Sample.close("TOT-1", in: centre)
        try await cascades.cohort(
            "O-1",
            of: "OBUKA",
            on: ["2022-03-01"],
            trainers: [graduate],
            people: ["polaznik@a.example"]
        )
        try await Sample.close("O-1", in: centre)
        let act = Act.clerk
        try await centre.write(act) {
            let id = try TrainerProfile.enter(
                Form(["email": graduate, "courses": "OBUKA"]),
                by: .clerk,
                in: $0
            ).id
            _ = try TrainerProfile.decide(id, Form(["state": "under-review"]), by: act, in: $0)
            _ = try TrainerEvidence.enter(
                Form(["kind": "cv", "title": "CV", "place": "Arhiva"]),
                for: id,
                by: .clerk,
                in: $0
            )
            let candidacy = try Candidacy.open(
                Form(["email": graduate, "field": "OBLAST"]),
                by: .clerk,
                in: $0
            )
            for (stage, examiner) in [("tot-passed", ""), ("practice-observed", other)] {
                _ = try Candidacy.enter(
                    Form(["stage": stage, "verdict": "pass", "examiner": examiner]),
                    on: candidacy.id,
                    by: .clerk,
                    in: $0
                )
            }
        }
    }
}
