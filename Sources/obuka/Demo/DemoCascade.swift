import Postgres
import TrainingCentre

/// A training of trainers of 2022 and the five deliveries of its graduates, in a project of its
/// own: one, five, more than 150.
struct DemoCascade {
    let centre: TrainingCentre
    let act: Act

    static let files: [(ImportedNoun, String)] = [
        (.organisations, "cascade-organisations.csv"), (.projects, "cascade-projects.csv"),
        (.courses, "cascade-courses.csv"), (.fields, "cascade-fields.csv"),
        (.cohorts, "cascade-cohorts.csv"), (.enrolments, "cascade-enrolments.csv"),
        (.attendance, "cascade-attendance.csv"), (.trainers, "cascade-trainers.csv"),
    ]

    private static let training = "NAR-TOT-2022"

    /// Closes the training, which qualifies its graduates, and the delivery of each of them.
    ///
    /// Before that they are accepted to the pool and accredited. Done once.
    func perform() async throws {
        let act = act
        try await centre.write(act) { (transaction: borrowing Transaction) in
            let training = try Cohort.find(DemoCascade.training, in: transaction)
            guard training.state != .closed else { return }
            _ = try Course.qualify(
                by: training.draft.courseCode,
                Form([:], lists: ["courses": ["NAR"]]),
                by: act.actor,
                in: transaction
            )
            _ = try Cohort.close(training.draft.code, on: nil, by: act.actor, in: transaction)
            let graduates = try TrainerProfile.list(
                state: .received,
                page: PageRequest(rowsMax: 5),
                by: act.actor,
                in: transaction
            ).items
            for (index, graduate) in graduates.enumerated() {
                try DemoCascade.accept(graduate, number: index + 1, act, in: transaction)
                let delivery = "NAR-2022-0\(index + 1)"
                _ = try Trainer.assign(
                    graduate.email,
                    to: delivery,
                    by: act.actor,
                    in: transaction
                )
                _ = try Cohort.close(delivery, on: nil, by: act.actor, in: transaction)
            }
        }
    }

    /// Three of the five chose to be listed in public.
    private static func accept(
        _ graduate: TrainerProfile,
        number: Int,
        _ act: Act,
        in transaction: borrowing Transaction
    ) throws {
        for (state, decision) in [("under-review", ""), ("accepted", "07-\(number)/2022")] {
            _ = try TrainerProfile.decide(
                graduate.id,
                Form(["state": state, "number": decision, "on": "2022-03-01"]),
                by: act,
                in: transaction
            )
        }
        _ = try Accreditation.grant(
            Form([
                "email": graduate.email, "field": "JAVNOST", "starts_on": "2022-03-01",
                "ends_on": "2024-02-29", "basis": "Odluka 07-\(number)/2022",
            ]),
            by: act.actor,
            in: transaction
        )
        if number % 2 == 1 {
            _ = try TrainerProfile.list(graduate.id, publicly: true, by: act, in: transaction)
        }
    }
}
