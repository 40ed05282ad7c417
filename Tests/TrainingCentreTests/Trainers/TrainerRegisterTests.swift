import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("The register of trainers", .centre)
struct TrainerRegisterTests {
    private let centre = TrainingCentre.ofTest

    private func enter(_ form: Form, by actor: Actor = .clerk) async throws -> TrainerProfile {
        try await centre.write(Act(by: actor)) {
            try TrainerProfile.enter(form, by: actor, in: $0)
        }
    }

    private func decide(
        _ id: ID<TrainerProfile>,
        _ state: String,
        on day: String = "2024-03-01",
        number: String = "",
        because reason: String? = nil
    ) async throws -> TrainerProfile {
        let act = try Act(by: .clerk, because: reason)
        let form = Form(["state": state, "on": day, "number": number])
        return try await centre.write(act) {
            try TrainerProfile.decide(id, form, by: act, in: $0)
        }
    }

    private func tara(_ more: [String: String] = [:]) async throws -> Form {
        _ = try await Cascades.made(in: centre)
        let known = ["email": "tara@sample.example", "name": "Tara Tren", "courses": "OBUKA"]
        return Form(known.merging(more) { $1 })
    }

    @Test("An entry is received, reviewed, accepted or refused, step by step, and may come again")
    func decisions() async throws {
        let entered = try await enter(
            try await tara(["languages": "en|sr|en", "bio_sr_latn": "Predaje od 2010."])
        )
        #expect(entered.state == .received)
        #expect(entered.draft.languages == ["en", "sr"])
        #expect(entered.draft.bio?.srCyrl == "Предаје од 2010.")
        #expect(entered.draft.employment == .employee)
        let id = entered.id
        #expect(
            try await refusal { _ = try await decide(id, "accepted", number: "7") }
                == "decision_does_not_follow"
        )
        #expect(try await decide(id, "under-review").state == .underReview)
        #expect(try await refusal { _ = try await decide(id, "accepted") } == "invalid")
        #expect(try await refusal { _ = try await decide(id, "refused") } == "invalid")
        for day in ["2024-02-29", "2099-01-01"] {
            #expect(
                try await refusal { _ = try await decide(id, "accepted", on: day, number: "7") }
                    == "decision_day_out_of_order"
            )
        }
        _ = try await decide(id, "refused", because: "nedovoljno iskustva")
        _ = try await decide(id, "received", on: "2024-05-01")
        _ = try await decide(id, "under-review", on: "2024-05-02")
        let accepted = try await decide(id, "accepted", on: "2024-05-03", number: "07-1/2024")
        #expect(accepted.decisionNumber == "07-1/2024")
        let file = try await centre.read { try TrainerProfile.file(accepted, in: $0) }
        #expect(file["decisions"]?.elements?.count == 5)
        #expect(file["decisions"]?.elements?[1]["reason"] == "nedovoljno iskustva")
        #expect(file["decisions"]?.elements?[1]["entered_by"] == "test clerk")
        for statement in [
            "DELETE FROM trainer_decisions", "UPDATE trainer_decisions SET state = 'accepted'",
            "DELETE FROM trainers", "UPDATE trainers SET person_id = 1",
        ] as [SQL] {
            #expect(try await constraint { try await centre.sql(statement) } == "42501")
        }
        let twice = try await tara()
        #expect(try await refusal { _ = try await enter(twice) } == "trainer_in_register")
    }

    @Test("Of many decisions at the same moment one is taken")
    func race() async throws {
        let id = try await enter(try await tara()).id
        _ = try await decide(id, "under-review")
        let outcomes = await TrainingCentreTests.race(8) { number in
            _ = try await decide(
                id,
                number % 2 == 0 ? "accepted" : "refused",
                number: "\(number)",
                because: "sednica komisije"
            )
        }
        #expect(outcomes.successes == 1)
        #expect(try await centre.count("trainer_decisions") == 2)
    }

    @Test("People apply for themselves, focal points nominate for their own organisation")
    func doors() async throws {
        let form = try await tara()
        for code in ["KIRS", "IOM"] {
            try await centre.importText(
                "code,name_sr_latn,kind\n\(code),\(code),state-body\n",
                as: .organisations
            )
        }
        try await centre.importText("name,email\nAna Anić,ana@sample.example\n", as: .people)
        let trainee = try await actor("ana@sample.example", .trainee)
        #expect(try await refusal { _ = try await enter(form, by: trainee) } == "not_allowed")
        let own = Form(["courses": "OBUKA"])
        let applied = try await centre.write(Act(by: trainee)) {
            try TrainerProfile.apply(own, by: trainee, in: $0)
        }
        #expect(applied.email == "ana@sample.example")
        #expect(applied.draft.nominator == nil)
        let focal = try await actor("fokal@sample.example", .focalPoint, "KIRS")
        let other = try await tara(["nominated_by": "IOM"])
        #expect(try await refusal { _ = try await enter(other, by: focal) } == "not_allowed")
        let nominated = try await enter(form, by: focal)
        #expect(nominated.draft.nominator == "KIRS")
        // Neither decides, nor sees the register.
        for actor in [trainee, focal] {
            #expect(
                try await refusal {
                    _ = try await centre.write(Act(by: actor)) {
                        try TrainerProfile.decide(
                            nominated.id,
                            Form(["state": "under-review"]),
                            by: Act(by: actor),
                            in: $0
                        )
                    }
                } == "not_allowed"
            )
        }
        let withdrawn = try await centre.write(Act(by: trainee)) {
            try TrainerProfile.withdrawMine(by: Act(by: trainee), in: $0)
        }
        #expect(withdrawn.state == .withdrawn)
    }

    @Test("Nobody is listed in public who is not in the pool or did not ask for it")
    func listing() async throws {
        let id = try await enter(try await tara(["bio_sr_latn": "Predaje."])).id
        try await centre.importText("name,email\nAna Anić,ana@sample.example\n", as: .people)
        let own = try await actor("tara@sample.example", .trainer)
        let other = try await actor("ana@sample.example", .trainee)
        #expect(try await refusal { try await list(id, true, by: Act(by: other)) } == "not_allowed")
        #expect(
            try await refusal { try await list(id, true, by: .clerk) } == "reason_missing"
        )
        try await list(id, true, by: Act(by: own))
        #expect(try await publicNames() == [])
        _ = try await decide(id, "under-review")
        _ = try await decide(id, "accepted", number: "7")
        #expect(try await publicNames() == ["Tara Tren"])
        let shown = try await centre.read {
            try PublicTrainer.list(language: .serbianLatin, in: $0).first
        }
        #expect(shown?.subjects.map(\.en) == ["Narrative on migration"])
        #expect(shown?.bio?.srLatn == "Predaje.")
        try await list(id, false, by: try Act.clerk(because: "pismo trenera"))
        #expect(try await publicNames() == [])
        try await list(id, true, by: Act(by: own))
        _ = try await decide(id, "withdrawn")
        #expect(try await publicNames() == [])
    }

    @Test("Evidence says where it is kept or what its digest is, and goes with a reason")
    func evidence() async throws {
        let id = try await enter(try await tara()).id
        func add(_ form: Form) async throws -> [TrainerEvidence] {
            try await centre.write(.clerk) {
                try TrainerEvidence.enter(form, for: id, by: .clerk, in: $0)
            }
        }
        let digest = String(repeating: "0f", count: 32)
        #expect(
            try await refusal { _ = try await add(Form(["kind": "cv", "title": "CV"])) }
                == "invalid"
        )
        #expect(
            try await refusal {
                _ = try await add(Form(["kind": "cv", "title": "CV", "digest": "abc"]))
            } == "invalid"
        )
        _ = try await add(Form(["kind": "cv", "title": "CV", "digest": digest.uppercased()]))
        let both = try await add(
            Form(["kind": "tot-certificate", "title": "ToT 2021", "place": "Arhiva, 7/2021"])
        )
        #expect(both.map(\.digest) == [digest, nil])
        let first = both[0].id
        #expect(
            try await refusal {
                _ = try await centre.write(.clerk) {
                    try TrainerEvidence.remove(first, of: id, by: .clerk, in: $0)
                }
            } == "reason_missing"
        )
        let act = try Act.clerk(because: "pogrešan dokument")
        let left = try await centre.write(act) {
            try TrainerEvidence.remove(first, of: id, by: act, in: $0)
        }
        #expect(left.map(\.title) == ["ToT 2021"])
    }

    @Test("What is exported is imported as it was, and a wrong row stops no other")
    func roundTrip() async throws {
        _ = try await Cascades.made(in: centre)
        try await centre.importText("code,title_sr_latn\nAZIL,Azil\n", as: .fields)
        let file = """
            name,email,languages,courses,fields,employment,bio_sr_latn
            Tara Tren,tara@sample.example,sr|en,OBUKA,AZIL,engaged,Predaje.
            Ana Anić,ana@sample.example,,,AZIL,,
            Iva Ivić,iva@sample.example,srpski,OBUKA,,,
            Una Unić,una@sample.example,sr,NEMA,,,
            Tara Drugić,tara@sample.example,sr,OBUKA,,,

            """
        let report = try await centre.importText(file, as: .trainers)
        #expect(report.created == 2)
        #expect(report.rejected.map(\.line) == [4, 5, 6])
        #expect(report.rejected.map(\.field) == ["languages", "courses", "email"])
        #expect(try await centre.count("people") == 2)
        let columns = ImportedNoun.trainers.columns
        let all = try await centre.read {
            try TrainerProfile.list(state: nil, page: PageRequest(), by: .clerk, in: $0).items
        }
        let bytes = CSVWriter().table(
            header: columns,
            records: all.map { trainer in columns.map { trainer.row[$0] ?? "" } }
        )
        let again = try await centre.importFile(bytes, as: .trainers)
        #expect(again.unchanged == 2 && again.read == 2)
        let change = "email,fields\ntara@sample.example,\n"
        #expect(try await centre.importText(change, as: .trainers).updated == 1)
        let tara = try await centre.read {
            try TrainerProfile.find(email: "tara@sample.example", by: .clerk, in: $0)
        }
        #expect(tara.draft.fields == [] && tara.draft.courses == ["OBUKA"])
        #expect(tara.draft.languages == ["en", "sr"])
    }

    private func list(_ id: ID<TrainerProfile>, _ isListed: Bool, by act: Act) async throws {
        _ = try await centre.write(act) {
            try TrainerProfile.list(id, publicly: isListed, by: act, in: $0)
        }
    }

    private func publicNames() async throws -> [String] {
        try await centre.read { try PublicTrainer.list(language: .serbianLatin, in: $0) }
            .map(\.nameLatn)
    }

    private func actor(
        _ email: String,
        _ role: Role,
        _ organisation: String? = nil
    ) async throws -> Actor {
        _ = try await centre.write(.clerk) {
            try Account.create(
                email: email,
                role: role,
                organisation: organisation,
                by: .clerk,
                in: $0
            )
        }
        return try await centre.read { try Account.actor(email: email, in: $0) }
    }
}
