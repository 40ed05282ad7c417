import Postgres
import Testing

@testable import TrainingCentre

/// What happens in the catalogue beside courses and cohorts, so that every table of it has a row.
struct CatalogueLife {
    let centre: TrainingCentre

    /// All by the clerk: a version with everything, a programme, and a room with a session that
    /// somebody teaches.
    func fill(course: String, cohort: String, trainer: String) async throws {
        let organisation = try await centre.value(
            "SELECT min(code) FROM organisations",
            as: String.self
        )
        let form = Form(
            [
                "target_groups": "other", "authors": organisation, "prerequisite_courses": "UVOD",
            ],
            lists: ["outcomes_sr_latn": ["Piše plan"]]
        )
        try await centre.importText("code,title_sr_latn\nUVOD,Uvod\n", as: .courses)
        let accreditation = Form([
            "register_number": "1/2024", "accredited_on": "2024-01-15", "body_sr_latn": "NAJU",
        ])
        try await centre.write(.clerk) {
            let newest = try CourseVersion.find(nil, of: course, in: $0)
            if newest.isPublished { _ = try CourseVersion.revise(course, by: .clerk, in: $0) }
            let draft = try CourseVersion.find(nil, of: course, in: $0)
            _ = try CourseVersion.change(
                draft.number,
                of: course,
                form,
                ifVersion: nil,
                by: .clerk,
                in: $0
            )
            _ = try CourseVersion.accredit(nil, of: course, accreditation, by: .clerk, in: $0)
        }
        try await centre.importText(
            "code,title_sr_latn,courses\nPROGRAM,Program,\(course)\n",
            as: .programmes
        )
        try await centre.importText("code,name_sr_latn,capacity\nSALA,Sala,30\n", as: .rooms)
        let sessions = try await centre.importText(
            """
            cohort_code,held_on,begins,ends,room,trainers
            \(cohort),2024-02-03,09:00,15:00,SALA,\(trainer)
            """,
            as: .sessions
        )
        #expect(sessions.created == 1)
        try await centre.write(.clerk) {
            _ = try Interest.express(
                course: course,
                Form(["email": trainer]),
                by: .clerk,
                in: $0
            )
        }
    }
}
