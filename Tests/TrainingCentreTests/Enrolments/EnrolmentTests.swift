import Credentials
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Enrolments", .centre)
struct EnrolmentTests {
    private let centre = TrainingCentre.ofTest

    @Test("Another name for a known address is refused, by a form and by a file")
    func otherName() async throws {
        try await Sample.cohort("UPIS", in: centre)
        try await Sample.cohort("UPIS2", in: centre)
        _ = try await Sample.takeSeat("UPIS", " ANA@Sample.example ", name: "Ana Anić", in: centre)
        #expect(
            try await refusal {
                _ = try await Sample.takeSeat(
                    "UPIS2",
                    "ana@sample.example",
                    name: "Ana Marić",
                    in: centre
                )
            } == "name_differs"
        )
        let report = try await centre.importText(
            Sample.enrolments("UPIS2", ["ana@sample.example"]),
            as: .enrolments
        )
        #expect(report.rejected.map(\.field) == ["email"])
        // The same name in the other script is the same name.
        _ = try await Sample.takeSeat("UPIS2", "ana@sample.example", name: "Ана Анић", in: centre)
        #expect(try await centre.count("people") == 1)
    }

    @Test("Somebody entered at the same time under another name is not taken for the same")
    func otherNameMeanwhile() async throws {
        try await Sample.cohort("UPIS", in: centre)
        try await Sample.cohort("UPIS2", in: centre)
        let outcomes = await race(8) { number in
            let name = number.isMultiple(of: 2) ? "Petar,Petrović" : "Marko,Marković"
            let code = number.isMultiple(of: 2) ? "UPIS" : "UPIS2"
            let text =
                "cohort_code,given_name_latn,family_name_latn,email\n\(code),\(name),ko@a.example"
            try await centre.importText(text, as: .enrolments)
        }
        for case .failure(let error) in outcomes {
            #expect((error as? any Refusal)?.code == "name_differs")
        }
        #expect(try await centre.count("enrolments") == 1)
    }

    @Test("All that is wrong with a form is said at once, each thing once")
    func wrongForm() async throws {
        try await Sample.cohort("UPIS", in: centre)
        let chance = centre.chance
        let wrong = await #expect(throws: InvalidForm.self) {
            try await centre.write(.clerk) {
                try Enrolment.takeSeat(
                    cohort: "UPIS",
                    form: Form(["lsg_code": "Atlantida", "sex": "x"]),
                    chance: chance,
                    by: .clerk,
                    in: $0
                )
            }
        }
        #expect(wrong?.fields.map(\.field) == ["lsg_code", "sex", "email", "name"])
    }

    @Test("What a second file does not say stays as it stands")
    func partialFile() async throws {
        try await Sample.cohort("UPIS", in: centre)
        let whole = """
            cohort_code,name,email,sex,lsg_code,institution,function,target_group,employment,participation
            UPIS,Ana Anić,ana@a.example,F,Plandište,Opština,savetnica,council-member,engaged,refresher
            """
        #expect(try await centre.importText(whole, as: .enrolments).created == 1)
        let partial = "cohort_code,name,email\nUPIS,Ana Anić,ana@a.example\n"
        #expect(try await centre.importText(partial, as: .enrolments).unchanged == 1)
        let page = try await centre.read {
            try Enrolment.list(cohort: "UPIS", page: PageRequest(), by: .clerk, in: $0)
        }
        let facts = try #require(page.items.first?.facts)
        #expect(facts.employment == .engaged)
        #expect(facts.participation == .refresher)
        #expect(facts.targetGroup == .councilMember)
        #expect(facts.sex == .female)
    }

    @Test("A known person's sex is copied onto an enrolment that does not say it, and stays")
    func sexIsCopied() async throws {
        try await Sample.cohort("UPIS", in: centre)
        try await centre.importText("name,email,sex\nAna Anić,ana@a.example,ž\n", as: .people)
        try await centre.importText(
            "cohort_code,name,email\nUPIS,Ana Anić,ana@a.example",
            as: .enrolments
        )
        _ = try await Sample.takeSeat("UPIS", "b@a.example", in: centre)
        try await centre.sql("UPDATE people SET sex = 'M'")
        let sexes = try await centre.database.transaction {
            try $0.rows("SELECT sex FROM enrolments ORDER BY id", as: Person.Sex?.self)
        }
        #expect(sexes == [.female, nil])
    }

    @Test("A file withdraws people, corrects the day, and enrols them anew")
    func withdrawnByFile() async throws {
        try await Sample.cohort("UPIS", in: centre)
        let one = [Sample.email(1)]
        try await Sample.enrol(one, in: "UPIS", centre)
        let withdrawn = Sample.enrolments("UPIS", one, more: "reason=odustao;status=withdrawn")
        #expect(try await centre.importText(withdrawn, as: .enrolments).updated == 1)
        #expect(try await centre.importText(withdrawn, as: .enrolments).unchanged == 1)
        let dated = Sample.enrolments(
            "UPIS",
            one,
            more: "reason=odustao;status=withdrawn;withdrawn_on=30.01.2024."
        )
        #expect(try await centre.importText(dated, as: .enrolments).updated == 1)
        #expect(
            try await centre.value("SELECT withdrawn_on FROM enrolments", as: CalendarDate.self)
                == Sample.day("2024-01-30")
        )
        let wrong = Sample.enrolments("UPIS", one, more: "withdrawn_on=2024-01-30")
        #expect(
            try await centre.importText(wrong, as: .enrolments).rejected.map(\.field)
                == ["withdrawn_on"]
        )
        #expect(
            try await centre.importText(Sample.enrolments("UPIS", one), as: .enrolments).created
                == 1
        )
        #expect(try await Sample.found("UPIS", in: centre).seatsTaken == 1)
    }

    @Test("A trainee enrols only themselves, and an account made earlier becomes theirs")
    func ownSeat() async throws {
        try await Sample.cohort("UPIS", in: centre)
        try await centre.sql("UPDATE cohorts SET ends_on = centre_today()")
        _ = try await centre.write(.clerk) {
            try Account.create(
                email: "ana@a.example",
                role: .trainee,
                organisation: nil,
                by: .clerk,
                in: $0
            )
        }
        #expect(try await refusal { try await ownSeat("ana@a.example") } == "person_unknown")
        try await centre.importText("name,email\nAna Anić,ana@a.example\n", as: .people)
        try await ownSeat("ana@a.example")
        #expect(try await refusal { try await ownSeat("ana@a.example") } == "already_enrolled")
        let mine = try await centre.read {
            try Enrolment.mine(of: Account.actor(email: "ana@a.example", in: $0), in: $0)
        }
        #expect(mine.map(\.email) == ["ana@a.example"])
        let nobody = Actor(name: "nobody", roles: [])
        #expect(try await refusal { try await seat(of: nobody) } == "not_signed_in")
    }

    @Test("Somebody else's enrolment looks like none, and one's own can be given back")
    func ownWithdrawal() async throws {
        try await Sample.cohort("UPIS", in: centre)
        let enrolment = try await Sample.takeSeat("UPIS", "ana@a.example", in: centre)
        let own = try await centre.value("SELECT id FROM people", as: ID<Person>.self)
        let other = Actor(
            name: "account 7",
            accountID: ID(7),
            personID: ID(own.value + 1),
            roles: []
        )
        #expect(try await refusal { try await withdraw(enrolment, other) } == "enrolment_not_found")
        let same = Actor(name: "account 8", accountID: ID(8), personID: own, roles: [.trainee])
        try await withdraw(enrolment, same)
        #expect(try await Sample.found("UPIS", in: centre).seatsTaken == 0)
    }

    @Test("An enrolment keeps its person, cohort and code, and is not deleted")
    func identity() async throws {
        try await Sample.cohort("UPIS", in: centre)
        try await Sample.enrol(Sample.emails(2), in: "UPIS", centre)
        let code = Enrolment.codes(1, from: .ofSystem)[0]
        #expect(
            try await constraint { try await centre.sql("UPDATE enrolments SET code = \(code)") }
                == "enrolments_identity_kept"
        )
        #expect(
            try await constraint {
                try await centre.sql("UPDATE enrolments SET person_id = person_id + 1000")
            } == "enrolments_identity_kept"
        )
        #expect(
            try await constraint { try await centre.sql("DELETE FROM enrolments") } == "42501"
        )
    }

    private func ownSeat(_ email: String) async throws {
        let actor = try await centre.read { try Account.actor(email: email, in: $0) }
        try await seat(of: actor)
    }

    private func seat(of actor: Actor) async throws {
        let chance = centre.chance
        _ = try await centre.write(Act(by: actor)) {
            try Enrolment.takeSeat(
                cohort: "UPIS",
                form: Form([:]),
                chance: chance,
                by: actor,
                in: $0
            )
        }
    }

    private func withdraw(_ enrolment: Enrolment, _ actor: Actor) async throws {
        let act = Act(by: actor)
        _ = try await centre.write(act) {
            try Enrolment.withdraw(enrolment.handle, on: nil, by: act, in: $0)
        }
    }
}
