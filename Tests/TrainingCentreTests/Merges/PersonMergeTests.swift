import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Two records of one person", .centre)
struct PersonMergeTests {
    private let centre = TrainingCentre.ofTest
    private var merges: Merges { Merges(centre: centre) }
    private let one = "donatela.bradic@iom.example"
    private let two = "donatella.bradic@iom.example"

    /// Each of the two passed a training of her own.
    private func trained() async throws {
        let names = [one: "Donatela,Bradić", two: "Donatella,Bradić"]
        for (code, email) in [("PRVA", one), ("DRUGA", two)] {
            try await Sample.cohort(code, in: centre)
            let report = try await centre.importText(
                "cohort_code,given_name_latn,family_name_latn,sex,email,lsg_code\n"
                    + "\(code),\(names[email] ?? ""),F,\(email),Vršac\n",
                as: .enrolments
            )
            #expect(report.rejected.map(\.problem) == [])
            try await Sample.finish(code, [email], in: centre)
        }
    }

    @Test(
        "Statement 15: Donatela and Donatella Bradić are one, under both spellings, and two again"
    )
    func statement15() async throws {
        try await trained()
        let before = try await merges.reach()
        #expect(before.personsPassed == 2 && before.personsEnrolled == 2)
        let people = try await centre.value(
            "SELECT string_agg(people::text, ' ' ORDER BY id) FROM people",
            as: String.self
        )
        let merge = try await merges.people(two, into: one)
        #expect(merge.merged == two && merge.into == one && merge.enteredBy == "test clerk")
        for query in ["Donatela Bradić", "Donatella Bradić", "Донатела Брадић", "donatella"] {
            #expect(try await merges.found(query) == [one], "\(query)")
        }
        #expect(try await merges.found(nil) == [one])
        // The address of the record that is merged finds who stands for it, and so does their own.
        for address in [one, two] { #expect(try await merges.found(address) == [one]) }
        let after = try await merges.reach()
        #expect(after.personsPassed == 1 && after.personsEnrolled == 1)
        #expect(after.participationsPassed == 2 && after.deliveries == 2)
        #expect(after.personsPassedFemale == 1)
        let stood = try await centre.read { try Person.find(email: two, by: .clerk, in: $0) }
        #expect(stood.mergedInto == one)

        try await merges.separate(two)
        #expect(try await merges.reach().json.bytes == before.json.bytes)
        #expect(Set(try await merges.found("Bradić")) == [one, two])
        let again = try await centre.value(
            "SELECT string_agg(people::text, ' ' ORDER BY id) FROM people",
            as: String.self
        )
        #expect(people == again)
        let history = try await centre.read {
            try Merge<Person>.history(of: one, by: .clerk, in: $0).map(\.into)
        }
        // The undoing names nobody, so only the merge itself is of the one who stood for both.
        #expect(history == [one])
    }

    @Test("A report as of a day before the merge still counts two")
    func asOf() async throws {
        try await trained()
        try await merges.people(two, into: one)
        let yesterday = try await centre.value("SELECT centre_today() - 1", as: CalendarDate.self)
        #expect(try await merges.reach(.init(asOf: yesterday)).personsPassed == 2)
        #expect(try await merges.reach().personsPassed == 1)
    }

    @Test("There is no chain, no circle, no merge with itself, and none twice")
    func chains() async throws {
        try await Sample.cohort("LANAC", in: centre)
        for (number, email) in Sample.emails(4).enumerated() {
            try await Sample.cohort("LANAC\(number)", in: centre)
            try await Sample.enrol([email], in: "LANAC\(number)", centre)
        }
        let (a, b, c) = (Sample.email(0), Sample.email(1), Sample.email(2))
        try await merges.people(a, into: b)
        let refused = [
            (b, c, "merge_chain"), (c, a, "merge_chain"), (b, a, "merge_chain"),
            (c, c, "merged_into_itself"), (a, c, "merged_already"),
            (a, "nobody@sample.example", "person_not_found"),
        ]
        for (merged, into, code) in refused {
            #expect(
                try await refusal { try await merges.people(merged, into: into) } == code,
                "\(merged) \(into)"
            )
        }
        #expect(try await refusal { try await merges.separate(c) } == "not_merged")
        // Several records of one person are merged into the same one.
        try await merges.people(c, into: b)
        #expect(try await merges.found("Petrović") == [b, Sample.email(3)])
        #expect(try await Doctor.examine(centre).map(\.check) == [])
    }

    @Test("Two with places in one cohort are not merged, and one gets no second place by a merge")
    func places() async throws {
        try await Sample.cohort("ISTA", in: centre)
        try await Sample.enrol(Sample.emails(2), in: "ISTA", centre)
        #expect(
            try await refusal { try await merges.people(Sample.email(0), into: Sample.email(1)) }
                == "places_in_one_cohort"
        )
        try await centre.importText(
            Sample.enrolments("ISTA", [Sample.email(1)], more: "reason=odustao;status=withdrawn"),
            as: .enrolments
        )
        try await merges.people(Sample.email(0), into: Sample.email(1))
        #expect(
            try await refusal {
                _ = try await Sample.takeSeat("ISTA", Sample.email(1), in: centre)
            } == "already_enrolled"
        )
        let report = try await centre.importText(
            Sample.enrolments("ISTA", [Sample.email(1)], more: "status=confirmed"),
            as: .enrolments
        )
        #expect(report.rejected.count == 1)
    }

    @Test("A merge and an enrolment that exclude each other: one of them happens")
    func race() async throws {
        try await Sample.cohort("TRKA", in: centre)
        try await Sample.cohort("DRUGA", in: centre)
        try await Sample.enrol([Sample.email(0)], in: "TRKA", centre)
        try await Sample.enrol([Sample.email(1)], in: "DRUGA", centre)
        let merges = merges
        let outcomes = await TrainingCentreTests.race(6) { number in
            if number % 2 == 0 {
                try await merges.people(Sample.email(0), into: Sample.email(1))
            } else {
                _ = try await Sample.takeSeat("TRKA", Sample.email(1), in: merges.centre)
            }
        }
        let successes = outcomes.enumerated().compactMap { number, outcome in
            if case .success = outcome { number % 2 } else { nil }
        }
        #expect(successes.count == 1)
        #expect(try await Doctor.examine(centre).map(\.check) == [])
    }

    @Test("The signed-in person sees the enrolments under all records")
    func mine() async throws {
        try await trained()
        let ids = try await centre.database.transaction {
            try $0.rows("SELECT id FROM people ORDER BY email", as: ID<Person>.self)
        }
        let actor = Actor(name: "account 1", personID: ids[0], roles: [.trainee])
        func mine() async throws -> Int {
            try await centre.read { try Enrolment.mine(of: actor, in: $0).count }
        }
        #expect(try await mine() == 1)
        try await merges.people(two, into: one)
        #expect(try await mine() == 2)
    }

    @Test("Who may not manage enrolments merges nobody, and no merge is without a reason")
    func permission() async throws {
        try await trained()
        let auditor = Actor(name: "account 9", roles: [.auditor])
        for (actor, reason, code) in [
            (auditor, "ista osoba", "not_allowed"), (.clerk, nil, "reason_missing"),
        ] as [(Actor, String?, String)] {
            let act = try Act(by: actor, because: reason)
            let refused = try await refusal {
                _ = try await centre.write(act) {
                    try Merge<Person>.enter(two, into: one, by: act, in: $0)
                }
            }
            #expect(refused == code)
        }
    }
}

@Suite("Two records of a project or an organisation", .centre)
struct CodedMergeTests {
    private let centre = TrainingCentre.ofTest

    @Test("One project stands for both in lists, searches, reports and its reach, until undone")
    func projects() async throws {
        try await Sample.cohort("PRVA", in: centre)
        try await centre.importText(
            "code,title_sr_latn\nSTARI,Jačanje partnerstva\nNOVI,Jačanje partnerstava\n",
            as: .projects
        )
        try await Sample.cohort("DRUGA", in: centre)
        try await centre.sql("UPDATE cohorts SET project_id = (SELECT max(id) FROM projects)")
        try await centre.sql(
            "UPDATE cohorts SET project_id = (SELECT min(id) FROM projects) WHERE code = 'DRUGA'"
        )
        for (number, code) in ["PRVA", "DRUGA"].enumerated() {
            try await Sample.enrol([Sample.email(number)], in: code, centre)
            try await Sample.finish(code, [Sample.email(number)], in: centre)
        }
        func list(_ query: String?) async throws -> [String] {
            try await centre.read {
                try Project.list(matching: query, page: PageRequest(), in: $0).items
                    .map(\.draft.code)
            }
        }
        let merges = Merges(centre: centre)
        #expect(try await merges.reach(.init(project: "NOVI")).deliveries == 1)
        try await merges.projects("STARI", into: "NOVI")
        #expect(try await list(nil) == ["NOVI"])
        #expect(try await list("partnerstva") == ["NOVI"])
        for name in ["NOVI", "STARI", "Jačanje partnerstva"] {
            #expect(try await merges.reach(.init(project: name)).deliveries == 2, "\(name)")
        }
        let overview = try await centre.read { try ProjectOverview.make("STARI", in: $0) }
        #expect(overview.project.draft.code == "NOVI" && overview.reach.deliveries == 2)
        let act = try Act.clerk(because: "dva projekta")
        _ = try await centre.write(act) { try Merge<Project>.undo("STARI", by: act, in: $0) }
        #expect(try await list(nil) == ["NOVI", "STARI"])
        #expect(try await merges.reach(.init(project: "NOVI")).deliveries == 1)
    }

    @Test("One organisation stands for both, under the names of both")
    func organisations() async throws {
        try await centre.importText(
            "code,name_sr_latn,aliases\nIOM,Međunarodna organizacija za migracije,\n"
                + "MOM,Svetska organizacija za migracije,MOM\n",
            as: .organisations
        )
        let act = try Act.clerk(because: "ista ustanova")
        _ = try await centre.write(act) {
            try Merge<Organisation>.enter("mom", into: "iom", by: act, in: $0)
        }
        let found = try await centre.read {
            try Organisation.list(matching: "Svetska", page: PageRequest(), in: $0).items
        }
        #expect(found.map(\.draft.code) == ["IOM"])
        let shown = try await centre.read { try Organisation.find("MOM", in: $0) }
        #expect(shown.mergedInto == "IOM")
    }
}
