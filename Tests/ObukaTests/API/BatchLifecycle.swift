import Documents
import TestSupport
import Testing

extension EndToEnd.LifecycleTests {
    /// The cohort of `certificates` again: participation is drafted, approved by another person,
    /// issued, handed out and revoked as a batch.
    func batches(_ staff: APICaller, _ administratorToken: String) async throws {
        let administrator = APICaller(session: staff.session, token: administratorToken)
        let kind: JSON = ["kind": "participation"]
        let drafts = "/cohorts/PROBE/certificate-batches"
        let rejected = try await batch(try await staff.post(drafts, kind, 201))
        try await staff.post("\(rejected)/approval", 403, "own_draft")
        try await staff.post("\(rejected)/rejection", [:], 422, "reason_missing")
        try await staff.post("\(rejected)/rejection", ["reason": "wrong kind"], 200)
        try await staff.post("\(rejected)/certificates", 409, "batch_rejected")
        let path = try await batch(try await staff.post(drafts, kind, 201))
        let approved = try await administrator.post("\(path)/approval", 200)
        #expect(try approved.json["state"] == "approved")
        try await administrator.post("\(path)/rejection", ["reason": "late"], 409, "batch_decided")
        let issued = try await staff.post("\(path)/certificates", 200)
        let id = try #require(try issued.json["issued"]?.elements?.first?["id"]?.text)
        try await staff.get("/certificate-batches?cohort=PROBE&limit=2", 200)
        #expect(try await staff.get(path, 200).json["state"] == "issued")
        let ceremony: JSON = ["on": "2062-03-02", "place": "Plandište"]
        #expect(
            try await staff.post("\(path)/ceremony", ceremony, 200).json["ceremony"]?["place"]
                == "Plandište"
        )
        let list = try await staff.get("\(path)/ceremony", 200)
        #expect(try list.json["entries"]?.elements?.first?["lsg"] == "Plandište")
        try await staff.post(
            "/certificates/\(id)/handover",
            ["on": "2024-01-01"],
            409,
            "handover_before_issue"
        )
        try await staff.post("/certificates/\(id)/handover", 422, "reason_missing")
        try await staff.post("/certificates/\(id)/handover", ["reason": "not yet"], 200)
        try await staff.post("\(path)/revocation", 422, "reason_missing")
        let reason: JSON = ["reason": "wrong list", "class": "issued-in-error"]
        let revoked = try await staff.post("\(path)/revocation", reason, 200)
        #expect(try revoked.json["revoked"]?.elements?.count == 1)
        #expect(try await staff.post("\(path)/revocation", reason, 200).json["unchanged"] == 1)
        try await settings(staff, administrator)
    }

    private func batch(_ drafted: Answer) async throws -> String {
        let location = try #require(drafted["location"])
        return String(location.dropFirst("/api/v1".count))
    }

    private func settings(_ staff: APICaller, _ administrator: APICaller) async throws {
        let path = "/settings/certificates.second-person"
        try await staff.get("/settings", 200)
        let any = ["If-Match": "*"]
        let off: JSON = ["value": "off", "reason": "as it is"]
        try await staff.put(path, off, fields: any, 403, "not_allowed")
        try await administrator.put(path, ["value": "off"], fields: any, 422, "reason_missing")
        try await administrator.put(path, off, fields: any, 200)
    }
}
