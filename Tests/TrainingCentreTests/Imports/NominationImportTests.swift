import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Files of people go the way of nominations", .centre)
struct NominationImportTests {
    private let centre = TrainingCentre.ofTest
    private var scene: SeatScene { SeatScene(centre: centre) }

    private func enter(
        _ text: String,
        organisation: String? = nil,
        reason: String? = nil,
        by actor: Actor = .clerk
    ) async throws -> ImportReport {
        try await centre.importFile(
            Array(text.utf8),
            as: .enrolments,
            organisation: organisation,
            reason: reason,
            by: actor
        )
    }

    private func codes(_ report: ImportReport) -> [String] {
        report.rejected.map { "\($0.line) \($0.field) \($0.code)" }
    }

    /// Each enrolment of a cohort: person, organisation, state, whether there was a seat, and the
    /// reason of the last event.
    private func states(_ cohort: String) async throws -> [String] {
        try await centre.read {
            try $0.rows(
                """
                SELECT concat_ws(' ', split_part(people.email, '@', 1), organisations.code,
                    enrolments.status, CASE WHEN held_seat THEN 'seat' END, (
                        SELECT '(' || reason || ')' FROM enrolment_events
                        WHERE enrolment_id = enrolments.id ORDER BY id DESC LIMIT 1))
                FROM enrolments
                JOIN cohorts ON cohorts.id = enrolments.cohort_id
                JOIN people ON people.id = enrolments.person_id
                LEFT JOIN organisations ON organisations.id = enrolments.organisation_id
                WHERE cohorts.code = \(cohort)
                ORDER BY people.email
                """,
                as: String.self
            )
        }
    }

    @Test("A list larger than all that was known is counted before it is looked at")
    func largeList() async throws {
        try await scene.cohort("VELIKA", capacity: 2_000)
        let lines = (1...1_200).map { "VELIKA,lista\($0)@a.example,Ana Prva" }
        let file = (["cohort_code,email,name"] + lines).joined(separator: "\n")
        #expect(try await enter(file).created == 1_200)
        // Only a count makes it known: too little was changed for the server to do so by itself,
        // which looks once a minute.
        let known = try await centre.value(
            "SELECT reltuples::bigint FROM pg_class WHERE oid = 'enrolments'::regclass",
            as: Int.self
        )
        #expect(known >= 1_200)
    }

    @Test("In two stages a row is its institution's nomination, and the centre's word has a reason")
    func twoStages() async throws {
        try await scene.cohort("DVA", capacity: 3, ["approval": "institution-and-centre"])
        _ = try await scene.focalPoint("SVOJA")
        try await scene.hold(1, for: "SVOJA", "DVA")
        let file = """
            cohort_code,email,name,organisation,reason
            DVA,a@a.example,Ana Prva,SVOJA,
            DVA,b@a.example,Ana Druga,,
            DVA,c@a.example,Ana Treća,,dogovoreno telefonom
            """
        let report = try await enter(file)
        #expect(codes(report) == ["3 organisation institution_missing"])
        #expect(
            try await states("DVA") == [
                "a SVOJA endorsed", "c confirmed seat (dogovoreno telefonom)",
            ]
        )
        // A reason for the whole file explains corrections, and goes past nobody.
        let second = "cohort_code,email,name\nDVA,b@a.example,Ana Druga\n"
        #expect(try await enter(second, organisation: "SVOJA", reason: "ispravka").created == 1)
        #expect(try await scene.seats("DVA").unnamed == 1)
        let named = try await centre.read {
            try Enrolment.list(
                cohort: "DVA",
                status: .endorsed,
                page: PageRequest(),
                by: .clerk,
                in: $0
            ).items
        }
        #expect(named.map(\.organisation) == ["SVOJA", "SVOJA"])
        for enrolment in named { try await scene.act(.approve, enrolment) }
        let seats = try await scene.seats("DVA")
        #expect([seats.confirmed, seats.unnamed, seats.free] == [3, 0, 0])
        #expect(try await enter(file).unchanged == 3)
        #expect(try await Doctor.examine(centre).map(\.check) == [])
    }

    @Test("A row with its organisation names one of the seats that it holds")
    func quota() async throws {
        try await scene.cohort("KVOTA", capacity: 1)
        _ = try await scene.focalPoint("SVOJA")
        try await scene.hold(1, for: "SVOJA", "KVOTA")
        let rows = "cohort_code,email,name\nKVOTA,a@a.example,Ana Prva\n"
        #expect(try await codes(enter(rows)) == ["2 cohort_code cohort_full"])
        #expect(try await enter(rows, organisation: "SVOJA").created == 1)
        #expect(try await states("KVOTA") == ["a SVOJA confirmed seat"])
        #expect(try await scene.seats("KVOTA").unnamed == 0)
    }

    @Test("A focal point brings in nominations for the own organisation and nothing else")
    func focalPoint() async throws {
        try await scene.cohort("DVA", capacity: 3, ["approval": "centre"])
        let own = try await scene.focalPoint("SVOJA")
        _ = try await scene.focalPoint("TUDJA")
        let report = try await enter(
            """
            cohort_code,email,name,organisation,status
            DVA,a@a.example,Ana Prva,,
            DVA,b@a.example,Ana Druga,TUDJA,
            DVA,c@a.example,Ana Treća,,confirmed
            """,
            by: own
        )
        #expect(report.created == 1)
        #expect(report.rejected.map(\.line) == [3, 4])
        #expect(report.rejected.map(\.code) == ["not_allowed", "invalid"])
        #expect(try await states("DVA") == ["a SVOJA endorsed"])
        let again = "cohort_code,email,name\nDVA,a@a.example,Ana Prva\n"
        #expect(try await enter(again, by: own).unchanged == 1)
        #expect(
            try await codes(enter(again, organisation: "TUDJA", by: own))
                == ["2  not_allowed"]
        )
        try await scene.rules("DVA", ["apply_until_on": "2024-01-01"])
        let late = "cohort_code,email,name\nDVA,d@a.example,Ana Peta\n"
        #expect(try await codes(enter(late, by: own)) == ["2 cohort_code applications_closed"])
        #expect(
            try await refusal {
                _ = try await centre.importFile(
                    Array("email,name\nx@a.example,Iks Iks\n".utf8),
                    as: .people,
                    by: own
                )
            } == "not_allowed"
        )
    }

    private func clashes(_ report: ImportReport) -> [String] {
        report.warnings.filter { $0.code == "person_clashes" }.map(\.problem)
    }

    @Test("A focal point is told of clashes with the own nominations, and of no other's")
    func clashes() async throws {
        for code in ["SVOJE", "TUDJE", "OVO", "ONO"] { try await scene.cohort(code, capacity: 3) }
        let own = try await scene.focalPoint("SVOJA")
        let other = try await scene.focalPoint("TUDJA")
        // The same address of two institutions is two records, until the centre merges them.
        let row = { (code: String) in "cohort_code,email,name\n\(code),a@a.example,Ana Prva\n" }
        #expect(try await enter(row("TUDJE"), by: other).created == 1)
        let rehearsal = try await centre.importFile(
            Array(row("SVOJE").utf8),
            as: .enrolments,
            by: own,
            rehearse: true
        )
        #expect(rehearsal.created == 1 && clashes(rehearsal) == [])
        #expect(try await clashes(enter(row("SVOJE"), by: own)) == [])
        let told = try await clashes(enter(row("OVO"), by: own))
        #expect(told == ["has or asks for a seat at the same time in SVOJE: ask which it shall be"])
        let staff = try await clashes(enter(row("ONO")))
        #expect(staff.first?.contains("in TUDJE:") == true)
    }

    @Test("Staff who confirm at once where somebody has to agree say why, for ever")
    func reasonOfStaff() async throws {
        try await scene.cohort("DVA", capacity: 3, ["approval": "centre"])
        #expect(
            try await refusal { _ = try await Sample.takeSeat("DVA", Sample.email(1), in: centre) }
                == "reason_missing"
        )
        let chance = centre.chance
        let act = try Act.clerk(because: "ministarka")
        let enrolment = try await centre.write(act) {
            try Enrolment.takeSeat(
                cohort: "DVA",
                form: Form(["email": Sample.email(1), "name": "Petar Petrović"]),
                chance: chance,
                by: .clerk,
                in: $0
            )
        }
        #expect(enrolment.status == .confirmed)
        #expect(try await scene.history(enrolment).events.map(\.reason) == ["ministarka"])
    }

    @Test("What was comes in as it was; what is taken from somebody now has a reason")
    func withdrawals() async throws {
        let approval = ["approval": "institution-and-centre"]
        try await scene.cohort("BILA", capacity: 3, inDays: -30, approval)
        let past = try await enter(
            """
            cohort_code,email,name,status
            BILA,a@a.example,Ana Prva,confirmed
            BILA,b@a.example,Ana Druga,withdrawn
            """
        )
        #expect(codes(past) == [])
        #expect(
            try await states("BILA") == [
                "a confirmed seat",
                "b withdrawn seat (the records that were brought in say so)",
            ]
        )
        try await scene.cohort("BICE", capacity: 3)
        let header = "cohort_code,email,name,status,reason\n"
        _ = try await enter(header + "BICE,a@a.example,Ana Prva,,\n")
        let gone = """
            BICE,a@a.example,Ana Prva,withdrawn,
            BICE,b@a.example,Ana Druga,withdrawn,
            """
        #expect(
            try await codes(enter(header + gone)) == [
                "2 reason reason_missing", "3 reason reason_missing",
            ]
        )
        let told = try await enter(
            header + gone.replacing("withdrawn,\nBICE,b", with: "withdrawn,bolest\nBICE,b"),
            reason: "javili se"
        )
        #expect(codes(told) == [])
        #expect(
            try await states("BICE") == [
                "a withdrawn seat (bolest)", "b withdrawn (javili se)",
            ]
        )
        #expect(try await Doctor.examine(centre).map(\.check) == [])
    }
}
