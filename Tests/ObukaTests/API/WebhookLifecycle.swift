import Documents
import TestSupport
import Testing

extension EndToEnd.LifecycleTests {
    /// A webhook is registered, told of a course, given a new secret, told again and disabled.
    func webhooks(_ staff: APICaller, _ administratorToken: String) async throws {
        let administrator = APICaller(session: staff.session, token: administratorToken)
        let receiver = try WebhookReceiver(answering: [500])
        defer { receiver.stop() }
        let draft: JSON = [
            "code": "PROBE", "url": .string(receiver.url), "types": ["course.created"],
            "private": true,
        ]
        try await staff.post("/webhooks", draft, 403, "not_allowed")
        let created = try await administrator.post("/webhooks", draft, 201)
        #expect(created["location"] == "/api/v1/webhooks/PROBE")
        #expect(try created.json["secret"]?.text?.hasPrefix("whsec_") == true)
        try await administrator.post("/webhooks", draft, 409, "code_taken")
        try await administrator.get("/webhooks", 200)
        #expect(try await administrator.get("/webhooks/PROBE", 200).json["secret"] == nil)
        try await administrator.get("/webhooks/NONE", 404)
        try await administrator.post("/webhooks/PROBE/secret", 200)
        let course: JSON = [
            "code": "TOLD", "title_sr_cyrl": "Проба", "title_sr_latn": "Proba", "title_en": "Test",
            "pass_score_percent": 50, "minimum_attendance_percent": 80,
        ]
        try await staff.post("/courses", course, 201)
        // The server itself tells of it.
        try await Blocking.until("told") { !receiver.messages.isEmpty }
        let list = try await administrator.get("/webhooks/PROBE/deliveries?limit=5", 200)
        let id = try #require(try list.json["deliveries"]?.elements?.first?["id"]?.integer)
        try await administrator.post("/webhooks/PROBE/deliveries/\(id)/repetition", 200)
        try await administrator.post(
            "/webhooks/PROBE/deliveries/0/repetition",
            404,
            "delivery_not_found"
        )
        try await Blocking.until("told again") { receiver.messages.count > 1 }
        try await administrator.post("/webhooks/PROBE/disabling", 422)
        let reason: JSON = ["reason": "a test"]
        let ended = try await administrator.post("/webhooks/PROBE/disabling", reason, 200)
        #expect(try ended.json["disabled_because"] == "a test")
    }
}
