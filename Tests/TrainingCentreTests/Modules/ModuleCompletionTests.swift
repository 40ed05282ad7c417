import Credentials
import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Completions of modules", .centre)
struct ModuleCompletionTests {
    let centre = TrainingCentre.ofTest
    private static let certificate = ["evidence": "potvrda platforme br. 7"]

    @discardableResult
    func complete(
        _ module: String,
        _ enrolment: Enrolment,
        _ fields: [String: String] = ["completed_on": "2024-01-20"],
        because reason: String? = nil,
        by actor: Actor = .clerk
    ) async throws -> EnrolmentModules {
        let act = try Act(by: actor, because: reason)
        return try await centre.write(act) {
            try ModuleCompletion.enter(
                module,
                of: enrolment.handle,
                Form(fields),
                by: act,
                in: $0
            )
        }
    }

    private func takeBack(_ module: String, _ enrolment: Enrolment) async throws {
        let act = try Act.clerk(because: "upisano greškom")
        _ = try await centre.write(act) {
            try ModuleCompletion.takeBack(module, of: enrolment.handle, by: act, in: $0)
        }
    }

    @Test("Who attended and passed the test is eligible with the required modules, and not without")
    func eligibility() async throws {
        let people = try await Sample.modules("ONLAJN", 2, in: centre)
        let lacking = [
            "module OSNOVE not completed", "module ZASTITA not completed", "cohort not closed",
        ]
        #expect(try await Sample.reasons("ONLAJN", in: centre) == [lacking, lacking])
        for person in people {
            try await complete("osnove", person)
            try await complete("ZASTITA", person, Self.certificate)
        }
        let open = [["cohort not closed"], ["cohort not closed"]]
        #expect(try await Sample.reasons("ONLAJN", in: centre) == open)
        // The reverse by a correction, and it does not keep the cohort open.
        let first = try #require(people.first)
        try await takeBack("OSNOVE", first)
        try await Sample.close("ONLAJN", in: centre)
        let closed = try await centre.read {
            try Eligibility.list(cohort: "ONLAJN", kind: .completion, by: .clerk, in: $0)
        }
        let reasons = Dictionary(uniqueKeysWithValues: closed.map { ($0.enrolment, $0.reasons) })
        #expect(reasons[first.id] == ["module OSNOVE not completed"])
        #expect(reasons[people[1].id] == [])
        let attended = try await centre.read {
            try Eligibility.list(cohort: "ONLAJN", kind: .participation, by: .clerk, in: $0)
        }
        #expect(attended.map(\.isEligible) == [true, true])
        let register = try JSON.parse(
            try await centre.bytes(of: .learners, ReportParameters(), as: .json)
        )
        let outcomes = register["rows"]?.elements?.compactMap { $0["outcome"]?.text } ?? []
        #expect(Set(outcomes) == ["module not completed", "passed"])
        let issued = try await Sample.issue("ONLAJN", in: centre).issued.map(\.id)
        let certified = try await centre.read { try CertifiedFacts.list(issued, in: $0) }
        #expect(
            certified.map { $0.ground.criteria(for: .completion) } == [
                "Присуство на најмање 80 % часова, најмање 60 % на завршном тесту и завршени "
                    + "обавезни модули."
            ]
        )
        #expect(
            certified.first?.ground.criteria(for: .participation)
                == "Присуство на најмање 80 % часова."
        )
        let verified = try await centre.verify(try #require(issued.first).printed)
        #expect(try JSON.parse(verified.jsonBytes)["required_modules_completed"] == true)
        #expect(try await Doctor.examine(centre).map(\.check) == [])
        #expect(try await refusal { try await complete("OSNOVE", first) } == "cohort_closed")
        #expect(try await refusal { try await takeBack("OSNOVE", people[1]) } == "cohort_closed")
    }

    @Test("Missing modules stand after what was measured, and of who withdrew nothing is said")
    func order() async throws {
        let people = try await Sample.modules("REDOSLED", 2, in: centre)
        let act = try Act.clerk(because: "ispravka")
        _ = try await centre.importText(
            Sample.results("REDOSLED", [Sample.email(0)], score: "50"),
            as: .results,
            reason: "ispravka"
        )
        let second = try #require(people.first { $0.email == Sample.email(1) })
        _ = try await centre.write(act) {
            try Enrolment.withdraw(second.handle, on: nil, by: act, in: $0)
        }
        #expect(
            try await Sample.reasons("REDOSLED", in: centre) == [
                [
                    "final below pass score", "module OSNOVE not completed",
                    "module ZASTITA not completed", "cohort not closed",
                ], ["withdrawn", "cohort not closed"],
            ]
        )
        #expect(try await refusal { try await complete("OSNOVE", second) } == "no_seat")
    }

    @Test("The same again changes nothing, a correction has a reason, and the last one counts")
    func correction() async throws {
        let person = try await Sample.modules("ISPRAVKA", in: centre)[0]
        let entered = try await complete("OSNOVE", person)
        #expect(entered.progress.completed == 1 && entered.progress.modules.count == 3)
        #expect(entered.progress.missing.map(\.code) == ["ZASTITA"])
        try await complete("OSNOVE", person)
        #expect(try await centre.count("module_completions") == 1)
        let later = ["completed_on": "2024-01-25", "score_percent": "87,5"]
        #expect(
            try await refusal { try await complete("OSNOVE", person, later) } == "reason_missing"
        )
        try await complete("OSNOVE", person, later, because: "pogrešan dan")
        try await takeBack("OSNOVE", person)
        #expect(
            try await refusal { try await takeBack("OSNOVE", person) } == "completion_not_found"
        )
        #expect(
            try await refusal { try await complete("OSNOVE", person) } == "reason_missing",
            "what was taken back is corrected too"
        )
        let last = try await complete("OSNOVE", person, later, because: "ipak je završio")
        let completion = try #require(last.progress.modules.first?.completion)
        #expect(completion.scorePercent == Hundredths(8_750) && completion.source == .here)
        #expect(try await centre.count("module_completions") == 4)
        for attack: SQL in [
            "UPDATE module_completions SET score_percent = 100", "DELETE FROM module_completions",
        ] {
            #expect(try await constraint { try await centre.sql(attack) } == "42501")
        }
    }

    @Test("A day of tomorrow or a mistyped year, an unknown module, no evidence: each says so")
    func refusals() async throws {
        let person = try await Sample.modules("ODBIJENO", in: centre)[0]
        try await centre.importText(
            "code,title_sr_latn,kind\nTUDJ,Tuđ,quiz\n",
            as: .modules
        )
        for (module, fields, code) in [
            ("TUDJ", ["completed_on": "2024-01-20"], "module_not_of_course"),
            ("NEMA", ["completed_on": "2024-01-20"], "module_not_found"),
            ("OSNOVE", ["completed_on": "2099-01-20"], "invalid"),
            ("OSNOVE", ["completed_on": "2014-01-20"], "completion_long_before"),
            ("OSNOVE", ["source": "elsewhere"], "invalid"),
            ("OSNOVE", ["score_percent": "101"], "invalid"),
            ("ZASTITA", ["source": "here"], "module_external"),
        ] {
            let refused = try await refusal { try await complete(module, person, fields) }
            #expect(refused == code, "\(module) \(fields)")
        }
        // What was learned elsewhere may be much older.
        try await complete(
            "OSNOVE",
            person,
            ["completed_on": "2014-01-20", "evidence": "diploma iz 2014."]
        )
        let nobody = Actor(name: "account 9", roles: [.trainee])
        #expect(
            try await refusal { try await complete("OSNOVE", person, by: nobody) }
                == "enrolment_not_found"
        )
    }

    @Test("Of two who enter the first completion at once one does, and neither breaks anything")
    func race() async throws {
        let person = try await Sample.modules("TRKA", in: centre)[0]
        let outcomes = await TrainingCentreTests.race(4) { number in
            _ = try await complete("OSNOVE", person, ["completed_on": "2024-01-2\(number)"])
        }
        #expect(outcomes.successes == 1)
        #expect(try await centre.count("module_completions") == 1)
    }

    @Test("Closing and completing at once: the outcome is what the completions come to")
    func closingRace() async throws {
        for round in 0..<3 {
            let code = "KRAJ-\(round)"
            let person = try await Sample.modules(code, in: centre)[0]
            try await complete("ZASTITA", person, Self.certificate)
            let outcomes = await TrainingCentreTests.race(2) { number in
                if number == 0 {
                    try await Sample.close(code, in: centre)
                } else {
                    try await complete("OSNOVE", person)
                }
            }
            #expect(outcomes.successes >= 1)
        }
        #expect(try await Doctor.examine(centre).map(\.check) == [])
    }

    @Test("The cohort's trainer enters and sees, the person sees, an outsider finds nothing")
    func rights() async throws {
        let person = try await Sample.modules("PRAVA", in: centre)[0]
        let trainer = try await Sample.trainer(of: "PRAVA", "tara@t.example", in: centre)
        try await complete("OSNOVE", person, by: trainer)
        let identity = try await centre.read {
            try Person.find(email: person.email, by: .clerk, in: $0).id
        }
        let own = Actor(name: "account 8", personID: identity, roles: [.trainee])
        let outsider = Actor(name: "account 9", roles: [.trainee])
        let centre = centre
        func seen(by actor: Actor) async throws -> Int {
            try await centre.read {
                try EnrolmentModules.find(person.handle, by: actor, in: $0).progress.completed
            }
        }
        #expect(try await seen(by: own) == 1)
        #expect(try await seen(by: trainer) == 1)
        #expect(try await refusal { _ = try await seen(by: outsider) } == "enrolment_not_found")
        let entering = try await refusal { try await complete("PRIMERI", person, by: own) }
        #expect(entering == "not_allowed")
        for (actor, count) in [(trainer, 1), (.clerk, 1)] {
            let all = try await centre.read {
                try EnrolmentModules.list(cohort: "PRAVA", by: actor, in: $0)
            }
            #expect(all.map(\.progress.completed) == [count])
            #expect(all.map { $0.progress.missing.map(\.code) } == [["ZASTITA"]])
        }
        let listing = try await refusal {
            _ = try await centre.read {
                try EnrolmentModules.list(cohort: "PRAVA", by: own, in: $0)
            }
        }
        #expect(listing == "not_allowed")
        let code = try await Sample.codes("PRAVA", in: centre)[0]
        let status = try #require(try await centre.enrolmentStatus(code.printed))
        #expect(status.modules.modules.map { $0.completion != nil } == [true, false, false])
        let overview = try await centre.read { try OwnOverview.find(of: own, in: $0) }
        #expect(overview.enrolments.map(\.status.modules.completed) == [1])
    }

    @Test("Who is moved has what was completed, of the modules that the other cohort has")
    func moved() async throws {
        try await Sample.modularCourse(in: centre)
        let today = try await centre.read { try centreToday(in: $0) }
        let days = [10, 12].map { CalendarDate(dayNumber: today.dayNumber + $0).description }
        for code in ["PRVA", "DRUGA"] {
            try await centre.importText(
                """
                cohort_code,course_code,starts_on,ends_on,venue,capacity
                \(code),MODULARNA,\(days[0]),\(days[1]),Plandište,5
                """,
                as: .cohorts
            )
            _ = try await centre.write(.clerk) { try Cohort.publish(code, by: .clerk, in: $0) }
            // The second is planned with a version that does not have the third module.
            _ = try await centre.write(.clerk) {
                _ = try VersionModule.plan(
                    course: "MODULARNA",
                    modules: ["ZASTITA", "OSNOVE"],
                    required: ["ZASTITA"],
                    by: .clerk,
                    in: $0
                )
                _ = try CourseVersion.publish(nil, of: "MODULARNA", by: .clerk, in: $0)
            }
        }
        let person = try await Sample.takeSeat("PRVA", Sample.email(0), in: centre)
        try await complete("OSNOVE", person, [:])
        try await complete("PRIMERI", person, [:])
        try await complete("ZASTITA", person, Self.certificate)
        try await takeBack("OSNOVE", person)
        let (act, chance) = (try Act.clerk(because: "drugi termin"), centre.chance)
        let (there, here) = try await centre.write(act) {
            let moved = try Enrolment.move(
                person.handle,
                to: "DRUGA",
                chance: chance,
                by: act,
                in: $0
            )
            return (
                try EnrolmentModules.find(moved.handle, by: .clerk, in: $0).progress,
                try EnrolmentModules.find(person.handle, by: .clerk, in: $0).progress
            )
        }
        #expect(there.modules.map(\.code) == ["ZASTITA", "OSNOVE"])
        #expect(there.modules.map { $0.completion != nil } == [true, false])
        #expect(there.modules[0].completion?.evidence == Self.certificate["evidence"])
        #expect(here.completed == 2, "what was entered there stays there")
    }

    @Test("A file of completions: a wrong row stops no other, and again it changes nothing")
    func file() async throws {
        try await Sample.modules("SPISAK", 3, in: centre)
        try await centre.importText(
            Sample.enrolments(
                "SPISAK",
                [Sample.email(2)],
                more: "status=withdrawn;withdrawn_on=2024-02-01"
            ),
            as: .enrolments,
            reason: "odustao"
        )
        let text = """
            cohort_code,email,module,completed_on,score_percent,evidence
            SPISAK,\(Sample.email(0)),OSNOVE,2024-01-20,90,
            SPISAK,\(Sample.email(0)),ZASTITA,20.01.2024.,,potvrda 12
            SPISAK,\(Sample.email(1)),ZASTITA,2024-01-20,,
            SPISAK,\(Sample.email(1)),NEMA,2024-01-20,,
            SPISAK,\(Sample.email(1)),OSNOVE,,,
            SPISAK,\(Sample.email(2)),OSNOVE,2024-01-20,,
            SPISAK,nepoznat@sample.example,OSNOVE,2024-01-20,,
            NEMA,\(Sample.email(0)),OSNOVE,2024-01-20,,
            SPISAK,\(Sample.email(1)),PRIMERI,2024-01-20,,
            """
        let report = try await centre.importText(text, as: .moduleCompletions)
        #expect(report.created == 3)
        #expect(report.rejected.map(\.line) == [4, 5, 6, 7, 8, 9])
        #expect(
            report.rejected.map(\.field) == [
                "source", "module", "completed_on", "email", "email", "cohort_code",
            ]
        )
        let again = try await centre.importText(text, as: .moduleCompletions)
        #expect(again.unchanged == 3 && again.rejected.count == 6)
        #expect(try await centre.count("module_completions") == 3)
        let later = """
            cohort_code,email,module,completed_on
            SPISAK,\(Sample.email(0)),OSNOVE,2024-01-21
            """
        let silent = try await centre.importText(later, as: .moduleCompletions)
        #expect(silent.rejected.map(\.code) == ["reason_missing"])
        let corrected = try await centre.importText(
            later,
            as: .moduleCompletions,
            reason: "pogrešan dan"
        )
        #expect(corrected.updated == 1)
        let kept = try await centre.value(
            """
            SELECT score_percent FROM module_standings
            WHERE completed_on = '2024-01-21'
            """,
            as: Hundredths.self
        )
        #expect(kept == Hundredths(9_000), "a column that the file does not have says nothing")
    }
}
