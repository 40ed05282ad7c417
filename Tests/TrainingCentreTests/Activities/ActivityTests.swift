import Credentials
import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Activities that are no trainings", .centre)
struct ActivityTests {
    private let centre = TrainingCentre.ofTest

    private func create(_ fields: [String: String]) async throws -> Activity {
        try await centre.write(.clerk) {
            try Activity.create(Form(fields), by: .clerk, in: $0)
        }
    }

    private func summary(_ code: String) async throws -> ActivitySummary {
        try await centre.read { try ActivitySummary.make(code, in: $0) }
    }

    @Test(
        "Statement 13: an aggregate activity has kind, place, period, headcount and qualifier"
    )
    func statement13() async throws {
        let entered = try await create([
            "code": "R1", "kind": "workshop", "title_sr_latn": "Radionice", "is_for_users": "true",
            "starts_on": "2023-05-01", "ends_on": "2023-05-31", "place_sr_latn": "Krnjača",
            "headcount": "120", "headcount_qualifier": "about", "headcount_men": "70",
            "headcount_women": "50",
        ])
        let counted = Headcount(count: 120, qualifier: .about, men: 70, women: 50)
        #expect(entered.draft.headcount == counted)
        #expect(entered.draft.place.place?.srCyrl == "Крњача")
        #expect(try await summary("R1").text.srCyrl.contains("Број учесника: око 120."))
        // Not counted is not 0.
        let unknown = try await create([
            "code": "R2", "kind": "workshop", "title_sr_latn": "Radionice",
            "starts_on": "2023-05-01",
        ])
        #expect(
            unknown.draft.headcount.count == nil && unknown.draft.endsOn == unknown.draft.startsOn
        )
        #expect(
            try await summary("R2").text.en.contains("The number of participants is not known.")
        )
        let none = try await create([
            "code": "R3", "kind": "workshop", "title_sr_latn": "Radionice",
            "starts_on": "2023-05-01", "headcount": "0",
        ])
        #expect(none.draft.headcount.count == 0 && none.draft.headcount.qualifier == .exact)
    }

    @Test("A list has the second meeting before the tenth, on one page as on many")
    func order() async throws {
        let codes = ["SAST-1", "SAST-01", "SAST-2", "SAST-2-10", "SAST-9", "SAST-10", "SAST-11"]
        for code in codes.shuffled() {
            _ = try await create([
                "code": code, "kind": "workshop", "title_sr_latn": "Sastanak",
                "starts_on": "2023-05-01",
            ])
        }
        for rowsMax in [1, 2, 200] {
            var listed: [String] = []
            var after: String?
            repeat {
                let request = PageRequest(after: after, rowsMax: rowsMax)
                let page = try await centre.read {
                    try Activity.list(matching: nil, page: request, in: $0)
                }
                listed += page.items.map(\.draft.code)
                after = page.next
            } while after != nil
            #expect(listed.sorted() == codes.sorted())
            #expect(listed.dropFirst(2) == codes[2...])
        }
    }

    @Test(
        "A headcount that cannot be is refused",
        arguments: [
            (["headcount": "5", "headcount_qualifier": "unknown"], "headcount_qualifier"),
            (["headcount_qualifier": "exact"], "headcount"),
            (["headcount": "5", "headcount_men": "3"], "headcount_women"),
            (["headcount": "5", "headcount_men": "3", "headcount_women": "3"], "headcount"),
            (["headcount_men": "3", "headcount_women": "3"], "headcount"),
            (["headcount": "-1"], "headcount"), (["ordinal": "0"], "ordinal"),
            (["ends_on": "2023-04-30"], "ends_on"), (["venue_code": "NEMA"], "venue_code"),
            (["country": "Gruzija"], "country"), (["kind": "training"], "kind"),
            (["batches": "1"], "batches"),
        ]
    )
    func refused(fields: [String: String], field: String) async throws {
        let whole = [
            "code": "R1", "kind": "workshop", "title_sr_latn": "Radionica",
            "starts_on": "2023-05-01",
        ].merging(fields) { $1 }
        let error = await #expect(throws: InvalidForm.self) { _ = try await create(whole) }
        #expect(error?.fields.map(\.field) == [field])
    }

    @Test("No user of a centre is entered by name, by nobody and on no way")
    func users() async throws {
        try await Sample.cohort("LJUDI", in: centre)
        try await Sample.enrol([Sample.email(0)], in: "LJUDI", centre)
        for (code, isForUsers) in [("KORISNICI", "true"), ("SLUZBENICI", "false")] {
            _ = try await create([
                "code": code, "kind": "workshop", "title_sr_latn": "Radionica",
                "starts_on": "2023-05-01", "is_for_users": isForUsers,
            ])
        }
        func enter(_ code: String) async throws {
            _ = try await centre.write(.clerk) {
                try ActivityParticipant.enter(
                    code,
                    Form(["email": Sample.email(0)]),
                    by: .clerk,
                    in: $0
                )
            }
        }
        #expect(try await refusal { try await enter("KORISNICI") } == "users_are_not_named")
        try await enter("SLUZBENICI")
        // Past the domain's code: a lie about the activity does not fit its key.
        let lie: SQL = """
            INSERT INTO activity_participants (
                activity_id, is_for_users, person_id, function, employment, is_presenter)
            SELECT activities.id, false, people.id, '', 'employee', false
            FROM activities, people WHERE activities.code = 'KORISNICI'
            """
        #expect(
            try await constraint { try await centre.sql(lie) }
                == "activity_participants_activity_fkey"
        )
        let change = try await refusal {
            _ = try await centre.write(.clerk) {
                try Activity.change(
                    "SLUZBENICI",
                    Form(["is_for_users": "true"]),
                    ifVersion: nil,
                    by: .clerk,
                    in: $0
                )
            }
        }
        #expect(change == "invalid")
    }

    @Test("Statement 17: a first steering board meeting is entered and counts as no training")
    func statement17() async throws {
        try await Demonstration.loadPlanning(into: centre)
        let meeting = try await centre.read { try Activity.find("UO-2024-1", in: $0).draft }
        #expect(meeting.kind == .steeringBoardMeeting && meeting.ordinal == 1)
        #expect(meeting.startsOn == (try Sample.day("2024-04-25")))
        #expect(meeting.place.venueCode == "TC-PLANDISTE" && meeting.projectCode == "MMPTF-EVB")
        let project = try await centre.read { try ProjectOverview.make("MMPTF-EVB", in: $0) }
        #expect(project.partners.count == 4 && project.funds.count == 1)
        #expect(project.reach.deliveries == 0)
        let reach = try await Merges(centre: centre).reach()
        #expect(reach.deliveries == 0 && reach.personsEnrolled == 0)
        #expect(try await centre.count("certificates") == 0)
        #expect(
            try await summary("UO-2024-1").text.srLatn.contains(
                "1. sastanak Upravnog odbora: Prvi sastanak Upravnog odbora projekta. 25.04.2024. "
                    + "Trening centar za migracije u Plandištu."
            )
        )
        // There is one first meeting of a board.
        let second = await #expect(throws: InvalidForm.self) {
            _ = try await create([
                "code": "UO-2", "kind": "steering-board-meeting", "ordinal": "1",
                "title_sr_latn": "Sastanak", "starts_on": "2024-10-01",
                "project_code": "MMPTF-EVB",
            ])
        }
        #expect(second?.fields.map(\.field) == ["ordinal"])
    }

    @Test("Statement 20: a validation workshop may come before its project begins")
    func statement20() async throws {
        try await Demonstration.loadPlanning(into: centre)
        let (workshop, project) = try await centre.read {
            (try Activity.find("VALIDACIJA-2017", in: $0), try Project.find("UK-ASYLUM", in: $0))
        }
        #expect(workshop.draft.projectCode == "UK-ASYLUM")
        #expect(workshop.draft.startsOn == (try Sample.day("2017-03-28")))
        #expect(project.draft.startsOn == (try Sample.day("2017-04-28")))
    }

    @Test("Statement 23: a study visit of five days abroad, with its programme, hosts and project")
    func statement23() async throws {
        try await Demonstration.loadPlanning(into: centre)
        let visit = try await summary("GRUZIJA-2024")
        let draft = visit.activity.draft
        #expect(draft.endsOn.dayNumber - draft.startsOn.dayNumber == 4)
        #expect(draft.place.country == "GE" && draft.headcount.count == nil)
        #expect(visit.items.count >= 9)
        #expect(
            Set(visit.items.compactMap(\.draft.place.place?.en)).isSuperset(of: [
                "Tbilisi", "Telavi",
            ])
        )
        let order = visit.items.map { ($0.draft.day ?? 0) * 100 + $0.draft.position }
        #expect(order == order.sorted())
        for words in [
            "Studijska poseta", "18.03.2024. – 22.03.2024.", "OFII", "CARITAS",
            "Sekretarijat Državne komisije za pitanja migracije Gruzije",
            "Organizuje: Međunarodna organizacija za migracije.",
            "Projekat: „Jačanje kapaciteta i partnerstava za upravljanje migracijama u Srbiji“.",
            "Broj učesnika nije poznat.",
        ] {
            let isThere =
                visit.text.srLatn.contains(words)
                || visit.items.contains { $0.draft.hostCode == words } || words == "OFII"
            #expect(isThere, "\(words)")
        }
        #expect(visit.text.srLatn.contains("Francuska kancelarija za imigraciju i integraciju"))
        // There is no sixth day, from either side.
        let sixth = await #expect(throws: InvalidForm.self) {
            try await centre.write(.clerk) {
                _ = try ActivityItem.create(
                    Form([
                        "code": "X", "activity_code": "GRUZIJA-2024", "day": "6", "position": "1",
                        "kind": "visit", "title_sr_latn": "Obilazak",
                    ]),
                    by: .clerk,
                    in: $0
                )
            }
        }
        #expect(sixth?.fields.map(\.field) == ["day"])
        let shorter = await #expect(throws: InvalidForm.self) {
            try await centre.write(.clerk) {
                _ = try Activity.change(
                    "GRUZIJA-2024",
                    Form(["ends_on": "2024-03-21"]),
                    ifVersion: nil,
                    by: .clerk,
                    in: $0
                )
            }
        }
        #expect(shorter?.fields.map(\.field) == ["ends_on"])
    }

    @Test("Statement 24: the visit and the trainings are of one project, however it is spelled")
    func statement24() async throws {
        try await Demonstration.load(into: centre)
        try await Demonstration.closeAll(in: centre)
        try await Demonstration.loadPlanning(into: centre)
        for name in [
            "Jačanje kapaciteta i partnerstva za upravljanje migracijama u Srbiji",
            "Јачање капацитета и партнерстава за управљање миграцијама у Србији",
        ] {
            let project = try await centre.read { try ProjectOverview.make(name, in: $0) }
            #expect(project.project.draft.code == "SDC-CAP")
            #expect(project.activities.map(\.draft.code).contains("GRUZIJA-2024"))
            #expect(project.reach.deliveries == 14)
        }
    }

    @Test("Statement 25: who works under a contract takes part beside employees, and may present")
    func statement25() async throws {
        try await Demonstration.loadPlanning(into: centre)
        try await Sample.cohort("LJUDI", in: centre)
        try await Sample.enrol(Sample.emails(2), in: "LJUDI", centre)
        for (number, employment) in ["employee", "engaged"].enumerated() {
            _ = try await centre.write(.clerk) {
                try ActivityParticipant.enter(
                    "GRUZIJA-2024",
                    Form([
                        "email": Sample.email(number), "employment": employment,
                        "function": "saradnik", "is_presenter": "\(number == 1)",
                    ]),
                    by: .clerk,
                    in: $0
                )
            }
        }
        let all = try await centre.read {
            try ActivityParticipant.list(of: "GRUZIJA-2024", by: .clerk, in: $0)
        }
        #expect(all.map(\.employment) == [.employee, .engaged])
        #expect(all.map(\.isPresenter) == [false, true])
        // The delegation is still of unknown size: these are the ones who are known.
        #expect(try await summary("GRUZIJA-2024").activity.draft.headcount.count == nil)
    }

    @Test("Statement 14: batches handed out at one ceremony give one list, by LSG")
    func statement14() async throws {
        try await Demonstration.load(into: centre)
        try await Demonstration.closeAll(in: centre)
        try await Demonstration.loadPlanning(into: centre)
        let batches = try await Demonstration.issueAll(in: centre).compactMap(\.id?.value)
        let numbers = batches.map(String.init).joined(separator: "|")
        try await centre.write(.clerk) {
            _ = try Activity.change(
                "DODELA-2024",
                Form(["batches": numbers]),
                ifVersion: nil,
                by: .clerk,
                in: $0
            )
        }
        // Ten batches and more stand in the order of their numbers: the same again is no change.
        #expect(batches.count > 9)
        let known = try await centre.read { try Activity.find("DODELA-2024", in: $0).draft }
        var form = known.form
        #expect(try ActivityDraft(&form).agrees(with: known))
        let entries = try await centre.read {
            try Activity.ceremonyList("DODELA-2024", by: .clerk, in: $0)
        }
        let expected = try Demonstration.expected()
        #expect(entries.count == expected.integer("participations_passed"))
        #expect(Set(entries.map(\.lsg)).count == expected.integer("lsgs"))
        // Each LSG stands in one place of the list.
        let groups = entries.map(\.lsg).reduce(into: [String]()) { groups, lsg in
            if groups.last != lsg { groups.append(lsg) }
        }
        #expect(groups.count == Set(groups).count)
        for entry in entries {
            let found = try await centre.verify(entry.id.printed)
            #expect(found.status == .valid, "\(entry.id.printed)")
        }
        // No batch is handed out at two ceremonies, and none at a workshop.
        let second = await #expect(throws: InvalidForm.self) {
            _ = try await create([
                "code": "DODELA-2", "kind": "award-ceremony", "title_sr_latn": "Dodela",
                "starts_on": "2024-07-01", "batches": "\(batches[0])",
            ])
        }
        #expect(second?.fields.map(\.field) == ["batches"])
    }
}
