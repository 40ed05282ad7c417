import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Whether a trainer may teach a cohort", .centre)
struct TrainerCheckTests {
    private let centre = TrainingCentre.ofTest
    private let trainer = "trener@sample.example"

    private func check(_ code: String, on day: String? = nil) async throws -> TrainerCheck {
        let email = trainer
        return try await centre.read {
            try TrainerCheck.make(
                email,
                for: code,
                on: day.flatMap { CalendarDate($0) },
                by: .clerk,
                in: $0
            )
        }
    }

    private func decide(_ state: String, on day: String, number: String = "") async throws {
        let email = trainer
        let act = try Act.clerk(because: "sednica komisije")
        _ = try await centre.write(act) {
            let id = try TrainerProfile.find(email: email, by: .clerk, in: $0).id
            return try TrainerProfile.decide(
                id,
                Form(["state": state, "on": day, "number": number]),
                by: act,
                in: $0
            )
        }
    }

    private func grant(
        _ subject: (String, String),
        from: String,
        until: String
    ) async throws -> Accreditation {
        let form = Form([
            "email": trainer, subject.0: subject.1, "starts_on": from, "ends_on": until,
            "basis": "Odluka direktora",
        ])
        return try await centre.write(.clerk) {
            try Accreditation.grant(form, by: .clerk, in: $0)
        }
    }

    /// A cohort of two days, in which nobody is yet.
    private func cohort(_ days: [String]) async throws -> Cascades {
        let cascades = try await Cascades.made(in: centre)
        try await cascades.cohort("O-1", of: "OBUKA", on: days, people: Sample.emails(1))
        try await centre.importText(
            "name,email,courses\nTara Tren,\(trainer),OBUKA\n",
            as: .trainers
        )
        return cascades
    }

    @Test("Pool, qualification and accreditation are each looked at on each day")
    func days() async throws {
        let cascades = try await cohort(["2022-03-01", "2022-03-02"])
        #expect(
            try await check("O-1").problems == [
                "not in the pool", "not qualified", "not accredited",
            ]
        )
        try await cascades.recognise(trainer, for: "OBUKA", on: "2021-01-01")
        try await decide("under-review", on: "2022-01-10")
        try await decide("accepted", on: "2022-01-20", number: "07-12/2022")
        let first = try await grant(("course", "OBUKA"), from: "2022-01-20", until: "2022-03-01")
        var found = try await check("O-1")
        #expect(found.days.map(\.problems) == [[], ["not accredited"]])
        #expect(found.days.map(\.isQualified) == [true, true])
        #expect(found.days.map(\.isActive) == [true, false])
        #expect(try await check("O-1", on: "2022-01-15").problems.contains("not in the pool"))
        // For a field that the course belongs to, the right is as good.
        let fields = "code,title_sr_latn,courses\nNARATIV,Narativ,OBUKA\n"
        try await centre.importText(fields, as: .fields)
        let second = try await grant(("field", "NARATIV"), from: "2022-03-02", until: "2062-01-01")
        #expect(second.fieldCode == "NARATIV")
        #expect(try await check("O-1").problems == [])
        // Suspended from today on: what was taught before was by right.
        let act = try Act.clerk(because: "prigovor")
        _ = try await centre.write(act) {
            try Accreditation.suspend(second.id, true, by: act, in: $0)
        }
        // What has expired is not taken away any more.
        let late = try await refusal {
            _ = try await centre.write(act) {
                try Accreditation.suspend(first.id, true, by: act, in: $0)
            }
        }
        #expect(late == "accreditation_expired")
        #expect(try await check("O-1").problems == [])
        let today = try await centre.read { try centreToday(in: $0).description }
        found = try await check("O-1", on: today)
        #expect(found.problems == ["accreditation suspended"])
        #expect(found.days.map(\.isQualified) == [true])
        try await decide("withdrawn", on: today)
        #expect(
            try await check("O-1", on: today).problems
                == ["not in the pool", "accreditation suspended"]
        )
    }

    @Test("Who teaches elsewhere on those days is named with where, and may teach all the same")
    func elsewhere() async throws {
        let cascades = try await cohort(["2022-03-01", "2022-03-02"])
        try await cascades.cohort("O-2", of: "OBUKA", on: ["2022-03-02"], people: Sample.emails(1))
        try await cascades.cohort("O-3", of: "OBUKA", on: ["2022-03-03"], people: Sample.emails(1))
        for code in ["O-2", "O-3"] { try await cascades.assign(trainer, to: code) }
        #expect(try await check("O-1").clashes == ["O-2"])
        #expect(try await check("O-1", on: "2022-03-01").clashes == [])
        #expect(try await check("O-1", on: "2022-03-02").clashes == ["O-2"])
        let email = trainer
        let clashes = try await centre.write(.clerk(because: "poziv direktora")) {
            let assigned = try Trainer.assign(email, to: "O-1", by: .clerk, in: $0)
            return try assigned.clashes(in: "O-1", $0)
        }
        #expect(clashes == ["O-2"])
    }

    @Test("Without the right an assignment needs a reason, which stays; with it, it needs none")
    func assignment() async throws {
        let cascades = try await cohort(["2022-03-01", "2022-03-02"])
        let refused = try await refusal {
            try await cascades.assign(trainer, to: "O-1", because: nil)
        }
        #expect(refused == "trainer_needs_reason")
        let direct = try await constraint {
            try await centre.sql(
                """
                INSERT INTO cohort_trainers (cohort_id, person_id)
                SELECT cohorts.id, people.id FROM cohorts CROSS JOIN people
                WHERE people.email = \(trainer)
                """
            )
        }
        #expect(direct == "cohort_trainers_problems_have_reason")
        let forged = try await constraint {
            try await centre.sql(
                "INSERT INTO cohort_trainers (cohort_id, person_id, problems) VALUES (1, 1, '{}')"
            )
        }
        #expect(forged == "42501")
        try await cascades.assign(trainer, to: "O-1", because: "zamena u poslednji čas")
        // Who is there stays so, without another reason.
        try await cascades.assign(trainer, to: "O-1", because: nil)
        let assigned = try await trainers()
        #expect(assigned.map(\.reason) == ["zamena u poslednji čas"])
        #expect(assigned.first?.problems.count == 3)
        #expect(try await Doctor.examine(centre).map(\.subject) == [])
        try await dismiss()
        try await giveRight(cascades)
        try await cascades.assign(trainer, to: "O-1", because: nil)
        #expect(try await trainers().map(\.problems) == [[]])
        #expect(try await trainers().map(\.reason) == [nil])
        // A right that ends before the cohort does is a finding.
        try await decide("withdrawn", on: "2022-01-25")
        let findings = try await Doctor.examine(centre)
        #expect(findings.map(\.check) == [Doctor.trainerChecks[0].name])
        #expect(findings.first?.subject.contains("not in the pool") == true)
    }

    @Test("Closing freezes who taught, for how long and by which right; late ones need a reason")
    func engagements() async throws {
        let cascades = try await cohort(["2022-03-01", "2022-03-02"])
        try await giveRight(cascades)
        try await cascades.assign(trainer, to: "O-1", because: nil)
        #expect(try await engaged().map(\.isFinal) == [false])
        try await Sample.close("O-1", in: centre)
        let frozen = try #require(try await engaged().first)
        #expect(frozen.isFinal)
        #expect(frozen.hours == Hundredths(1_200))
        #expect(frozen.startsOn.description == "2022-03-01")
        #expect(frozen.accreditation != nil && frozen.qualification != nil)
        #expect(frozen.problems == [] && frozen.employment == .employee)
        try await dismiss()
        #expect(try await engaged().count == 1)
        try await cascades.person("kasno@sample.example")
        let late = try await refusal {
            try await cascades.assign("kasno@sample.example", to: "O-1", because: nil)
        }
        #expect(late == "trainer_needs_reason")
        try await cascades.assign("kasno@sample.example", to: "O-1", because: "nije bio upisan")
        let both = try await engaged()
        #expect(both.map(\.reason) == [nil, "nije bio upisan"])
        #expect(both.last?.qualification == nil)
        let period = Engagement.Filter(from: CalendarDate("2022-03-03"))
        #expect(
            try await centre.read {
                try Engagement.list(period, page: PageRequest(), by: .clerk, in: $0).items.isEmpty
            }
        )
        #expect(try await Doctor.examine(centre).map(\.subject) == [])
    }

    @Test("Who is named for one session taught that one, and needs no second reason for it")
    func sessions() async throws {
        let cascades = try await cohort(["2022-03-01", "2022-03-02"])
        try await cascades.assign(trainer, to: "O-1", because: "zamena u poslednji čas")
        #expect(try await engaged().map(\.hours) == [Hundredths(1_200)])
        try await centre.sql(
            """
            INSERT INTO session_trainers (session_id, person_id)
            SELECT sessions.id, people.id FROM sessions CROSS JOIN people
            WHERE sessions.held_on = '2022-03-02' AND people.email = \(trainer)
            """
        )
        #expect(try await trainers().map(\.reason) == ["zamena u poslednji čas"])
        try await Sample.close("O-1", in: centre)
        let frozen = try #require(try await engaged().first)
        #expect(frozen.isFinal && frozen.hours == Hundredths(600))
        #expect(frozen.startsOn.description == "2022-03-02")
    }

    private func giveRight(_ cascades: Cascades) async throws {
        try await cascades.recognise(trainer, for: "OBUKA", on: "2021-01-01")
        try await decide("under-review", on: "2022-01-10")
        try await decide("accepted", on: "2022-01-20", number: "07-12/2022")
        _ = try await grant(("course", "OBUKA"), from: "2022-01-20", until: "2062-01-01")
    }

    private func dismiss() async throws {
        let email = trainer
        let act = try Act.clerk(because: "bolovanje")
        _ = try await centre.write(act) {
            try Trainer.dismiss(email, from: "O-1", by: act, in: $0)
        }
    }

    private func trainers() async throws -> [Trainer] {
        try await centre.read { try Trainer.list(cohort: "O-1", by: .clerk, in: $0) }
    }

    private func engaged() async throws -> [Engagement] {
        try await centre.read {
            try Engagement.list(
                Engagement.Filter(cohort: "o-1"),
                page: PageRequest(),
                by: .clerk,
                in: $0
            ).items
        }
    }
}
