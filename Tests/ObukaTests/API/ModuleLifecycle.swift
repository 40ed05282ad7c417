import Documents
import Foundation
import TestSupport
import Testing

extension EndToEnd.LifecycleTests {
    /// The course's version says that passing takes the module, before a cohort publishes it.
    func plannedModules(_ caller: APICaller) async throws {
        let plan: JSON = ["modules": ["PROBE"], "required_modules": ["PROBE"]]
        let version = "/courses/PROBE/versions/1"
        let planned = try await caller.put(version, plan, fields: ["If-Match": "*"], 200)
        #expect(try planned.json["required_modules"] == ["PROBE"])
        let strange: JSON = ["modules": ["PROBE", "NEMA"]]
        try await caller.put(version, strange, fields: ["If-Match": "*"], 422, "invalid")
        let listed = try await caller.get("/courses/PROBE/modules", 200)
        #expect(try listed.json["modules"]?.elements?.first?["required"] == true)
    }

    /// A package is handed in twice, as two versions, and the second is published.
    func moduleVersions(_ caller: APICaller) async throws {
        var module: [JSON.Member] = [
            JSON.Member("code", "PAKET"), JSON.Member("kind", "scorm-1.2"),
        ]
        module += ["title_sr_cyrl", "title_sr_latn", "title_en"].enumerated().map {
            JSON.Member($1, $0 == 0 ? "Пакет" : "Paket")
        }
        try await caller.post("/modules", .object(module), 201)
        let versions = "/modules/PAKET/versions"
        #expect(try await caller.get(versions, 200).json["versions"] == [])
        try await upload("text.zip", versions, 422, "package_not_an_archive", caller)
        try await upload("cmi5.zip", versions, 409, "module_of_other_kind", caller)
        try await upload("ok.zip", "/modules/NEMA/versions", 404, "module_not_found", caller)
        let first = try await upload("ok.zip", versions, 200, nil, caller)
        #expect(try first.json["current"] == true && first.json["version"] == 1)
        let second = try await upload("ok_comment.zip", versions, 200, nil, caller)
        #expect(try second.json["current"] == false && second.json["version"] == 2)
        try await caller.post(versions + "/x/publication", 404, "module_version_not_found")
        let published = try await caller.post(versions + "/2/publication", 200)
        #expect(try published.json["current"] == true)
        #expect(try await caller.get(versions, 200).json["versions"]?.elements?.count == 2)
        let preview = try await caller.post(versions + "/1/previews", 200)
        let address = try preview.json["url"]?.text ?? ""
        #expect(address.hasPrefix("https://sadrzaj.obuka.example/l/"))
        try await caller.post(versions + "/x/previews", 404, "module_version_not_found")
        let other = try await caller.get("/modules/PAKET/watching", 409)
        #expect(other.code == "module_no_film")
        try await films(caller)
        try await silence(caller)
    }

    /// What becomes of content that calls no run-time is said of what has one.
    private func silence(_ caller: APICaller) async throws {
        let silence = "/modules/PAKET/silence"
        #expect(try await caller.get(silence, 200).json["done_when_left"] == false)
        let other = try await caller.get("/modules/FILM/silence", 409)
        #expect(other.code == "module_no_run_time")
        let rule: JSON = ["done_when_left": true]
        #expect(try await caller.post(silence, rule, 200).json["done_when_left"] == true)
        try await caller.post(silence, ["done_when_left": false], 422, "reason_missing")
        let back: JSON = ["done_when_left": false, "reason": "javlja od nove verzije"]
        #expect(try await caller.post(silence, back, 200).json["done_when_left"] == false)
    }

    /// A film is handed in, and says how it is watched.
    private func films(_ caller: APICaller) async throws {
        var module: [JSON.Member] = [JSON.Member("code", "FILM"), JSON.Member("kind", "video")]
        module += ["title_sr_cyrl", "title_sr_latn", "title_en"].enumerated().map {
            JSON.Member($1, $0 == 0 ? "Филм" : "Film")
        }
        try await caller.post("/modules", .object(module), 201)
        let versions = "/modules/FILM/versions"
        try await upload("film_hevc.mp4", versions, 422, "package_video_coding", caller)
        let film = try await upload("film.mp4", versions, 200, nil, caller)
        #expect(try film.json["parts"]?.elements?.first?["seconds"] == .number("12.345"))
        let watching = "/modules/FILM/watching"
        #expect(try await caller.get(watching, 200).json["watched_percent"] == 90)
        let strict = try await caller.post(watching, ["skipping": false], 200)
        #expect(try strict.json["skipping"] == false)
        try await caller.post(watching, ["watched_percent": 50], 422, "reason_missing")
        let less: JSON = ["watched_percent": 50, "reason": "kraći film"]
        #expect(try await caller.post(watching, less, 200).json["watched_percent"] == 50)
    }

    /// Who has a seat opens the module, and its page saves: the log says what its content called.
    func moduleLaunches(_ session: APISession, _ demonstration: Demonstration) async throws {
        let home = demonstration.home
        let titles = ["title_sr_cyrl=Отвара", "title_sr_latn=Otvara", "title_en=Opens"]
        try await home.ok(["course", "create", "code=OTVARA"] + titles)
        try await home.ok("module", "plan", "OTVARA", "PAKET")
        let days = ["starts_on=2062-01-20", "ends_on=2062-01-21", "venue=Plandište", "capacity=5"]
        try await home.ok(["cohort", "create", "code=OTVARA-1", "course_code=OTVARA"] + days)
        try await home.ok("cohort", "publish", "OTVARA-1")
        let person = "\(Demonstration.trainee),Trifun,Batinić"
        let rows = "cohort_code,email,given_name,family_name\nOTVARA-1,\(person)\n"
        try await home.ok("import", "enrolments", try home.file("otvara.csv", rows))
        let enrolled = try await home.enrolments("OTVARA-1").first
        let code = try #require(enrolled?["code"]?.text)
        let path = "/enrolments/\(code)/modules/PAKET"
        let staff = APICaller(session: session, token: try demonstration.token("staff"))
        let trainee = APICaller(session: session, token: try demonstration.token("trainee"))
        try await staff.post(path + "/launches", 403, "not_allowed")
        try await trainee.post(path + "/launches", ["again": "x"], 422, "invalid")
        let missing = "/enrolments/\(code)/modules/NEMA/launches"
        try await trainee.post(missing, 404, "module_not_found")
        let opened = try await trainee.post(path + "/launches", 200)
        let address = try #require(try opened.json["url"]?.text)
        #expect(address.hasPrefix("https://sadrzaj.obuka.example/l/"))
        try await readings(of: code, staff, trainee)
        // On the centre's own host there is no such page.
        let place = try #require(address.firstRange(of: "/l/")?.lowerBound)
        #expect(try await demonstration.server.get(String(address[place...])).status == 404)
        let attempts = try await trainee.get(path + "/attempts", 200)
        #expect(try attempts.json["attempts"]?.elements?.first?["done"] == false)
        let log = try await staff.get(path + "/log", 200)
        #expect(try log.json["runs"] == [])
        #expect(try await staff.get(path + "/log?attempt=9", 404).code == "attempt_not_found")
    }

    /// The cohort reads an edition, and its trainee says so.
    private func readings(
        of code: String,
        _ staff: APICaller,
        _ trainee: APICaller
    ) async throws {
        try await staff.post("/cohorts/OTVARA-1/handbook-editions/VODIC-EN", 200)
        let own = "/enrolments/\(code)/handbook-editions"
        let listed = try await trainee.get(own, 200).json["handbook_editions"]?.elements
        #expect(listed?.first?["can_be_acknowledged"] == true)
        try await staff.post(own + "/VODIC-EN/acknowledgement", 403, "not_allowed")
        let read = try await trainee.post(own + "/VODIC-EN/acknowledgement", 200)
        #expect(try read.json["acknowledged_on"] != .null)
        let refused = "/cohorts/OTVARA-1/handbook-editions/VODIC-EN/withdrawal"
        try await staff.post(refused, 409, "handbook_edition_acknowledged")
    }

    @discardableResult
    private func upload(
        _ name: String,
        _ path: String,
        _ status: Int,
        _ code: String?,
        _ caller: APICaller
    ) async throws -> Answer {
        let content = try Data(contentsOf: URL(filePath: SamplePackages.path(name)))
        return try await caller.session.upload(
            path,
            Array(content),
            as: "application/zip",
            token: caller.token,
            gives: status,
            code
        )
    }

    /// It is completed, taken back, and completed after all: only then somebody passes.
    func modules(_ caller: APICaller) async throws {
        let found = try await caller.get("/cohorts/PROBE/modules", 200)
        let ana = try #require(try found.json["progress"]?.elements?.first)
        #expect(ana["missing"] == ["PROBE"] && ana["total"] == 1)
        let path = "/enrolments/\(try #require(ana["enrolment"]?.wholeNumber))/modules"
        let completion = path + "/PROBE/completion"
        let elsewhere: JSON = ["completed_on": "2026-02-20", "source": "elsewhere"]
        try await caller.post(completion, elsewhere, 422, "invalid")
        try await caller.post(path + "/NEMA/completion", [:], 404, "module_not_found")
        let shown: JSON = ["completed_on": "2026-02-20", "evidence": "potvrda br. 3"]
        let done = try await caller.post(completion, shown, 200)
        #expect(try done.json["modules"]?.elements?.first?["source"] == "elsewhere")
        let stated = "/modules/PROBE/stated-completions"
        let told = try await caller.get(stated + "?activity=https://platform.example/a", 200)
        #expect(try told.json["completions"] == .array([]))
        try await caller.get(stated, 422)
        try await caller.post(completion + "/withdrawal", 422, "reason_missing")
        let why: JSON = ["reason": "nije ista osoba"]
        #expect(
            try await caller.post(completion + "/withdrawal", why, 200).json["completed"] == 0
        )
        try await caller.post(completion, shown, 422, "reason_missing")
        let again: JSON = [
            "completed_on": "2026-02-21", "evidence": "potvrda br. 4", "score_percent": 80,
            "reason": "prava potvrda",
        ]
        try await caller.post(completion, again, 200)
        #expect(try await caller.get(path, 200).json["missing"] == [])
    }
}
