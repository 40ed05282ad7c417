import Foundation
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("The catalogue that other libraries harvest", .centre)
struct CatalogueTests {
    private let library = HandbookLibrary()
    private var centre: TrainingCentre { library.centre }

    private func harvest(
        _ asked: CatalogueRecord.Asked = CatalogueRecord.Asked(),
        rowsMax: Int = 100
    ) async throws -> [String] {
        var (asked, found) = (asked, [String]())
        repeat {
            let list = try await centre.read { [asked] in
                try CatalogueRecord.list(asked, rowsMax: rowsMax, in: $0)
            }
            found += list.records.map { $0.isDeleted ? "-\($0.edition)" : $0.edition }
            asked.after = list.next
        } while asked.after != nil
        return found
    }

    private func change(_ code: String, _ fields: [String: String]) async throws {
        try await centre.write(.clerk) {
            _ = try HandbookEdition.change(
                code,
                Form(fields),
                ifVersion: nil,
                by: .clerk,
                in: $0
            )
        }
    }

    @Test("Only what everybody may read is in it; what was so once stays there as deleted")
    func open() async throws {
        try await library.publish("V-1")
        try await library.publish("V-2", ["access": "accounts"])
        try await library.publish("V-3")
        #expect(try await harvest() == ["V-1", "V-3"])
        try await change("V-1", ["access": "accounts"])
        #expect(try await harvest() == ["V-3", "-V-1"])
        // Nothing more is told of what is not open.
        try await change("V-1", ["superseded_by": "V-3"])
        try await change("V-2", ["superseded_by": "V-3"])
        #expect(try await harvest() == ["V-3", "-V-1"])
        let why = try Act.clerk(because: "greška")
        try await centre.write(why) {
            _ = try HandbookEdition.withdraw("V-3", by: why, in: $0)
        }
        try await change("V-2", ["access": "open"])
        #expect(try await harvest() == ["-V-1", "-V-3", "V-2"])
    }

    @Test("A change of the handbook changes its records")
    func changed() async throws {
        try await library.publish("V-1")
        let before = try await centre.read { try CatalogueRecord.find("V-1", in: $0)?.changedAt }
        try await centre.write(.clerk) {
            let form = Form(["title_en": "Another guide"])
            _ = try Handbook.change("VODIC", form, ifVersion: nil, by: .clerk, in: $0)
        }
        let after = try await centre.read { try CatalogueRecord.find("V-1", in: $0) }
        #expect(after?.title.en == "Another guide")
        #expect(try #require(after?.changedAt) > #require(before))
    }

    @Test("What is withdrawn at the moment of another change stays closed")
    func race() async throws {
        try await library.publish("V-1")
        let why = try Act.clerk(because: "greška")
        try await library.overlap(why) {
            _ = try HandbookEdition.withdraw("V-1", by: why, in: $0)
        } with: {
            try await centre.write(.clerk) {
                let form = Form(["title_en": "Another guide"])
                _ = try Handbook.change("VODIC", form, ifVersion: nil, by: .clerk, in: $0)
            }
        }
        #expect(try await harvest() == ["-V-1"])
    }

    @Test("A record changes with what it says of others: its successor, and titles of courses")
    func others() async throws {
        try await library.publish("V-1")
        try await library.publish("V-2", ["access": "accounts"])
        try await change("V-1", ["superseded_by": "V-2"])
        let courses = ["code": "KURS", "title_sr_cyrl": "Обука", "title_en": "A course"]
        try await centre.write(.clerk) {
            _ = try Course.create(Form(courses), by: .clerk, in: $0)
            let form = Form(["courses": "KURS"])
            _ = try Handbook.change("VODIC", form, ifVersion: nil, by: .clerk, in: $0)
        }
        var last = try await record()
        #expect(last.supersededBy == nil && last.courses.map(\.en) == ["A course"])
        func hasChanged() async throws -> Bool {
            let before = last.changedAt
            last = try await record()
            return last.changedAt > before
        }
        try await change("V-2", ["access": "open"])
        #expect(try await hasChanged() && last.supersededBy == "V-2")
        try await changeCourse(["title_en": "Another course"])
        #expect(try await hasChanged() && last.courses.map(\.en) == ["Another course"])
        try await changeCourse(["pass_score_percent": "70"])
        #expect(try await !hasChanged())
        let why = try Act.clerk(because: "greška")
        try await centre.write(why) {
            _ = try HandbookEdition.withdraw("V-2", by: why, in: $0)
        }
        #expect(try await hasChanged() && last.supersededBy == nil)
    }

    private func record() async throws -> CatalogueRecord {
        try #require(try await centre.read { try CatalogueRecord.find("V-1", in: $0) })
    }

    private func changeCourse(_ fields: [String: String]) async throws {
        try await centre.write(.clerk) {
            _ = try Course.change("KURS", Form(fields), ifVersion: nil, by: .clerk, in: $0)
        }
    }

    @Test("Its parts are its languages and handbooks, each kind of them also whole")
    func subsets() async throws {
        func subsets() async throws -> [CatalogueRecord.Subset] {
            try await centre.read { try CatalogueRecord.subsets(in: $0).map(\.subset) }
        }
        #expect(try await subsets() == [.language(nil), .handbook(nil)])
        try await library.publish("V-1")
        #expect(
            try await subsets()
                == [.language(nil), .language("sr-Cyrl"), .handbook(nil), .handbook("VODIC")]
        )
        #expect(try await harvest(.init(set: .language(nil))) == ["V-1"])
        #expect(try await harvest(.init(set: .handbook(nil))) == ["V-1"])
    }

    @Test("A list comes in parts, by time, language and handbook")
    func parts() async throws {
        for number in 1...7 {
            let tag = number % 2 == 0 ? "en" : "sq"
            try await library.publish("V-\(number)", ["language_tag": tag])
        }
        let all = (1...7).map { "V-\($0)" }
        #expect(try await harvest(rowsMax: 2) == all)
        let english = CatalogueRecord.Asked(set: .language("en"))
        #expect(try await harvest(english, rowsMax: 1) == ["V-2", "V-4", "V-6"])
        #expect(try await harvest(.init(set: .handbook("NONE"))) == [])
        let now = Int(Date().timeIntervalSince1970)
        #expect(try await harvest(.init(from: now + 60)) == [])
        #expect(try await harvest(.init(until: now - 3_600)) == [])
        #expect(try await harvest(.init(from: now - 3_600, until: now + 60)) == all)
    }
}
