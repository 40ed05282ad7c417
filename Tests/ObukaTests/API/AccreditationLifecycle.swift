import Documents
import TestSupport
import Testing

extension EndToEnd.LifecycleTests {
    /// A trainer's right from its grant to its renewal, with the certificate.
    func accreditations(_ staff: APICaller) async throws {
        let right: JSON = [
            "email": "dana.probic@probe.example", "course": "PROBE", "starts_on": "2024-01-01",
            "ends_on": "2062-12-31", "basis": "decision 7",
        ]
        let wrong = try await staff.post("/accreditations", ["email": "x"], 422, "invalid")
        #expect(wrong.text.contains("ends_on"))
        let granted = try await staff.post("/accreditations", right, 201)
        let path = String(try #require(granted["location"]).dropFirst("/api/v1".count))
        try await staff.get("/accreditations?course=PROBE&limit=2", 200)
        #expect(try await staff.get(path, 200).json["state"] == "valid")
        let why: JSON = ["reason": "a complaint"]
        try await staff.post("\(path)/reinstatement", why, 409, "accreditation_not_suspended")
        try await staff.post("\(path)/suspension", 422, "reason_missing")
        try await staff.post("\(path)/suspension", why, 200)
        try await staff.post("\(path)/certificate", 409, "accreditation_suspended")
        try await staff.post("\(path)/reinstatement", why, 200)
        let issued = try await staff.post("\(path)/certificate", 200)
        let id = try #require(try issued.json["issued"]?.elements?.first?["id"]?.text)
        let again = try await staff.post("\(path)/certificate", 200)
        #expect(try again.json["issued"] == [])
        try await staff.post("\(path)/suspension", why, 200)
        let answer = try await staff.session.server.get("/c/\(id)", accept: "application/json")
        #expect(try answer.json["status"] == "valid")
        #expect(try answer.json["suspended_on"]?.text != nil)
        try await staff.post("\(path)/reinstatement", why, 200)
        let renewal: JSON = ["ends_on": "2063-12-31", "basis": "decision 8"]
        let short: JSON = ["ends_on": "2062-12-31", "starts_on": "2026-01-01", "basis": "again"]
        try await staff.post("\(path)/renewal", short, 409, "renewal_ends_no_later")
        let renewed = try await staff.post("\(path)/renewal", renewal, 201)
        #expect(try renewed.json["starts_on"] == "2063-01-01")
        try await staff.post("\(path)/renewal", renewal, 409, "accreditation_renewed")
        try await staff.get("/notices?limit=2", 200)
        try await staff.post(
            "/cohorts/PROBE/certificates",
            ["kind": "accreditation"],
            409,
            "accreditation_not_of_cohort"
        )
    }
}
