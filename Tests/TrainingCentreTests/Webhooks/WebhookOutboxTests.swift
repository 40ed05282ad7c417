import Documents
import Foundation
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("What webhooks are told", .centre)
struct WebhookOutboxTests {
    private let centre = TrainingCentre.ofTest
    private var outbox: WebhookOutbox { WebhookOutbox(centre) }

    @discardableResult
    private func register(
        _ code: String = "HOOK",
        url: String = "https://a.example/told",
        types: [String] = []
    ) async throws -> WebhookSecret {
        let chance = centre.chance
        let form = Form(["code": code, "url": url], lists: ["types": types])
        return try await centre.write(.clerk) {
            try Webhook.create(form, chance: chance, by: .clerk, in: $0)
        }.secret
    }

    private func types() async throws -> [String] {
        try await centre.database.transaction {
            try $0.rows(
                "SELECT type || ' ' || code FROM webhook_events ORDER BY id",
                as: String.self
            )
        }
    }

    /// Makes everything that waits due.
    private func elapse() async throws {
        try await Owner.corrupt("UPDATE webhook_deliveries SET due_at = now() WHERE due_at > now()")
    }

    @Test("The signature is that of the standard's own example")
    func signature() throws {
        let secret = WebhookSecret(
            Array(try #require(Data(base64Encoded: "MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw")))
        )
        let signature = secret.signature(
            id: "msg_p5jXN8AQM9LWM0D4loKWxJek",
            seconds: 1_614_265_330,
            content: Array("{\"test\": 2432232314}".utf8)
        )
        #expect(signature == "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=")
    }

    @Test("It is written with the act, taken back with it, and costs nothing without a webhook")
    func withTheAct() async throws {
        try await Sample.cohort("PRE", in: centre)
        #expect(try await types() == [])
        try await register()
        try await register("OTHER", types: ["certificate.revoked"])
        _ = try await centre.importFile(
            Array("code,title_sr_latn\nA,Kurs\n".utf8),
            as: .courses,
            rehearse: true
        )
        #expect(try await types() == [])
        try await centre.importText("code,title_sr_latn\nA,Kurs\n", as: .courses)
        try await centre.importText("code,title_sr_latn\nA,Kurs\n", as: .courses)
        try await centre.importText(
            "code,title_sr_cyrl,title_sr_latn\nA,Други курс,Drugi kurs\n",
            as: .courses
        )
        let told = try await types()
        #expect(told == ["course.created A", "course.changed A"])
        #expect(try await centre.count("webhook_deliveries") == 2)
        // Three people and a seat each: by the ids of their enrolments, and of the cohort.
        try await Sample.enrol(Sample.emails(3), in: "PRE", centre)
        let news = try await types().dropFirst(2)
        #expect(Set(news) == ["enrolment.created PRE", "enrolment.confirmed PRE"])
        #expect(news.count == 6)
    }

    /// What a cohort goes through from its plan to its certificates.
    private func live() async throws {
        try await Sample.cohort("ZIVOT", in: centre)
        _ = try await centre.write(.clerk) { try Cohort.confirm("ZIVOT", by: .clerk, in: $0) }
        try await Sample.enrol(Sample.emails(2), in: "ZIVOT", centre)
        let question = "UTISAK,reaction,Utisak,scale,Koliko?"
        try await centre.importText(
            "code,kind,title_sr_latn,question_kind,text_sr_latn\n\(question)\n",
            as: .questionnaires
        )
        let form = Form([
            "questionnaire": "UTISAK", "opens_on": "2024-02-02", "closes_on": "2099-01-01",
        ])
        _ = try await centre.write(.clerk) {
            try Evaluation.create(cohort: "ZIVOT", form, by: .clerk, in: $0)
        }
        #expect(try await outbox.tellDue() == 1)
        #expect(try await outbox.tellDue() == 0, "once")
        try await Sample.finish("ZIVOT", Sample.emails(2), in: centre)
        try await Sample.issue("ZIVOT", in: centre)
        let acts = Accreditations(centre: centre)
        let accreditation = try await acts.grant()
        try await acts.suspend(accreditation.id, true)
        try await acts.suspend(accreditation.id, false)
        let person = try await Sample.modules("MODULI", in: centre)[0]
        _ = try await centre.write(.clerk) {
            try ModuleCompletion.enter("OSNOVE", of: person.handle, Form([:]), by: .clerk, in: $0)
        }
    }

    @Test("Every step of a cohort is told, with facts of it, and nobody is named")
    func steps() async throws {
        try await register()
        try await live()
        let enrolment = try await centre.value("SELECT min(id) FROM enrolments", as: Int.self)
        var contents: [String: JSON] = [:]
        for message in try await outbox.take(1_000) {
            let text = String(decoding: message.content, as: UTF8.self)
            #expect(!text.contains("@") && !text.contains("Petrović"), "\(text)")
            let json = try JSON.parse(message.content)
            let type = try #require(json["type"]?.text.flatMap(WebhookType.init))
            let names = json["data"]?.members?.map(\.name) ?? []
            #expect(Set(names) == Set(["noun", "code", "href"] + type.facts.map(\.name)))
            if contents[type.rawValue] == nil { contents[type.rawValue] = json["data"] }
        }
        #expect(
            Set(contents.keys).isSuperset(of: [
                "cohort.created", "cohort.published", "cohort.confirmed", "cohort.closed",
                "course.published", "enrolment.created", "enrolment.confirmed", "session.created",
                "attendance.recorded", "result.recorded", "evaluation.due", "certificate.issued",
                "accreditation.granted", "accreditation.suspended", "accreditation.reinstated",
                "module.created", "completion.recorded",
            ])
        )
        let created = contents["enrolment.created"]
        #expect(created?["code"]?.text == "ZIVOT")
        #expect(created?.integer("enrolment") == enrolment)
        #expect(created?["status"]?.text == "confirmed")
        #expect(contents["cohort.closed"]?["before"]?.text == "confirmed")
        #expect(contents["attendance.recorded"]?.integer("marks") == 2)
        #expect(contents["result.recorded"]?["assessment"]?.text == "final")
        #expect(contents["completion.recorded"]?["module"]?.text == "OSNOVE")
        #expect(contents["completion.recorded"]?["code"]?.text == "MODULI")
        #expect(contents["completion.recorded"]?.integer("completions") == 1)
        #expect(contents["evaluation.due"]?["questionnaire"]?.text == "UTISAK")
        #expect(contents["accreditation.granted"]?["course"]?.text == "KURS")
        for status in Enrolment.Status.allCases {
            #expect(WebhookType(rawValue: "enrolment." + status.rawValue) != nil)
        }
    }

    @Test("Many who take at once take each message once, and what nobody recorded again")
    func taking() async throws {
        try await register()
        let rows = (0..<40).map { "K\($0),Kurs" }.joined(separator: "\n")
        try await centre.importText("code,title_sr_latn\n\(rows)\n", as: .courses)
        let outbox = outbox
        let taken = await race(8) { _ in try await outbox.take(10) }
        let ids = try taken.flatMap { try $0.get().map(\.id) }
        #expect(ids.count == 40)
        #expect(Set(ids).count == 40)
        #expect(try await outbox.take(10).isEmpty)
        try await elapse()
        #expect(try await outbox.take(100).count == 40)
    }

    @Test("Trouble is tried again ever more seldom for more than three days, then given up")
    func trouble() async throws {
        try await register()
        try await centre.importText("code,title_sr_latn\nA,Kurs\n", as: .courses)
        var pauses: [Int] = []
        for _ in 0..<20 {
            guard let message = try await outbox.take(1).first else { break }
            try await outbox.record(message, status: nil, problem: "no answer")
            let pause = try await centre.value(
                """
                SELECT coalesce(round(extract(epoch FROM max(due_at) - now()))::bigint, 0)
                FROM webhook_deliveries
                """,
                as: Int.self
            )
            pauses.append(pause)
            try await elapse()
        }
        #expect(pauses.count == 10)
        #expect(pauses.dropLast() == pauses.dropLast().sorted()[...])
        #expect(pauses.last == 0)
        #expect(pauses.reduce(0, +) > 3 * 86_400)
    }

    @Test("410 disables; disabled it is told nothing; a new secret signs beside the old one")
    func ending() async throws {
        let first = try await register()
        try await centre.importText("code,title_sr_latn\nA,Kurs\nB,Kurs\n", as: .courses)
        let messages = try await outbox.take(10)
        #expect(messages.count == 2)
        let (code, chance) = ("HOOK", centre.chance)
        let second = try await centre.write(.clerk) {
            try Webhook.rotate(code, chance: chance, by: .clerk, in: $0)
        }.secret
        try await elapse()
        let message = try #require(try await outbox.take(1).first)
        let expected = [second, first].map {
            $0.signature(id: message.id, seconds: 7, content: message.content)
        }
        #expect(message.signatures(seconds: 7) == expected.joined(separator: " "))
        try await outbox.record(message, status: 410, problem: nil)
        let webhook = try await centre.read { try Webhook.find(code, by: .clerk, in: $0) }
        #expect(webhook.disabledBecause == "the receiver says that it is gone (410)")
        try await elapse()
        #expect(try await outbox.take(10).isEmpty)
        try await centre.importText("code,title_sr_latn\nC,Kurs\n", as: .courses)
        #expect(try await types().count == 2)
    }

    @Test("What was done with is kept thirty days")
    func forgetting() async throws {
        try await register()
        try await centre.importText("code,title_sr_latn\nA,Kurs\nB,Kurs\n", as: .courses)
        let message = try #require(try await outbox.take(1).first)
        try await outbox.record(message, status: 204, problem: nil)
        #expect(try await outbox.forget() == 0)
        try await Owner.corrupt(
            "UPDATE webhook_events SET entered_at = now() - interval '31 days'"
        )
        #expect(try await outbox.forget() == 1)
        #expect(try await centre.count("webhook_deliveries") == 1)
    }

    @Test(
        "Addresses without encryption, with a password or of another kind are refused",
        arguments: [
            "http://a.example/", "https://user:secret@a.example/", "ftp://a.example", "https://",
            "https://a.example:0/", "https://a.example:99999/", "https://a b/", "javascript:1",
            "http://127.0.0.1/", "https://a.example\\@b.example/", "https://a.example/\nx",
        ]
    )
    func addresses(url: String) async throws {
        #expect(try await refusal { try await register(url: url) } == "invalid")
        #expect(WebhookAddress.problem(of: "http://127.0.0.1:8000/x", isPrivate: true) == nil)
        #expect(WebhookAddress.problem(of: "http://10.0.0.1/x", isPrivate: true) != nil)
    }

    @Test("Only who decides on settings registers, and never sees a secret twice")
    func access() async throws {
        try await register()
        let staff = Actor(name: "staff", roles: [.staff])
        await #expect(throws: AccessError.self) {
            try await centre.read { try Webhook.list(by: staff, in: $0) }
        }
        let shown = try await centre.read { try Webhook.find("HOOK", by: .clerk, in: $0).json }
        #expect(!String(decoding: shown.bytes, as: UTF8.self).contains("secret"))
        #expect(try await refusal { try await register() } == "code_taken")
    }
}
