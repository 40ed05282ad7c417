import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Projects", .centre)
struct ProjectTests {
    private let centre = TrainingCentre.ofTest

    private func found(_ query: String) async throws -> [String] {
        try await centre.read {
            try Project.list(matching: query, page: PageRequest(), in: $0).items.map(\.draft.code)
        }
    }

    private func change(_ code: String, _ fields: [String: String]) async throws -> [String] {
        let error = await #expect(throws: InvalidForm.self) {
            _ = try await centre.write(.clerk) {
                try Project.change(code, Form(fields), ifVersion: nil, by: .clerk, in: $0)
            }
        }
        return error?.fields.map(\.field) ?? []
    }

    @Test("Statement 16: the tags SDG 17 and human trafficking retrieve the project")
    func statement16() async throws {
        try await Demonstration.loadPlanning(into: centre)
        #expect(try await found("SDG 17") == ["SDC-CAP"])
        #expect(try await found("human trafficking") == ["SDC-CAP"])
        #expect(try await found("трговина људима") == ["SDC-CAP"])
        let tag = try await centre.read { try Tag.find("TRAFFICKING", in: $0) }
        #expect(tag.projects == ["SDC-CAP"])
        let tagged = try await centre.read { (transaction: borrowing Transaction) in
            let page = PageRequest(rowsMax: 50)
            return try ["trafficking", "REFUGEES"].map {
                try Project.list(matching: nil, tag: $0, page: page, in: transaction).items
                    .map(\.draft.code).contains("SDC-CAP")
            }
        }
        #expect(tagged == [true, false])
        let unknown = try await refusal {
            _ = try await centre.read {
                try Project.list(
                    matching: nil,
                    tag: "NEMA",
                    page: PageRequest(rowsMax: 50),
                    in: $0
                )
            }
        }
        #expect(unknown == "tag_not_found")
        _ = try await centre.write(.clerk) {
            try Course.changeTags(
                of: "LAP",
                Form(["tags": "trafficking|refugees"]),
                by: .clerk,
                in: $0
            )
        }
        let courses = try await centre.read { try Tag.find("TRAFFICKING", in: $0).courses }
        #expect(courses == ["LAP"])
    }

    @Test("Statement 18: the project has its roles and is found under every name of its fund")
    func statement18() async throws {
        try await Demonstration.loadPlanning(into: centre)
        for name in ["MMPTF", "MPTF", "Multipartnerski poverilački fond", "ММПТФ"] {
            #expect(try await found(name) == ["MMPTF-EVB"], "\(name)")
        }
        let overview = try await centre.read { try ProjectOverview.make("MMPTF-EVB", in: $0) }
        #expect(overview.implementers.map(\.srLatn).first?.hasPrefix("Komesarijat") == true)
        #expect(overview.partners.count == 4)
        #expect(overview.funds.map(\.srLatn) == ["Multipartnerski poverilački fond za migracije"])
        #expect(overview.donors.isEmpty)
    }

    @Test("What was promised stands beside what was achieved: 60 and 70")
    func targets() async throws {
        try await Demonstration.load(into: centre)
        try await Demonstration.closeAll(in: centre)
        try await Demonstration.loadPlanning(into: centre)
        let progress = try await centre.read { try TargetProgress.list(of: "SDC-CAP", in: $0) }
        #expect(progress.map(\.target.draft.promised) == [60])
        #expect(progress.map(\.achieved.count) == [70])
        let early = try await centre.read {
            try TargetProgress.list(of: "SDC-CAP", asOf: try Sample.day("2022-01-01"), in: $0)
        }
        #expect(early.map(\.achieved.count) == [0])
    }

    @Test("A programme has projects and is in none")
    func programmes() async throws {
        try await Demonstration.loadPlanning(into: centre)
        #expect(try await change("UK-ASYLUM", ["programme_code": "SDC-CAP"]) == ["programme_code"])
        #expect(try await change("UK-ASYLUM", ["programme_code": "NEMA"]) == ["programme_code"])
        #expect(
            try await change("UK-ASYLUM", ["kind": "programme", "programme_code": "CH-RS-MP"])
                == ["programme_code"]
        )
        #expect(try await change("CH-RS-MP", ["kind": "project"]) == ["programme_code"])
    }

    @Test("An office is of an organisation, and not in the end of itself")
    func offices() async throws {
        try await Demonstration.loadPlanning(into: centre)
        func move(_ code: String, to parent: String) async throws -> String? {
            try await refusal {
                _ = try await centre.write(.clerk) {
                    try Organisation.change(
                        code,
                        Form(["parent_code": parent]),
                        ifVersion: nil,
                        by: .clerk,
                        in: $0
                    )
                }
            }
        }
        #expect(try await move("IOM", to: "IOM-GE") == "invalid")
        #expect(try await move("IOM", to: "IOM") == "invalid")
        #expect(try await move("IOM-GE", to: "IOM-VIENNA") == nil)
        #expect(try await move("IOM-VIENNA", to: "IOM-GE") == "invalid")
    }

    @Test("A venue is found under each of its names, in both scripts")
    func venues() async throws {
        try await Demonstration.loadPlanning(into: centre)
        for name in [
            "ТЦ Пландиште", "Tренинг центар у области миграција", "trening centar u Plandištu",
            "Training Centre for Migration", "TC Plandiste",
        ] {
            let codes = try await centre.read {
                try Venue.list(matching: name, page: PageRequest(), in: $0).items.map(\.draft.code)
            }
            #expect(codes == ["TC-PLANDISTE"], "\(name)")
        }
    }

    @Test("Importing the files again changes nothing")
    func again() async throws {
        try await Demonstration.loadPlanning(into: centre)
        for (noun, name) in Demonstration.planning {
            let report = try await centre.importFile(CheckoutFiles.demo(name), as: noun)
            #expect(report.unchanged == report.read, "\(name)")
        }
    }
}
