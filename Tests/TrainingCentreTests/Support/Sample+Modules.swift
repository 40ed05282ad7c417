import Postgres
import Testing

@testable import TrainingCentre

extension Sample {
    /// A cohort of a course with three modules, of which two are required, and so many people.
    ///
    /// The second module is done on another platform. Everybody attended and passed the test.
    @discardableResult
    static func modules(
        _ code: String,
        _ count: Int = 1,
        examples kind: CourseModule.Kind = .scorm12,
        in centre: TrainingCentre
    ) async throws -> [Enrolment] {
        try await modularCourse(examples: kind, in: centre)
        let cohort = try await centre.importText(
            """
            cohort_code,course_code,starts_on,ends_on,venue,capacity
            \(code),MODULARNA,2024-02-01,2024-02-02,Plandište,20
            """,
            as: .cohorts
        )
        #expect(cohort.rejected.map(\.problem) == [])
        _ = try await centre.write(.clerk) { try Cohort.publish(code, by: .clerk, in: $0) }
        guard count > 0 else { return [] }
        try await enrol(emails(count), in: code, centre)
        try await centre.importText(attendance(code, emails(count)), as: .attendance)
        try await centre.importText(results(code, emails(count)), as: .results)
        return try await centre.read {
            try Enrolment.list(cohort: code, page: PageRequest(), by: .clerk, in: $0).items
        }
    }

    /// The course MODULARNA, whose draft says which modules it has.
    static func modularCourse(
        examples kind: CourseModule.Kind = .scorm12,
        in centre: TrainingCentre
    ) async throws {
        for (noun, text) in [
            (.courses, "code,title_sr_latn\nMODULARNA,Modularna obuka\n"),
            (
                .modules,
                """
                code,title_sr_latn,title_en,kind,hours
                OSNOVE,Osnove,Basics,text,2
                ZASTITA,Zaštita,Protection,external,1.5
                PRIMERI,Primeri,Examples,\(kind.rawValue),
                """
            ),
            (
                .courseVersions,
                """
                course_code,modules,required_modules
                MODULARNA,OSNOVE|ZASTITA|PRIMERI,ZASTITA|OSNOVE
                """
            ),
        ] as [(ImportedNoun, String)] {
            let report = try await centre.importText(text, as: noun)
            #expect(report.rejected.map(\.problem) == [], "\(noun)")
        }
    }
}
