import Documents
import TestSupport
import Testing

extension EndToEnd.LifecycleTests {
    private static let workbookType =
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"

    /// Files go in and come out; a mapping of headers is kept for them.
    func transfers(_ staff: APICaller) async throws {
        let nouns = try await staff.get("/imports", 200).json["nouns"]?.elements ?? []
        #expect(nouns.first?["noun"] == "organisations")
        try await profiles(staff)
        try await imports(staff)
        try await exports(staff)
        let reason: JSON = ["reason": "a form that nobody sends"]
        try await staff.post("/imports/profiles/Sremska/removal", 422, "reason_missing")
        try await staff.post("/imports/profiles/Sremska/removal", reason, 200)
        try await staff.get("/imports/profiles/Sremska", 404)
    }

    private func profiles(_ staff: APICaller) async throws {
        let wrong: JSON = ["name": "Sremska", "noun": "people", "columns": ["Ko": "nobody"]]
        try await staff.post("/imports/profiles", wrong, 422, "file_unreadable")
        let draft: JSON = [
            "name": "Sremska", "noun": "people", "columns": ["Ko dolazi": "name", "Gde": "email"],
        ]
        try await staff.post("/imports/profiles", draft, 200)
        #expect(try await staff.get("/imports/profiles/Sremska", 200).json == draft)
        let listed = try await staff.get("/imports/profiles?noun=people", 200)
        #expect(try listed.json["import_profiles"] == [draft])
        let others = try await staff.get("/imports/profiles?noun=courses", 200)
        #expect(try others.json["import_profiles"] == [])
    }

    private func upload(
        _ staff: APICaller,
        _ path: String,
        _ text: String,
        as type: String = "text/csv",
        key: String? = nil,
        gives status: Int = 200,
        _ code: String? = nil
    ) async throws -> Answer {
        try await staff.session.upload(
            path,
            Array(text.utf8),
            as: type,
            token: staff.token,
            fields: key.map { ["Idempotency-Key": $0] } ?? [:],
            gives: status,
            code
        )
    }

    private func imports(_ staff: APICaller) async throws {
        let text = "Ko dolazi;Gde\nMila Probić;mila.probic@probe.example\nBez Adrese;nema\n"
        let path = "/imports/people?profile=Sremska"
        let rehearsed = try await upload(staff, path + "&dry_run=true", text).json
        #expect(rehearsed["dry_run"] == true)
        #expect(rehearsed["created"] == 1)
        let done = try await upload(staff, path, text, key: "mila").json
        #expect(done["created"] == 1, "the rehearsal changed nothing")
        let rejected = try #require(done["rejected"]?.elements?.first)
        #expect(rejected["row"] == 3)
        #expect(rejected["field"] == "email")
        #expect(rejected["code"] == "invalid")
        #expect(done["headers"]?.elements?.first?["column"] == "name")
        let again = try await upload(staff, path, text, key: "mila").json
        #expect(again == done, "with its key it is not done again")
        #expect(try await upload(staff, path, text).json["unchanged"] == 1)
        let other = text + "\n"
        _ = try await upload(
            staff,
            path,
            other,
            key: "mila",
            gives: 422,
            "idempotency_key_reused"
        )
        _ = try await upload(staff, "/imports/people", "nichts\n", gives: 422, "file_unreadable")
        _ = try await upload(staff, "/imports/people", "{}", as: "application/json", gives: 415)
        let audit = "/imports/audit"
        let never = try await upload(staff, audit, "a\n", gives: 422, "noun_not_transferred")
        #expect(never.text.contains("obuka audit list"))
    }

    private func exports(_ staff: APICaller) async throws {
        let text = try await staff.get("/exports/people", 200)
        #expect(text.text.contains("mila.probic@probe.example"))
        let accept = ["Accept": "text/csv;q=0.5, \(Self.workbookType)"]
        let workbook = try await staff.session.call(
            "GET",
            "/exports/people",
            token: staff.token,
            fields: accept,
            gives: 200
        )
        #expect(workbook["content-type"] == Self.workbookType)
        #expect(workbook["content-disposition"] == "attachment; filename=\"people.xlsx\"")
        for (content, type) in [(text.bytes, "text/csv"), (workbook.bytes, Self.workbookType)] {
            let same = try await staff.session.upload(
                "/imports/people",
                content,
                as: type,
                token: staff.token,
                gives: 200
            ).json
            #expect(same["read"] == same["unchanged"], "\(type)")
        }
        try await formulas(staff)
        try await staff.get("/exports/people?format=xlsx", 200)
        try await staff.get("/exports/people?cohort=PROBE", 422)
        try await staff.get("/exports/audit", 422)
        for register in ["accreditations", "candidacies", "certificates"] {
            let listed = try await staff.get("/exports/\(register)", 200)
            #expect(listed["content-disposition"] == "attachment; filename=\"\(register).csv\"")
        }
        #expect(try await staff.get("/exports/quotas", 404).text.contains("is seat-quotas meant?"))
    }

    /// A cell that a spreadsheet would run goes out as it is, or as a text when that is asked for.
    private func formulas(_ staff: APICaller) async throws {
        let venue = "code,name_sr_latn,kind,lsg_code\nFORMULA,=HYPERLINK(1),training-centre,70068\n"
        let entered = try await upload(staff, "/imports/venues", venue)
        #expect(try entered.json["created"] == 1)
        let exact = try await staff.get("/exports/venues", 200).text
        #expect(exact.contains(",=HYPERLINK(1)"))
        let safe = try await staff.get("/exports/venues?protect_formulas=true", 200).text
        #expect(safe.contains(",'=HYPERLINK(1)"))
        #expect(!safe.contains(",=HYPERLINK(1)"))
        try await staff.get("/exports/venues?protect_formulas=perhaps", 422)
    }
}
