import Documents
import Foundation
import TestSupport
import Testing

extension EndToEnd.ActFormTests {
    @Test("A group is called off with a reason, by who types its code, and for good")
    func cancelling() async throws {
        let path = try await cohort("OBRASCI-6", on: "2062-06-02")
        try await post("/cohorts/OBRASCI-6/opening", [:])
        let person: JSON = ["email": "otkazana@probe.example", "name": "Ivka Probić"]
        try await post("/cohorts/OBRASCI-6/enrolments", person)
        let (state, page) = (path + "/state", path + "/cancellation")
        let steps = try await staff.open(state).text
        #expect(steps.contains("action=\"\(page)\""))
        #expect(steps.contains("<dt>Hold, await or ask for a seat</dt><dd>1</dd>"))
        for (code, reason, field) in [
            ("OBRASCI-6", "", "reason"), ("OBRASCI-6", "x", "reason"),
            ("", "the trainer is ill", "code"), ("OBRASCI-5", "the trainer is ill", "code"),
        ] {
            let wrong = try await refuse(
                page,
                "cancellation",
                [("code", code), ("reason", reason)]
            )
            #expect(wrong.status == 422, "\(field)")
            #expect(wrong.text.contains("id=\"cancellation-\(field)-problem\""), "\(field)")
            #expect(wrong.text.contains(">\(reason)</textarea>"), "what was typed is kept")
        }
        let key = try await staff.key(state, form: "cancellation")
        let form = [("form_key", key), ("code", "obrasci-6"), ("reason", "nobody came")]
        let demonstration = try await Demonstration.shared()
        let auditor = Browsing(
            server: demonstration.server,
            token: try demonstration.token("auditor")
        )
        #expect(try await auditor.open(page).status == 403)
        let done = try await staff.follow(staff.send(page, form))
        #expect(done.text.contains("The group is cancelled."))
        #expect(!done.text.contains("form_key"), "nothing can be done any more")
        #expect(try await !staff.open(page).text.contains("form_key"))
        let kept = try await enrolment("otkazana@probe.example", in: "OBRASCI-6")
        #expect(kept["status"]?.text == "confirmed")
    }
}
