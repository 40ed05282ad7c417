import Documents
import Testing

@testable import TrainingCentre
@testable import Web

@Suite("The pages of cohorts, of one's own, and of the day's work")
struct PersonPageTests {
    private func text(_ bytes: [UInt8]) -> String {
        VisibleText(html: String(decoding: bytes, as: UTF8.self)).text
    }

    private func cohort(_ index: Int, _ rules: SeatRules) throws -> String {
        text(
            try Sample.pages().cohort(
                Sample.overview(try Sample.cohorts()[index], rules),
                language: .english
            )
        )
    }

    @Test("A cohort says how to get a seat as long as there is a way, and no longer")
    func applying() throws {
        let open = try cohort(0, Sample.rules(.institutionAndCentre, until: "2024-02-01"))
        #expect(open.contains("The institution has to agree first"))
        #expect(open.contains("3 / 20") && open.contains("1 February 2024"))
        #expect(open.contains("applications go on the waiting list"))
        let late = try cohort(0, Sample.rules(.none, until: "2024-01-14"))
        #expect(late.contains("Applications are no longer taken."))
        #expect(!late.contains("Seats go to those who ask first."))
        let full = try cohort(1, Sample.rules(.none, hasWaitingList: false))
        #expect(full.contains("no longer taken"))
        let waiting = try cohort(1, Sample.rules(.none))
        #expect(waiting.contains("Seats go to those who ask first."))
        #expect(try cohort(2, Sample.rules(.none)).contains("not taken yet"))
        #expect(try cohort(8, Sample.rules(.none)).contains("no longer taken"))
    }

    @Test("The register and the log that a cohort's page links to are of that cohort alone")
    func reports() throws {
        let (cohort, rules) = (try Sample.cohorts()[1], Sample.rules(.none))
        let found = Sample.overview(cohort, rules, participants: [])
        let page = try Sample.pages().cohort(found, for: .staff, language: .serbianLatin)
        let html = String(decoding: page, as: UTF8.self)
        let code = found.cohort.draft.code
        for name in ["learners", "delivery-log"] {
            #expect(html.contains("/sr-Latn/reports/\(name)?cohort=\(code)\""), "\(name)")
        }
    }

    @Test("Hours and their names are written in the grammar of the page")
    func hours() throws {
        let found = OwnOverview(
            isOfPerson: true,
            enrolments: [Sample.ownEnrolment(Sample.enrolment())],
            certificates: [],
            taught: []
        )
        let pages = try Sample.pages()
        let serbian = text(pages.own(found, language: .serbianCyrillic))
        #expect(serbian.contains("Присуство (часова)\n12 од 18,5"))
        #expect(serbian.contains("Најмање за уверење (часова)\n14,8"))
        #expect(serbian.contains("20.02.2024.") && serbian.contains("Велика сала"))
        #expect(text(pages.own(found, language: .english)).contains("12 of 18.5"))
    }

    @Test("The fewest hours that are enough are rounded up")
    func needed() {
        let hours = { (attended: Int, total: Int, percent: Int) in
            OwnProgress(
                attended: Hundredths(attended),
                total: Hundredths(total),
                minimumPercent: percent
            )
        }
        #expect(hours(0, 333, 80).needed == Hundredths(267))
        #expect(!hours(266, 333, 80).isEnough && hours(267, 333, 80).isEnough)
        #expect(hours(0, 600, 0).isEnough)
    }

    @Test("An offer leads to where it is answered, and other states to their page")
    func offer() throws {
        let found = OwnOverview(
            isOfPerson: true,
            enrolments: [Sample.ownEnrolment(Sample.enrolment(.offered))],
            certificates: [],
            taught: []
        )
        let html = String(
            decoding: try Sample.pages().own(found, language: .english),
            as: UTF8.self
        )
        #expect(html.contains(#"href="/en/e/31KT-P1T3-57AP-5566">Answer the offer"#))
        #expect(html.contains("until 23 January 2024 at 09:53"))
    }

    @Test("A focal point finds the own nominations, the seats without a name and the last days")
    func nominations() throws {
        let pages = try Sample.pages()
        let text = text(pages.nominations(Sample.nominations, language: .english))
        for part in [
            "Seats held for you\n3", "Of these without a name\n2",
            "Last day for names\n10 February 2024", "has passed, so seats",
            "place offered, until 15 January 2024 at 09:53", "Earlier groups",
            "You have nominated nobody for this group yet.",
        ] { #expect(text.contains(part), "\(part): \(text)") }
        let latin = self.text(pages.nominations(Sample.nominations, language: .serbianLatin))
        #expect(latin.contains("ponuđeno mesto, do 15.01.2024. u 09:53"))
        let own = OwnOverview(
            isOfPerson: false,
            enrolments: [],
            certificates: [],
            taught: [],
            isFocalPoint: true
        )
        let html = String(decoding: pages.own(own, language: .serbianLatin), as: UTF8.self)
        #expect(html.contains(#"href="/sr-Latn/nominations""#))
    }

    @Test("A long list says that it is only the beginning, an empty one that nothing waits")
    func work() throws {
        let pages = try Sample.pages()
        let text = text(pages.worklist(Sample.worklist(), language: .english))
        #expect(text.contains("Groups that are over and not closed (20+)"))
        #expect(text.contains("obuka cohort close LAP-2024-03"))
        #expect(text.contains("obuka cohort publish LAP-2024-03"))
        #expect(text.contains("obuka evaluation invite 12"))
        let empty = self.text(
            pages.worklist(Sample.worklist(isEmpty: true), language: .serbianLatin)
        )
        #expect(empty.split(separator: "\n").count { $0 == "Ništa ne čeka." } == 7)
    }

    @Test("Who only reads is led to no act, and who does not take part to no application")
    func reading() throws {
        let found = Sample.overview(
            try Sample.cohorts()[0],
            Sample.rules(.none),
            participants: Sample.participants
        )
        let pages = try Sample.pages()
        func page(_ roles: Set<Role>?) -> String {
            let actor = roles.map { Actor(name: "account 1", roles: $0) }
            let bytes = pages.cohort(found, for: CohortReader(actor), language: .english)
            return String(decoding: bytes, as: UTF8.self)
        }
        let marks = [
            "/en/cohorts/LAP-2024-03/application", "/en/cohorts/LAP-2024-03/enrolments/4711",
            "/en/cohorts/LAP-2024-03/closing", "/en/reports/learners",
        ]
        let seen: [(Set<Role>?, [Bool])] = [
            (nil, [true, false, false, false]), ([.trainee], [true, false, false, false]),
            ([.auditor], [false, false, false, true]), ([.trainer], [false, true, false, false]),
            ([.staff], [false, true, true, true]), ([.focalPoint], [false, false, false, false]),
        ]
        for (roles, expected) in seen {
            let html = page(roles)
            #expect(marks.map { html.contains($0) } == expected, "\(String(describing: roles))")
        }
        for decides in [true, false] {
            let bytes = pages.worklist(Sample.worklist(), decides: decides, language: .english)
            let html = String(decoding: bytes, as: UTF8.self)
            #expect(html.contains("/closing\"") == decides)
            #expect(html.contains("/decisions\"") == decides)
            #expect(html.contains("/enrolments/4711\"") == decides)
        }
    }

    @Test("A cohort is led one step at a time, and says why there is none")
    func steps() throws {
        func words(_ state: Cohort.State, _ day: String) throws -> [String?] {
            let forms = CohortForms(
                cohort: CohortHeading(
                    code: "LAP-2024-03",
                    course: Sample.course,
                    startsOn: Sample.day("2024-01-30"),
                    endsOn: Sample.day("2024-02-01"),
                    venue: "Plandište",
                    state: state
                ),
                language: .english,
                site: try Sample.pages().site
            )
            let content = forms.steps(on: Sample.day(day))
            let isOver = state == .closed || state == .cancelled
            #expect(content.forms.contains { $0.id == "cancellation" } == !isOver, "\(state)")
            let step = content.forms.first { $0.id == "step" }
            return [step?.buttons.first?.value, content.why?[.english]]
        }
        #expect(try words(.draft, "2024-01-29") == ["publish", nil])
        #expect(try words(.published, "2024-01-29") == ["confirm", nil])
        #expect(
            try words(.confirmed, "2024-01-29") == [nil, "The training has not begun yet."]
        )
        #expect(try words(.confirmed, "2024-01-30") == ["start", nil])
        for state in [Cohort.State.running, .closed, .cancelled] {
            let found = try words(state, "2024-01-30")
            #expect(found[0] == nil && found[1] != nil, "\(state)")
        }
    }
}
