import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("An institution names somebody whom another one has", .centre)
struct OtherPeoplesNomineeTests {
    private let centre = TrainingCentre.ofTest
    private var scene: SeatScene { SeatScene(centre: centre) }
    private let address = "mira@a.example"

    /// Mira Mirić, who works in Ada and is enrolled in PRVA.
    private func mira() async throws {
        for code in ["PRVA", "DRUGA"] {
            try await scene.cohort(code, capacity: 9, ["approval": "centre"])
        }
        _ = try await centre.importText(
            """
            cohort_code,email,name,lsg_code,institution,sex,reason
            PRVA,\(address),Mira Mirić,Ada,Opštinska uprava,F,dogovoreno
            """,
            as: .enrolments
        )
    }

    private func nominate(
        _ cohort: String,
        _ values: [String: String],
        by actor: Actor
    ) async throws -> Enrolment {
        let chance = centre.chance
        return try await centre.write(Act(by: actor)) {
            try Enrolment.nominate(
                cohort: cohort,
                form: Form(values),
                chance: chance,
                by: actor,
                in: $0
            )
        }
    }

    /// All that a focal point is told of a nomination, but for its numbers.
    private func told(
        _ cohort: String,
        _ email: String,
        _ name: String,
        by actor: Actor
    ) async throws -> String {
        do {
            let chance = centre.chance
            let (new, remarks) = try await centre.write(Act(by: actor)) {
                let new = try Enrolment.nominate(
                    cohort: cohort,
                    form: Form(["email": email, "name": name]),
                    chance: chance,
                    by: actor,
                    in: $0
                )
                return (new, try new.remarks(by: actor, in: $0))
            }
            let listed = try await centre.read {
                try Enrolment.seen(new.handle, by: actor, in: $0)
            }
            return [
                new.email.replacing(email, with: "ADDRESS"), listed.email == email ? "" : "?",
                listed.name.latin, listed.name.cyrillic, listed.status.rawValue,
                listed.facts.institution, listed.facts.sex?.rawValue ?? "-",
                String(describing: new.knownAs), "\(listed.json["known_as"] ?? .null)",
                remarks.map(\.code).joined(separator: ","),
            ].joined(separator: " ")
        } catch let refusal as any Refusal {
            return refusal.code
        }
    }

    @Test("The answer is the same whether somebody has the address or not, and whatever the name")
    func answers() async throws {
        try await mira()
        let other = try await scene.focalPoint("TUDJA")
        // Somebody of that name is the organisation's own, under another address.
        let own = try await told("DRUGA", "imenjakinja@a.example", "Mira Mirić", by: other)
        #expect(!own.contains("person_known_elsewhere"))
        var remarked = 0
        for (cohort, name) in [
            ("PRVA", "Mira Mirić"), ("DRUGA", "Mira Miric"), ("DRUGA", "Mira Mirić"),
            ("DRUGA", "Mira Miric"), ("PRVA", "Ana Anić"),
        ] {
            let known = try await told(cohort, address, name, by: other)
            let unknown = try await told(cohort, "niko@a.example", name, by: other)
            #expect(known == unknown, "\(cohort) \(name)")
            if known.contains("person_known_elsewhere") { remarked += 1 }
        }
        #expect(remarked == 1, "of whom is new")
        let file = { (email: String) in
            "cohort_code,email,name\nDRUGA,\(email),Zora Zorić\nPRVA,\(email),Zora Zorić\n"
        }
        var reports: [[String]] = []
        for (email, organisation) in [(address, "TRECA"), ("nikad@a.example", "CETVRTA")] {
            let third = try await scene.focalPoint(organisation)
            for _ in 1...2 {
                let report = try await centre.importFile(
                    Array(file(email).utf8),
                    as: .enrolments,
                    by: third
                )
                reports.append(
                    ["\(report.created) \(report.unchanged)"] + report.rejected.map(\.problem)
                        + report.warnings.map(\.problem)
                )
            }
        }
        #expect(reports[0] == reports[2] && reports[1] == reports[3])
        #expect(reports[0].first == "2 0" && reports[1].first == "0 2")
        #expect(try await Doctor.examine(centre).map(\.check) == [])
    }

    @Test("A trainer is nominated with the same answer, whoever has the address")
    func trainers() async throws {
        try await mira()
        let other = try await scene.focalPoint("TUDJA")
        func told(_ email: String, _ name: String) async throws -> String {
            do {
                let form = Form(["email": email, "name": name], lists: ["courses": ["KURS"]])
                let profile = try await centre.write(Act(by: other)) {
                    try TrainerProfile.enter(form, by: other, in: $0)
                }
                return (profile.json.members ?? []).filter { $0.name != "trainer" }
                    .map { "\($0.name): \($0.value)" }.joined(separator: " ")
                    .replacing(email, with: "ADDRESS")
            } catch let refusal as any Refusal {
                return refusal.code
            }
        }
        var answers: [[String]] = []
        for email in [address, "niko@a.example"] {
            answers.append([])
            for name in ["Mira Mirić", "Mira Miric", "Zora Zorić"] {
                answers[answers.count - 1].append(try await told(email, name))
            }
            answers[answers.count - 1].append(
                try await self.told("DRUGA", email, "Mira Mirić", by: other)
            )
        }
        #expect(answers[0] == answers[1])
        #expect(answers[0][0].contains("ADDRESS") && answers[0][3].contains("ADDRESS"))
        #expect(answers[0][1...2] == ["trainer_in_register", "name_differs"])
        let seen = try await centre.read {
            try TrainerProfile.list(state: nil, page: PageRequest(), by: .clerk, in: $0).items
        }
        #expect(seen.map { $0.email.hasSuffix("@unconfirmed.invalid") } == [true, false])
        #expect(try await Doctor.examine(centre).map(\.check) == [])
    }

    @Test("A file tells nothing of who teaches, nor of who is known under two addresses")
    func files() async throws {
        try await mira()
        let second = "mira.m@a.example"
        try await centre.importText("email,name\n\(second),Mira Mirić\n", as: .people)
        try await Merges(centre: centre).people(second, into: address)
        _ = try await Sample.trainer(of: "DRUGA", address, in: centre)
        var reports: [[String]] = []
        for (one, two, organisation) in [
            (address, second, "TRECA"), ("prva@a.example", "druga@a.example", "CETVRTA"),
        ] {
            let actor = try await scene.focalPoint(organisation)
            for text in [
                "PRVA,\(one),Zora Zorić\n", "DRUGA,\(one),Zora Zorić\nDRUGA,\(two),Zora Zorić\n",
            ] {
                let report = try await centre.importFile(
                    Array("cohort_code,email,name\n\(text)".utf8),
                    as: .enrolments,
                    by: actor
                )
                reports.append(
                    ["\(report.created)"] + report.rejected.map(\.problem)
                        + report.warnings.map { "\($0.line) \($0.code)" }
                )
            }
        }
        #expect(reports[0] == reports[2] && reports[1] == reports[3])
        #expect(reports.map(\.first) == ["1", "2", "1", "2"])
    }

    @Test("A merged organisation's nominee is that of the one it is")
    func ofMerged() async throws {
        try await mira()
        let former = try await scene.focalPoint("BIVSA")
        let other = try await scene.focalPoint("TUDJA")
        let values = ["email": address, "name": "Mira Mirić"]
        let first = try await nominate("DRUGA", values, by: former)
        try await Merges(centre: centre).organisations("BIVSA", into: "TUDJA")
        #expect(try await nominate("PRVA", values, by: other).email == first.email)
        #expect(try await centre.count("people") == 2)
    }

    @Test("An organisation finds its nominee again in a centre into which both were brought")
    func broughtIn() async throws {
        try await mira()
        let other = try await scene.focalPoint("TUDJA")
        let record = try await centre.value(
            """
            SELECT 'n' || left(encode(sha256(convert_to(\("TUDJA " + address), 'UTF8')),
                'hex'), 32)
                || '@unconfirmed.invalid'
            """,
            as: String.self
        )
        try await centre.importText(
            "email,name,nominated_email\n\(record),Mira Mirić,\(address)\n",
            as: .people
        )
        let values = ["email": address, "name": "Mira Mirić"]
        let named = try await nominate("DRUGA", values, by: other)
        let seen = try await centre.read { try Enrolment.seen(named.handle, by: .clerk, in: $0) }
        #expect(seen.email == record && seen.knownAs?.email == address)
        let report = try await centre.importFile(
            Array("email,name,nominated_email\nniko@a.example,Niko Nikić,n@a.example\n".utf8),
            as: .people,
            by: .clerk
        )
        #expect(report.rejected.map(\.field) == ["nominated_email"])
        #expect(try await centre.count("people") == 2)
    }

    @Test("What is recorded of the person stays, and nobody writes to her")
    func recorded() async throws {
        try await mira()
        let other = try await scene.focalPoint("TUDJA")
        let named = try await nominate("DRUGA", ["email": address, "name": "Mira M."], by: other)
        _ = try await EnrolmentNotices(centre).run()
        let notices = try await centre.read {
            try Notice.list(page: PageRequest(), by: .clerk, in: $0).items.map(\.email)
        }
        #expect(Set(notices) == [address])
        #expect(notices.count == 1, "of the enrolment in PRVA alone")
        try await scene.act(.decline, named)
        // Staff who say nothing of the desk get that of the newest enrolment.
        let own = try await centre.write(Act.clerk(because: "dogovoreno")) {
            [address, chance = centre.chance] in
            try Enrolment.takeSeat(
                cohort: "DRUGA",
                form: Form(["email": address]),
                chance: chance,
                by: .clerk,
                in: $0
            )
        }
        #expect(own.facts.institution == "Opštinska uprava" && own.facts.lsgCode != nil)
    }

    @Test("Who decides sees whose address it is and what differs, and merges the two")
    func decided() async throws {
        try await mira()
        let other = try await scene.focalPoint("TUDJA")
        let values = ["email": address, "name": "Mira Marić"]
        let named = try await nominate("DRUGA", values, by: other)
        let open = try await centre.read {
            try CohortDecisions.find("DRUGA", by: .clerk, in: $0).open
        }
        let known = try #require(open.first?.enrolment.knownAs)
        #expect(known.email == address && known.name.latin == "Mira Mirić")
        #expect(known.institution == "Opštinska uprava" && known.lsg?.en == "Ada")
        #expect(known.nameDiffers && known.institutionDiffers)
        let record = try #require(open.first?.enrolment.email)
        #expect(record.hasSuffix("@unconfirmed.invalid"))
        try await Merges(centre: centre).people(record, into: address)
        try await scene.act(.approve, named)
        let after = try await centre.read {
            try Enrolment.list(cohort: "DRUGA", page: PageRequest(), by: .clerk, in: $0).items
        }
        #expect(after.map { $0.knownAs == nil } == [true])
        _ = try await EnrolmentNotices(centre).run()
        let told = try await centre.read {
            try Notice.list(page: PageRequest(), by: .clerk, in: $0).items.map(\.email)
        }
        #expect(told.contains(address) && !told.contains(record))
        #expect(try await Doctor.examine(centre).map(\.check) == [])
    }

    @Test("Whom somebody took apart again is nobody's double")
    func apart() async throws {
        try await mira()
        let other = try await scene.focalPoint("TUDJA")
        let values = ["email": address, "name": "Mira Mirić"]
        let named = try await nominate("DRUGA", values, by: other)
        func seen() async throws -> Enrolment {
            try await centre.read { try Enrolment.seen(named.handle, by: .clerk, in: $0) }
        }
        let record = try await seen().email
        #expect(try await seen().knownAs?.email == address)
        let merges = Merges(centre: centre)
        try await merges.people(record, into: address)
        #expect(try await seen().knownAs == nil)
        try await merges.separate(record)
        let apart = try await seen()
        #expect(apart.knownAs == nil && apart.email == record)
    }

    @Test("The own institution's people are found again, and so are those of its municipality")
    func own() async throws {
        try await mira()
        let own = try await scene.focalPoint("SVOJA")
        try await Owner.corrupt(
            "UPDATE organisations SET lsg_code = (SELECT lsg_code FROM enrolments LIMIT 1)"
        )
        let named = try await nominate("DRUGA", ["email": address, "name": "Mira Mirić"], by: own)
        #expect(named.name.latin == "Mira Mirić" && named.facts.sex == .female)
        #expect(try await centre.count("people") == 1)
    }

    @Test("The database refuses a focal point another institution's person")
    func kept() async throws {
        try await mira()
        let other = try await scene.focalPoint("TUDJA")
        let refused = try await constraint {
            try await centre.write(Act(by: other)) {
                _ = try $0.execute(
                    """
                    INSERT INTO enrolments (
                        cohort_id, person_id, organisation_id, code, status, institution, function,
                        target_group, employment, participation)
                    SELECT cohorts.id, people.id, organisations.id, '250866H25T01P4CX6', 'endorsed',
                        '', '', 'other', 'employee', 'first-time'
                    FROM cohorts, people, organisations
                    WHERE cohorts.code = 'DRUGA' AND organisations.code = 'TUDJA'
                    """
                )
            }
        }
        #expect(refused == "enrolments_nominee_of_organisation")
    }
}
