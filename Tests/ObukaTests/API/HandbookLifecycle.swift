import Documents
import TestSupport
import Testing

extension EndToEnd.LifecycleTests {
    /// An edition of a handbook from its draft to its end, and experience recognised for a course.
    func handbooks(_ staff: APICaller) async throws {
        let handbook: JSON = [
            "code": "PROBE", "title_sr_cyrl": "Водич", "title_en": "A guide",
            "courses": ["PROBE"],
        ]
        try await staff.post("/handbooks", handbook, 201)
        #expect(try await staff.get("/handbooks?q=vodic", 200).text.contains("PROBE"))
        let tag = try #require(try await staff.get("/handbooks/PROBE", 200)["etag"])
        let named: JSON = ["title_en": "The guide"]
        try await staff.put("/handbooks/PROBE", named, fields: ["If-Match": tag], 200)

        let draft: JSON = [
            "code": "PROBE-1", "handbook_code": "PROBE", "language_tag": "sr",
            "version_label": "1", "year": 2026, "licence": "CC-BY-4.0",
        ]
        try await staff.post("/handbook-editions", draft, 422, "invalid")
        let right = draft.replacing("language_tag", with: "sr-Latn")
        try await staff.post("/handbook-editions", right, 201)
        let edition = "/handbook-editions/PROBE-1"
        #expect(try await staff.get("/handbook-editions?q=vodic", 200).text.contains("PROBE-1"))
        let shown = try await staff.get(edition, 200)
        let version = try #require(shown["etag"])
        let year: JSON = ["year": 2025]
        try await staff.put(edition, year, fields: ["If-Match": version], 200)
        try await staff.post(edition + "/publication", 409, "handbook_edition_has_no_file")
        try await upload(staff, "<p>text", 422, "file_kind_unknown")
        #expect(try await upload(staff, "%PDF-1.7", 200).json["file"]?["bytes"] == 8)
        try await staff.post(edition + "/publication", 200)
        try await upload(staff, "%PDF-1.8", 409, "handbook_edition_published")
        #expect(try await staff.session.server.get("/handbooks/PROBE/PROBE-1").text == "%PDF-1.7")
        try await besides(staff)
        try await readings(staff)
        try await staff.get("/handbook-uses?by=month&handbook=VODIC", 200)
        try await staff.get("/handbook-uses?handbook=NONE", 404)
        try await passages(staff)
        try await staff.post(edition + "/withdrawal", 422, "reason_missing")
        let why: JSON = ["reason": "an error on page 3"]
        try await staff.post(edition + "/withdrawal", why, 200)
        #expect(try await staff.session.server.get("/handbooks/PROBE/PROBE-1").status == 404)

        let months: JSON = [
            "email": .string(Demonstration.trainee), "months": 24, "basis": "Dopis 12-3/2024",
        ]
        try await staff.post("/courses/PROBE/experiences", months, 201)
        let known = try await staff.get("/courses/PROBE/experiences", 200).json
        #expect(known["experiences"]?.elements?.first?["months"] == 24)
    }

    /// The same read aloud, and a picture for the cover.
    private func besides(_ staff: APICaller) async throws {
        let edition = "/handbook-editions/PROBE-1"
        let sound = try await staff.session.upload(
            edition + "/files",
            Array("ID3".utf8) + [4, 0],
            as: "audio/mpeg",
            token: staff.token,
            gives: 200,
            nil
        )
        #expect(try sound.json["files"]?.elements?.count == 2)
        let heard = try await staff.session.server.get("/handbooks/PROBE/PROBE-1/mp3")
        #expect(heard["content-type"] == "audio/mpeg" && heard.bytes.count == 5)
        let picture: [UInt8] = [
            0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0, 1, 0, 1, 1, 1, 0x11, 0, 0xFF, 0xD9,
        ]
        _ = try await staff.session.upload(
            edition + "/cover",
            picture,
            as: "image/jpeg",
            token: staff.token,
            gives: 200,
            nil
        )
    }

    /// A cohort uses the edition, and nobody has read it yet.
    private func readings(_ staff: APICaller) async throws {
        let cohort = "/cohorts/PRIHVAT-D/handbook-editions"
        try await staff.post(cohort + "/NONE", 404, "handbook_edition_not_found")
        let used = try await staff.post(cohort + "/PROBE-1", 200).json["handbook_editions"]
        #expect(used?.elements?.last?["edition_code"] == "PROBE-1")
        try await staff.get(cohort, 200)
        try await staff.get("/cohorts/PRIHVAT-D/acknowledgements", 200)
        try await staff.post(cohort + "/PROBE-1/withdrawal", 200)
    }

    /// What stands in the demonstration's handbook is found; a file that is none is named.
    private func passages(_ staff: APICaller) async throws {
        let path = "/handbook-passages"
        try await staff.get(path, 422)
        try await staff.get(path + "?q=azil&language=srpski", 422)
        try await staff.get(path + "?q=azil&handbook=NONE", 404)
        let found = try await staff.get(path + "?q=azil&limit=1&superseded=true", 200)
        #expect(try found.json["handbook_passages"]?.elements?.count == 1)
        #expect(found["link"]?.contains("q=azil") == true)
        let own = path + "?q=azil&handbook=PROBE&language=sr"
        try await until("reading the file") {
            let unsearched = try await staff.get(own, 200).json["unsearched"]?.elements
            return unsearched?.first?["text"]?["state"] == "damaged"
        }
    }

    @discardableResult
    private func upload(
        _ staff: APICaller,
        _ text: String,
        _ status: Int,
        _ code: String? = nil
    ) async throws -> Answer {
        try await staff.session.upload(
            "/handbook-editions/PROBE-1/file",
            Array(text.utf8),
            as: "application/pdf",
            token: staff.token,
            gives: status,
            code
        )
    }
}

extension JSON {
    /// The object with another value of a member.
    fileprivate func replacing(_ name: String, with value: JSON) -> JSON {
        .object((members ?? []).map { $0.name == name ? JSON.Member(name, value) : $0 })
    }
}
