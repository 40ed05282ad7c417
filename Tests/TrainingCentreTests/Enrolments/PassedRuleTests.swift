import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Staff go past what a cohort asks by every door alike, and the history says so", .centre)
struct PassedRuleTests {
    private let centre = TrainingCentre.ofTest
    private var scene: SeatScene { SeatScene(centre: centre) }

    private func enter(_ number: Int, _ cohort: String, because reason: String?) async throws
        -> Enrolment
    {
        let (centre, chance) = (centre, centre.chance)
        return try await centre.write(Act(by: .clerk, because: reason)) {
            try Enrolment.takeSeat(
                cohort: cohort,
                form: Form(["email": Sample.email(number), "name": "Petar Petrović"]),
                chance: chance,
                by: .clerk,
                in: $0
            )
        }
    }

    private func bring(_ rows: String, header: String) async throws -> [String] {
        let report = try await centre.importText("\(header)\n\(rows)", as: .enrolments)
        return report.rejected.map { "\($0.line) \($0.code)" }
    }

    private func past(_ enrolment: Enrolment) async throws -> [[PassedRule]] {
        try await scene.history(enrolment).events.map(\.wentPast)
    }

    private func exceptions() async throws -> [String] {
        try await centre.read {
            try SeatException.list(page: PageRequest(rowsMax: 200), by: .clerk, in: $0).items
        }.map { "\($0.cohort) \($0.wentPast.map(\.rawValue).joined(separator: "+")): \($0.reason)" }
    }

    @Test("Who comes late is entered by staff who say why: by the form, the act and the file")
    func running() async throws {
        try await scene.cohort("TRAJE", capacity: 9, inDays: 0)
        let own = try await scene.focalPoint("SVOJA")
        let applied = try await scene.nominate(0, "TRAJE", by: own)
        try await scene.cohort("DRUGA", capacity: 9)
        let elsewhere = try await scene.ask("DRUGA", 7..<8)
        try await centre.write(.clerk) {
            _ = try Cohort.confirm("TRAJE", by: .clerk, in: $0)
            _ = try Cohort.start("TRAJE", by: .clerk, in: $0)
        }
        #expect(
            try await refusal { _ = try await enter(1, "TRAJE", because: nil) }
                == "cohort_not_open"
        )
        #expect(
            try await refusal { _ = try await scene.nominate(2, "TRAJE", by: own) }
                == "cohort_not_open"
        )
        let header = "cohort_code,email,name,status,reason"
        let rows = """
            TRAJE,a@a.example,Ana Prva,,
            TRAJE,b@a.example,Ana Druga,waiting,
            TRAJE,c@a.example,Ana Treća,,zakasnio voz
            """
        #expect(
            try await bring(rows, header: header) == ["2 cohort_not_open", "3 cohort_not_open"]
        )
        let late = try await enter(1, "TRAJE", because: "zakasnila")
        #expect(late.status == .confirmed)
        #expect(try await past(late) == [[.state]])
        let moved = try await scene.move(elsewhere[0], to: "TRAJE")
        #expect(try await past(moved) == [[.state]])
        #expect(try await past(applied) == [[]])
        #expect(
            try await exceptions() == [
                "TRAJE state: zakasnio voz", "TRAJE state: zakasnila", "TRAJE state: bliže kući",
            ]
        )
        #expect(try await Doctor.examine(centre).map(\.check) == [])
    }

    @Test("A draft takes records, and whom staff enter with a reason; nobody else")
    func draft() async throws {
        try await scene.cohort("DRUGA", capacity: 9)
        try await centre.importText(
            "cohort_code,course_code,starts_on,ends_on,venue,capacity\n"
                + "NACRT,KURS,2099-01-01,2099-01-02,Vršac,9\n",
            as: .cohorts
        )
        #expect(
            try await refusal { _ = try await enter(1, "NACRT", because: nil) }
                == "cohort_not_open"
        )
        let header = "cohort_code,email,name,status,reason"
        let rows = """
            NACRT,a@a.example,Ana Prva,,
            NACRT,b@a.example,Ana Druga,confirmed,
            NACRT,c@a.example,Ana Treća,waiting,
            NACRT,d@a.example,Ana Peta,,članica komisije
            """
        #expect(try await bring(rows, header: header) == ["2 cohort_not_open"])
        #expect(try await enter(1, "NACRT", because: "govori prva").status == .confirmed)
        #expect(
            try await exceptions() == [
                "NACRT state: članica komisije", "NACRT state: govori prva",
            ]
        )
    }

    @Test("A training that is over is entered with a reason alone, and nobody is moved into it")
    func over() async throws {
        try await scene.cohort("PROSLA", capacity: 9, inDays: -9)
        try await scene.cohort("DRUGA", capacity: 9)
        #expect(
            try await refusal { _ = try await enter(1, "PROSLA", because: nil) }
                == "cohort_not_open"
        )
        #expect(try await enter(1, "PROSLA", because: "bila je tu").status == .confirmed)
        let elsewhere = try await scene.ask("DRUGA", 2..<3)
        #expect(
            try await refusal { try await scene.move(elsewhere[0], to: "PROSLA") }
                == "applications_closed"
        )
        #expect(try await scene.status(elsewhere[0]) == .confirmed)
        let direct = try await constraint {
            try await centre.write(Act.clerk(because: "bilo šta")) {
                _ = try $0.execute(
                    """
                    UPDATE enrolments SET status = 'withdrawn', withdrawn_on = centre_today()
                    WHERE id = \(elsewhere[0].id)
                    """
                )
                _ = try $0.execute(
                    """
                    INSERT INTO enrolments (
                        cohort_id, person_id, code, status, follows_id, institution, function,
                        target_group, employment, participation)
                    SELECT cohorts.id, person_id, '2508000000000000', 'confirmed', enrolments.id,
                        '', '', 'other', 'employee', 'first-time'
                    FROM enrolments JOIN cohorts ON cohorts.code = 'PROSLA'
                    WHERE enrolments.id = \(elsewhere[0].id)
                    """
                )
            }
        }
        #expect(direct == "enrolments_asked_in_time")
    }

    @Test("A move goes past what the course there asks for only by saying so")
    func moves() async throws {
        try await scene.cohort("ODAVDE", capacity: 2)
        try await scene.cohort("OVAMO", capacity: 2)
        let seat = try await scene.ask("ODAVDE", 1..<2)[0]
        try await enforceOrder()
        #expect(
            try await message { try await scene.move(seat, to: "OVAMO") }
                == Self.lacking.replacing("with a reason", with: "with “past”: prerequisites")
        )
        #expect(try await scene.status(seat) == .confirmed)
        let moved = try await scene.move(seat, to: "OVAMO", past: [.prerequisites])
        #expect(try await past(moved) == [[.prerequisites]])
        #expect(try await remarks(moved) == [.lsgUnknown])
        try await centre.importText(
            "cohort_code,course_code,starts_on,ends_on,venue,capacity\n"
                + "UVODNA,UVOD,2099-01-01,2099-01-02,Vršac,9\n",
            as: .cohorts
        )
        _ = try await centre.write(.clerk) { try Cohort.publish("UVODNA", by: .clerk, in: $0) }
        let other = try await scene.move(moved, to: "UVODNA")
        #expect(try await remarks(other) == [.lsgUnknown, .otherCourse])
    }

    private func remarks(_ enrolment: Enrolment) async throws -> [EnrolmentRemark] {
        try await centre.read { try enrolment.remarks(by: .clerk, in: $0) }
    }

    private func enforceOrder() async throws {
        try await centre.importText("code,title_sr_latn\nUVOD,Uvod\n", as: .courses)
        try await centre.importText(
            "code,title_sr_latn,title_en,course_order,courses\nPUT,Put,Path,enforced,UVOD|KURS\n",
            as: .programmes
        )
    }

    private func message(_ body: () async throws -> Void) async throws -> String {
        do {
            try await body()
            return ""
        } catch {
            guard let refusal = error as? any Refusal else { throw error }
            return "\(refusal.code): \(refusal.message)"
        }
    }

    private static let lacking =
        "prerequisites_missing: the person lacks what this course asks for: "
        + "the programme PUT has the course UVOD before it; staff may go past it with a reason"

    private func substitute(
        _ enrolment: Enrolment,
        _ number: Int,
        by actor: Actor
    ) async throws -> Enrolment {
        let act = try Act(by: actor, because: "bolest")
        let chance = centre.chance
        return try await centre.write(act) {
            try Enrolment.substitute(
                enrolment.handle,
                with: Form(["email": Sample.email(number), "name": "Petar Petrović"]),
                chance: chance,
                by: act,
                in: $0
            )
        }
    }

    @Test("A substitute who lacks something is staff's to let in, and a focal point is told what")
    func substitution() async throws {
        try await scene.cohort("ZAM", capacity: 2, ["approval": "centre"])
        let own = try await scene.focalPoint("SVOJA")
        let asked = try await scene.nominate(1, "ZAM", by: own)
        let named = try await scene.act(.approve, asked, because: nil)
        try await enforceOrder()
        #expect(
            try await message { _ = try await substitute(named, 4, by: own) } == Self.lacking
        )
        #expect(try await scene.status(named) == .confirmed)
        let new = try await substitute(named, 4, by: .clerk)
        // What was agreed on goes on; what the person lacks is gone past.
        #expect(new.status == .confirmed)
        #expect(try await past(new) == [[.prerequisites]])
        #expect(try await past(named).last == [])
        #expect(try await exceptions() == ["ZAM prerequisites: bolest"])
    }

    @Test("An approval names what is missing, and goes past it with a reason")
    func approval() async throws {
        try await scene.cohort("ODOBR", capacity: 2, ["approval": "centre"])
        let own = try await scene.focalPoint("SVOJA")
        let asked = try await scene.nominate(1, "ODOBR", by: own)
        try await enforceOrder()
        #expect(
            try await message { try await scene.act(.approve, asked, because: nil) }
                == Self.lacking
        )
        let direct = try await constraint {
            try await centre.write(Act.clerk(because: "bilo šta")) {
                _ = try $0.execute("UPDATE enrolments SET status = 'confirmed'")
            }
        }
        #expect(direct == "enrolments_prerequisites_met")
        let approved = try await scene.act(.approve, asked, because: "radila je pet godina")
        #expect(approved.status == .confirmed)
        #expect(try await past(asked) == [[], [.prerequisites]])
    }

    @Test("Only the seat that went past a rule says so, not the one that is given after it")
    func freedSeats() async throws {
        try await scene.cohort(
            "LISTA",
            capacity: 1,
            ["approval": "centre", "has_waiting_list": "true", "promotion": "automatic"]
        )
        let own = try await scene.focalPoint("SVOJA")
        let first = try await scene.nominate(1, "LISTA", by: own)
        try await scene.act(.approve, first, because: nil)
        let waits = try await enter(2, "LISTA", because: "savetnik")
        #expect(waits.status == .waiting)
        try await scene.cohort("DRUGA", capacity: 1, ["approval": "centre"])
        try await scene.move(first, to: "DRUGA")
        #expect(try await scene.status(waits) == .offered)
        #expect(try await past(waits) == [[.approval], []])
        #expect(
            try await exceptions() == ["LISTA approval: savetnik", "DRUGA approval: bliže kući"]
        )
    }
}
