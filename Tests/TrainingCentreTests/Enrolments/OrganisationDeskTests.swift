import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Who comes in for an organisation", .centre)
struct OrganisationDeskTests {
    private let centre = TrainingCentre.ofTest
    private var scene: SeatScene { SeatScene(centre: centre) }

    /// The municipality and institution of each enrolment, by person.
    private func desks() async throws -> [String: String] {
        let rows = try await centre.read {
            try $0.rows(
                """
                SELECT split_part(people.email, '@', 1),
                    coalesce(enrolments.lsg_code, '-') || ' ' || enrolments.institution
                FROM enrolments JOIN people ON people.id = enrolments.person_id
                """,
                as: (String.self, String.self)
            )
        }
        return Dictionary(uniqueKeysWithValues: rows)
    }

    private func enter(
        _ text: String,
        organisation: String? = nil,
        by actor: Actor = .clerk
    ) async throws {
        let report = try await centre.importFile(
            Array(text.utf8),
            as: .enrolments,
            organisation: organisation,
            by: actor
        )
        #expect(report.rejected.map(\.problem) == [])
        #expect(!report.warnings.map(\.code).contains("person_lsg_unknown"))
    }

    private func take(
        _ values: [String: String],
        in cohort: String = "VRATA",
        by actor: Actor = .clerk
    ) async throws {
        let (centre, chance) = (centre, centre.chance)
        let taken = try await centre.write(Act(by: actor)) {
            try Enrolment.takeSeat(
                cohort: cohort,
                form: Form(values),
                chance: chance,
                by: actor,
                in: $0
            )
        }
        #expect(try await centre.read { try taken.remarks(by: .clerk, in: $0) } == [])
    }

    @Test("Has its municipality and name by whatever door, and what was said of another desk")
    func doors() async throws {
        try await scene.cohort("VRATA", capacity: 20)
        let focalPoint = try await scene.focalPoint("SVOJA")
        try await centre.sql("UPDATE organisations SET lsg_code = '70041' WHERE code = 'SVOJA'")
        _ = try await scene.nominate(0, "VRATA", by: focalPoint)
        _ = try await scene.nominate(1, "VRATA", by: .clerk, organisation: "SVOJA")
        try await enter(
            "cohort_code,email,name\nVRATA,fajl@a.example,Ana Anić\n",
            by: focalPoint
        )
        try await enter(
            "cohort_code,email,name\nVRATA,parametar@a.example,Ana Anić\n",
            organisation: "SVOJA"
        )
        try await enter(
            "cohort_code,email,name,organisation\nVRATA,kolona@a.example,Ana Anić,SVOJA\n"
        )
        try await take(["email": "centar@a.example", "name": "Ana Anić", "organisation": "SVOJA"])
        try await centre.importText("name,email\nAna Anić,sama@a.example\n", as: .people)
        _ = try await centre.write(.clerk) {
            try Account.create(
                email: "sama@a.example",
                role: .trainee,
                organisation: nil,
                by: .clerk,
                in: $0
            )
        }
        let own = try await centre.read { try Account.actor(email: "sama@a.example", in: $0) }
        try await scene.cohort("PITA", capacity: 2, ["approval": "institution-and-centre"])
        try await take(["organisation": "SVOJA"], in: "PITA", by: own)
        let found = try await desks()
        #expect(found.count == 7)
        for (person, desk) in found { #expect(desk == "70041 Uprava", "\(person)") }

        // What is said stands, each for itself.
        try await take([
            "email": "rec@a.example", "name": "Ana Anić", "organisation": "SVOJA",
            "institution": "Dom zdravlja",
        ])
        try await take([
            "email": "mesto@a.example", "name": "Ana Anić", "organisation": "SVOJA",
            "lsg_code": "70106",
        ])
        let said = try await desks()
        #expect(said["rec"] == "70041 Dom zdravlja" && said["mesto"] == "79014 Uprava")
        #expect(try await Doctor.examine(centre).map(\.check) == [])
    }

    @Test("A merged organisation's nominations are listed with those of the one it is")
    func merged() async throws {
        try await scene.cohort("VRATA", capacity: 20)
        let own = try await scene.focalPoint("SVOJA")
        let other = try await scene.focalPoint("DRUGA")
        let named = try await scene.nominate(0, "VRATA", by: other)
        let merges = Merges(centre: centre)
        func list(_ code: String, by actor: Actor = .clerk) async throws -> [ID<Enrolment>] {
            try await centre.read {
                try Enrolment.list(
                    organisation: code,
                    page: PageRequest(),
                    by: actor,
                    in: $0
                ).items.map(\.id)
            }
        }
        #expect(try await list("SVOJA") == [])
        try await merges.organisations("DRUGA", into: "SVOJA")
        for code in ["SVOJA", "DRUGA"] { #expect(try await list(code) == [named.id]) }
        #expect(try await list("SVOJA", by: own) == [named.id])
        try await merges.organisations("DRUGA", into: nil)
        #expect(try await list("SVOJA") == [])
    }

    @Test("A number that stood before keeps nobody in a state, and comes into no other row")
    func stoodBefore() async throws {
        for code in ["VRATA", "NOVA"] {
            try await scene.cohort(code, capacity: 3, SeatScene.waitingList)
        }
        let people = try await scene.ask("VRATA", 0..<5)
        #expect(people.last?.status == .waiting)
        try await Owner.corrupt(
            "UPDATE enrolments SET function = '0101990710008', institution = 'JMBG 0101990710008'"
        )
        try await scene.act(.withdraw, people[0])
        #expect(try await scene.move(people[1], to: "NOVA").status == .confirmed)
        try await scene.letOffersEnd()
        _ = try await SeatKeeping(centre).run()
        #expect(
            try await scene.statuses(people)
                == [.withdrawn, .withdrawn, .confirmed, .lapsed, .lapsed]
        )
        try await centre.sql("UPDATE enrolments SET function = function, lsg_code = '70041'")
        let check = "no personal number (JMBG) stands in what somebody is or where"
        #expect(try await Set(Doctor.examine(centre).map(\.check)) == [check])
        // The desk of the newest enrolment is no way in for it either.
        try await scene.cohort("TRECA", capacity: 3)
        do {
            _ = try await Sample.takeSeat("TRECA", Sample.email(2), in: centre)
            Issue.record("a personal number came in")
        } catch let refusal as InvalidForm {
            #expect(refusal.fields.map(\.code) == [.personalNumber])
        }
        try await centre.sql("UPDATE enrolments SET function = 'pravnik', institution = ''")
        #expect(try await Doctor.examine(centre).map(\.check) == [])
    }

    @Test("A personal number comes in by no door, and a number of a decision does")
    func personalNumbers() async throws {
        try await scene.cohort("VRATA", capacity: 20)
        let focalPoint = try await scene.focalPoint("SVOJA")
        for text in [
            "pravnik 0101990710008", "JMBG: 0101990 710008", "01-01-990-71-000-8",
            "12 0101990710008",
        ] {
            #expect(PersonalNumber.isIn(text), "\(text)")
            let report = try await centre.importText(
                "cohort_code,email,name,function,institution\n"
                    + "VRATA,a@a.example,Ana Anić,\(text),\nVRATA,b@a.example,Ana Anić,,\(text)\n",
                as: .enrolments
            )
            #expect(report.rejected.map(\.field) == ["function", "institution"], "\(text)")
            for field in ["function", "institution"] {
                let form = Form(["email": "c@a.example", "name": "Ana Anić", field: text])
                let chance = centre.chance
                let refused = try await refusal {
                    _ = try await centre.write(Act(by: focalPoint)) {
                        try Enrolment.nominate(
                            cohort: "VRATA",
                            form: form,
                            chance: chance,
                            by: focalPoint,
                            in: $0
                        )
                    }
                }
                #expect(refused == "invalid")
            }
        }
        _ = try await scene.nominate(1, "VRATA", by: focalPoint)
        // A wrong check digit, no such day, fewer and more digits: other numbers.
        for text in [
            "0101990710007", "3102990710008", "010199071000", "odluka 160-0000000-12", "",
        ] {
            #expect(!PersonalNumber.isIn(text), "\(text)")
            try await centre.sql("UPDATE enrolments SET function = \(text)")
        }
        for (column, name) in [
            ("function", "enrolments_function_no_personal_number"),
            ("institution", "enrolments_institution_no_personal_number"),
        ] as [(StaticString, String)] {
            let refused = try await constraint {
                try await centre.sql(
                    "UPDATE enrolments SET \(raw: column) = 'JMBG 0101990 710008'"
                )
            }
            #expect(refused == name)
        }
    }
}
