import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Importing what has a code", .centre)
struct CodedImportTests {
    private let centre = TrainingCentre.ofTest

    private func courses(_ rows: String) async throws -> ImportReport {
        try await centre.importText(
            "code,title_sr_cyrl,title_sr_latn,title_en\n" + rows,
            as: .courses
        )
    }

    @Test("A code that stands twice with different facts is rejected; the same facts are unchanged")
    func twice() async throws {
        let file = "X1,Курс,Kurs,Course\nx1,Курс,Kurs,Other\nX1,Курс,Kurs,Course\n"
        let first = try await courses(file)
        #expect(first.created == 1)
        #expect(first.unchanged == 1)
        #expect(first.rejected.map(\.line) == [3])
        #expect(first.rejected.map(\.field) == ["code"])
        let again = try await courses(file)
        #expect(again.unchanged == 2)
        #expect(again.updated == 0)
    }

    @Test("A title is in the script of its column; an acronym is in both")
    func scripts() async throws {
        let report = try await courses(
            "X1,Kurs,Kurs,Course\nX2,Курс,Курс,Course\nX3,MADAD2,MADAD2,MADAD2\n"
        )
        #expect(report.rejected.map(\.field) == ["title_sr_cyrl", "title_sr_latn"])
        #expect(report.created == 1)
    }

    @Test("A title does not change in one script alone")
    func oneScript() async throws {
        _ = try await courses("X1,Курс,Kurs,Course\n")
        let same = try await centre.importText("code,title_sr_latn\nX1,Kurs\n", as: .courses)
        #expect(same.unchanged == 1)
        let other = try await centre.importText("code,title_sr_latn\nX1,Tečaj\n", as: .courses)
        #expect(other.rejected.map(\.field) == ["title_sr_cyrl"])
        let english = try await centre.importText("code,title_en\nX1,Training\n", as: .courses)
        #expect(english.updated == 1)
    }
}
