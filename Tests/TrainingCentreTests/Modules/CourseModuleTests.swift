import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Modules of courses", .centre)
struct CourseModuleTests {
    private let centre = TrainingCentre.ofTest

    private func change(_ fields: [String: String], number: Int = 1) async throws {
        _ = try await centre.write(.clerk) {
            try CourseVersion.change(
                number,
                of: "MODULARNA",
                Form(fields),
                ifVersion: nil,
                by: .clerk,
                in: $0
            )
        }
    }

    private func newest() async throws -> CourseVersion {
        try await centre.read { try CourseVersion.find(nil, of: "MODULARNA", in: $0) }
    }

    @Test("A version names its modules in order, and which of them passing takes")
    func order() async throws {
        try await Sample.modularCourse(in: centre)
        let draft = try await newest().draft
        #expect(draft.modules == ["OSNOVE", "ZASTITA", "PRIMERI"])
        #expect(draft.requiredModules == ["OSNOVE", "ZASTITA"], "in the order of the modules")
        let listed = try await centre.read { try VersionModule.list(course: "MODULARNA", in: $0) }
        #expect(listed.map(\.isRequired) == [true, true, false])
        #expect(listed.map(\.module.hours) == [Hundredths(200), Hundredths(150), Hundredths(0)])
        try await change(["modules": "PRIMERI|OSNOVE"])
        let changed = try await newest().draft
        #expect(changed.modules == ["PRIMERI", "OSNOVE"])
        #expect(changed.requiredModules == ["OSNOVE"], "what is gone is not required any more")
        try await change(["required_modules": ""])
        #expect(try await newest().draft.requiredModules == [])
        for (fields, field) in [
            (["modules": "OSNOVE|NEMA"], "modules"),
            (["required_modules": "ZASTITA"], "required_modules"),
        ] {
            let wrong = await #expect(throws: InvalidForm.self) { try await change(fields) }
            #expect(wrong?.fields.map(\.field) == [field])
        }
        #expect(try await newest().draft.modules == ["PRIMERI", "OSNOVE"])
    }

    @Test("Published, a version keeps its modules, they keep what they are, and the next has them")
    func published() async throws {
        try await Sample.modularCourse(in: centre)
        let change: [String: String] = ["kind": "quiz", "hours": "3"]
        let centre = centre
        func rewrite(_ fields: [String: String]) async throws {
            _ = try await centre.write(.clerk) {
                try CourseModule.change(
                    "OSNOVE",
                    Form(fields),
                    ifVersion: nil,
                    by: .clerk,
                    in: $0
                )
            }
        }
        try await rewrite(change)
        _ = try await centre.write(.clerk) {
            try CourseVersion.publish(nil, of: "MODULARNA", by: .clerk, in: $0)
        }
        #expect(try await refusal { try await rewrite(["kind": "text"]) } == "module_published")
        #expect(try await refusal { try await rewrite(["hours": "2"]) } == "module_published")
        try await rewrite(["title_sr_latn": "Osnove prava", "title_sr_cyrl": "Основе права"])
        #expect(
            try await refusal { try await self.change(["modules": "OSNOVE"]) }
                == "course_version_published"
        )
        for attack: SQL in [
            "DELETE FROM course_version_modules",
            """
            INSERT INTO course_version_modules (
                course_version_id, module_id, position, is_required)
            SELECT course_version_id, module_id, 9, true FROM course_version_modules LIMIT 1
            """,
        ] {
            let kept = try await constraint { try await centre.sql(attack) }
            #expect(kept == "course_versions_published_kept")
        }
        for change: SQL in ["kind = 'video'", "code = 'DRUGI'"] {
            let kept = try await constraint {
                try await centre.sql("UPDATE modules SET \(change) WHERE code = 'OSNOVE'")
            }
            #expect(kept == "modules_published_kept")
        }
        let next = try await centre.write(.clerk) {
            try CourseVersion.revise("MODULARNA", by: .clerk, in: $0)
        }
        #expect(next.draft.modules == ["OSNOVE", "ZASTITA", "PRIMERI"])
        #expect(next.draft.requiredModules == ["OSNOVE", "ZASTITA"])
        try await self.change(["modules": "PRIMERI"], number: 2)
        let before = try await centre.read {
            try CourseVersion.find(1, of: "MODULARNA", in: $0).draft.modules
        }
        #expect(before == ["OSNOVE", "ZASTITA", "PRIMERI"])
    }

    @Test("The public is shown the published version's modules, and finds modules by their words")
    func shown() async throws {
        try await Sample.modules("JAVNA", 0, in: centre)
        _ = try await centre.write(.clerk) {
            try CourseVersion.revise("MODULARNA", by: .clerk, in: $0)
        }
        try await change(["modules": "PRIMERI"], number: 2)
        let (published, newest, details, found) = try await centre.read {
            (
                try VersionModule.list(course: "MODULARNA", publicOnly: true, in: $0),
                try VersionModule.list(course: "MODULARNA", in: $0),
                try CourseDetails.find("MODULARNA", in: $0).modules,
                try CourseModule.list(matching: "заштита", page: PageRequest(), in: $0).items
            )
        }
        #expect(published.map(\.module.code) == ["OSNOVE", "ZASTITA", "PRIMERI"])
        #expect(newest.map(\.module.code) == ["PRIMERI"])
        #expect(details.map(\.module.code) == published.map(\.module.code))
        #expect(found.map(\.draft.code) == ["ZASTITA"])
    }
}
