import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("What reports told of plans and promises", .centre)
struct FormerRowTests {
    private let centre = TrainingCentre.ofTest

    /// What takes a reason when it is changed, one of each kind.
    private static let changes:
        [(noun: any CodedNoun.Type, code: String, values: [String: String])] = [
            (ProjectTarget.self, "CILJ", ["promised": "200"]),
            (PlanArea.self, "OBLAST", ["courses": "OBUKA"]),
            (PlanArea.self, "OBLAST", ["courses": ""]),
            (Activity.self, "RAD", ["headcount": "12"]),
            (Activity.self, "RAD", ["organisers": "KIRS"]),
            (ActivityItem.self, "DEO", ["headcount": "3"]),
            (ActivitySpeaker.self, "GOVOR", ["function_en": "Other"]),
            (Project.self, "PRVI", ["donors": "EU"]),
            (Project.self, "PRVI", ["starts_on": "2023-05-01"]),
            (ProjectOutput.self, "ISHOD", ["starts_on": "2023-05-01"]),
            (Plan.self, "PLAN", ["project_code": ""]),
        ]

    private func enter() async throws {
        let texts: [(ImportedNoun, String)] = [
            (
                .organisations,
                "code,kind,name_sr_latn,name_en\nEU,international,EU,EU\n"
                    + "SDC,international,SDC,SDC\nKIRS,state-body,KIRS,KIRS\n"
            ),
            (.courses, Self.courses),
            (
                .projects,
                "code,title_sr_latn,title_en,starts_on,donors\nPRVI,Prvi,First,2023-01-01,SDC\n"
                    + "NOVI,Novi,New,2199-01-01,SDC\n"
            ),
            (
                .projectTargets,
                "code,project_code,indicator,promised\n"
                    + "CILJ,PRVI,lsgs,60\nPLANIRAN,NOVI,lsgs,60\n"
            ),
            (
                .projectOutputs,
                "code,project_code,kind,title_sr_latn,title_en,starts_on\n"
                    + "ISHOD,PRVI,report,Izveštaj,Report,2023-02-01\n"
            ),
            (.plans, "code,title_sr_latn,title_en,project_code\nPLAN,Plan,Plan,PRVI\n"),
            (
                .planAreas,
                "code,plan_code,kind,position,title_sr_latn,title_en,courses\n"
                    + "OBLAST,PLAN,focus,1,Oblast,Area,DRUGA\n"
            ),
            (
                .activities,
                "code,kind,title_sr_latn,title_en,starts_on,project_code,headcount,organisers\n"
                    + "RAD,workshop,Rad,Work,2024-05-06,PRVI,40,EU\n"
                    + "BROJ,workshop,Rad,Work,2024-05-06,PRVI,,EU\n"
                    + "SUTRA,workshop,Rad,Work,2199-05-06,PRVI,40,EU\n"
            ),
            (
                .activityItems,
                "code,activity_code,position,kind,title_sr_latn,title_en,headcount\n"
                    + "DEO,RAD,1,workshop,Deo,Part,7\n"
            ),
            (
                .activitySpeakers,
                "code,activity_code,name_sr_latn,name_en,function_sr_latn,function_en\n"
                    + "GOVOR,RAD,Ana Anić,Ana Anić,Direktorka,Director\n"
            ),
        ]
        for (noun, text) in texts {
            let report = try await centre.importText(text, as: noun)
            #expect(report.rejected.map(\.problem) == [], "\(noun)")
        }
    }

    private static let courses = """
        code,title_sr_latn,title_en
        OBUKA,Obuka,Training
        DRUGA,Druga,Another

        """

    private func change<Noun: CodedNoun>(
        _ noun: Noun.Type,
        _ code: String,
        _ values: [String: String],
        because reason: String?
    ) async throws {
        let act = try Act(by: .clerk, because: reason)
        _ = try await centre.write(act) {
            try Noun.change(code, Form(values), ifVersion: nil, by: .clerk, in: $0)
        }
    }

    private func kept() async throws -> Int { try await centre.count("former_rows") }

    @Test("What was told is changed with a reason, and kept with who, when and why")
    func reasons() async throws {
        try await enter()
        #expect(try await kept() == 0)
        for (noun, code, values) in Self.changes {
            await #expect(throws: ReasonMissing.self, "\(code) \(values)") {
                try await change(noun, code, values, because: nil)
            }
        }
        #expect(try await kept() == 0)
        for (noun, code, values) in Self.changes {
            let before = try await kept()
            try await change(noun, code, values, because: "izmena ugovora")
            #expect(try await kept() > before, "\(code) \(values)")
        }
        let said = try await centre.value(
            """
            SELECT (contents ->> 'promised') || ' ' || actor || ': ' || reason FROM former_rows
            WHERE noun = 'project_targets'
            """,
            as: String.self
        )
        #expect(said == "60 test clerk: izmena ugovora")
    }

    @Test("PostgreSQL itself refuses a change without a reason, and forged history")
    func refusedByPostgreSQL() async throws {
        try await enter()
        let statements: [SQL] = [
            "UPDATE project_targets SET promised = 200 WHERE code = 'CILJ'",
            "DELETE FROM plan_area_courses",
            """
            INSERT INTO plan_area_courses (area_id, course_id)
            SELECT plan_areas.id, courses.id FROM plan_areas, courses WHERE courses.code = 'OBUKA'
            """,
            "UPDATE activities SET headcount = 12 WHERE code = 'RAD'",
            "UPDATE activities SET starts_on = '2199-01-01', ends_on = '2199-01-01'",
            "DELETE FROM activity_organisations",
            "UPDATE project_roles SET role = 'fund'",
            "UPDATE projects SET starts_on = '2023-02-02' WHERE code = 'PRVI'",
        ]
        for statement in statements {
            let refused = try await constraint { try await centre.sql(statement) }
            #expect(refused == "former_rows_has_reason", "\(statement)")
        }
        let forged: SQL = """
            INSERT INTO former_rows (noun, subject_id, was_told, actor)
            VALUES ('projects', 1, false, 'niko')
            """
        #expect(try await constraint { try await centre.sql(forged) } == "42501")
    }

    @Test("What no report has told yet, what was empty, a title and an order take no reason")
    func free() async throws {
        try await enter()
        let changes: [(any CodedNoun.Type, String, [String: String])] = [
            (ProjectTarget.self, "PLANIRAN", ["promised": "70"]),
            (Project.self, "NOVI", ["donors": "EU", "starts_on": "2199-02-02"]),
            (Activity.self, "SUTRA", ["headcount": "50", "organisers": ""]),
            (Activity.self, "BROJ", ["headcount": "50", "headcount_qualifier": "about"]),
            (PlanArea.self, "OBLAST", ["position": "3", "title_en": "Title"]),
        ]
        for (noun, code, values) in changes {
            let before = try await kept()
            try await change(noun, code, values, because: nil)
            #expect(try await kept() > before, "\(code)")
        }
        // The same again is no change, and what fills in what was empty is entered late.
        let before = try await kept()
        try await change(
            Project.self,
            "PRVI",
            ["ends_on": "2025-01-01", "objective_sr_latn": "Više", "objective_en": "More"],
            because: nil
        )
        try await change(ProjectTarget.self, "PLANIRAN", ["promised": "70"], because: nil)
        #expect(try await kept() == before)
    }

    @Test("An import that changes what was told needs the reason of its file")
    func imported() async throws {
        try await enter()
        let text = "code,promised\nCILJ,200\n"
        let refused = try await centre.importText(text, as: .projectTargets)
        #expect(refused.rejected.count == 1)
        #expect(refused.rejected.first?.field == "reason")
        let taken = try await centre.importText(
            text,
            as: .projectTargets,
            reason: "izmena ugovora"
        )
        #expect(taken.rejected.isEmpty)
        #expect(
            try await centre.value(
                "SELECT promised FROM project_targets_on('2024-01-01') LIMIT 1",
                as: Int.self
            ) == 60
        )
    }

    @Test("With known_by a target and an area are what was recorded by then, or not there")
    func knownBy() async throws {
        try await enter()
        for table in ["project_targets", "plan_areas"] {
            try await Owner.corrupt(
                "UPDATE \(identifier: table) SET created_at = '2024-01-10T12:00:00Z'"
            )
        }
        try await change(ProjectTarget.self, "CILJ", ["promised": "200"], because: "izmena")
        try await change(PlanArea.self, "OBLAST", ["courses": "OBUKA|DRUGA"], because: "izmena")
        try await Owner.corrupt("UPDATE former_rows SET ended_at = '2024-02-10T12:00:00Z'")
        let expected: [(String?, String?, Int?, Int?)] = [
            // Known by, as of, promised, courses.
            ("2024-01-09", nil, nil, nil), ("2024-01-10", nil, 60, 1), ("2024-02-09", nil, 60, 1),
            ("2024-02-10", nil, 200, 2), (nil, "2024-02-09", 60, 1), (nil, "2024-02-10", 200, 2),
            (nil, "2023-01-01", 60, 1), ("2024-03-01", "2024-02-09", 60, 1), (nil, nil, 200, 2),
        ]
        for (known, day, promised, courses) in expected {
            var parameters = ReportParameters(asOf: try day.map { try Sample.day($0) })
            parameters.knownBy = known.flatMap(KnownBy.init(written:))
            let target = try await row(.targets, "target", "CILJ", parameters)
            #expect(target?["promised"]?.wholeNumber == promised, "\(known ?? "") \(day ?? "")")
            let area = try await row(.areas, "area_code", "OBLAST", parameters)
            #expect(area?["courses"]?.wholeNumber == courses, "\(known ?? "") \(day ?? "")")
        }
    }

    @Test("A report of a past day says how many areas, targets and workshops were entered later")
    func enteredLater() async throws {
        try await enter()
        var parameters = ReportParameters(asOf: try Sample.day("2024-06-12"))
        parameters.language = .english
        for (name, count) in [(Report.Name.areas, 1), (.targets, 2), (.months, 0)] {
            let bytes = try await centre.bytes(of: name, parameters, as: .json)
            let later = try JSON.parse(bytes)["recorded_later"]
            #expect(later?["entries"] == .integer(count), "\(name)")
            #expect((later?["newest_at"] == .null) == (count == 0), "\(name)")
        }
        let text = try await centre.bytes(of: .targets, parameters, as: .csv)
        #expect(
            String(decoding: text, as: UTF8.self).contains("areas, targets and workshops: 2; ")
        )
    }

    @Test("The progress of targets and the coverage of a plan are told as of a day too")
    func progress() async throws {
        try await enter()
        try await change(ProjectTarget.self, "CILJ", ["promised": "200"], because: "izmena")
        try await change(PlanArea.self, "OBLAST", ["courses": ""], because: "izmena")
        let past = try Sample.day("2024-02-09")
        let (promised, courses) = try await centre.read {
            try (
                TargetProgress.list(of: "PRVI", asOf: past, in: $0).map(\.target.draft.promised),
                PlanCoverage.make("PLAN", asOf: past, in: $0).areas.map(\.courses)
            )
        }
        #expect(promised == [60] && courses == [1])
    }

    private func row(
        _ name: Report.Name,
        _ column: String,
        _ code: String,
        _ parameters: ReportParameters
    ) async throws -> JSON? {
        let report = try JSON.parse(try await centre.bytes(of: name, parameters, as: .json))
        return report["rows"]?.elements?.first { $0[column]?.text == code }
    }
}
