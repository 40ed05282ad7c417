import Credentials
import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

/// Acts on accreditations of the one sample person.
struct Accreditations {
    let centre: TrainingCentre

    /// A person and a course, and so many days from today.
    static func made(in centre: TrainingCentre) async throws -> Accreditations {
        try await Sample.cohort("TRENING", in: centre)
        try await Sample.enrol(Sample.emails(1), in: "TRENING", centre)
        return Accreditations(centre: centre)
    }

    func day(_ offset: Int) async throws -> CalendarDate {
        let today = try await centre.read { try centreToday(in: $0) }
        return CalendarDate(dayNumber: today.dayNumber + offset)
    }

    func grant(
        for course: String = "KURS",
        from: Int = -30,
        until: Int = 365,
        by actor: Actor = .clerk
    ) async throws -> Accreditation {
        let form = Form([
            "email": Sample.email(0), "course": course, "basis": "Odluka direktora",
            "starts_on": try await day(from).description,
            "ends_on": try await day(until).description,
        ])
        return try await centre.write(Act(by: actor)) {
            try Accreditation.grant(form, by: actor, in: $0)
        }
    }

    func issue(
        _ id: ID<Accreditation>,
        on date: CalendarDate? = nil,
        by actor: Actor = .clerk
    ) async throws -> IssuedBatch {
        try await TestKeys.publish(in: centre)
        let (chance, signing) = (centre.chance, centre.signing)
        return try await centre.write(Act(by: actor)) {
            try Certificate.issue(
                accreditation: id,
                on: date,
                chance: chance,
                signing: signing,
                by: actor,
                in: $0
            )
        }
    }

    @discardableResult
    func suspend(_ id: ID<Accreditation>, _ isSuspended: Bool) async throws -> Accreditation {
        let act = try Act.clerk(because: "prigovor polaznika")
        return try await centre.write(act) {
            try Accreditation.suspend(id, isSuspended, by: act, in: $0)
        }
    }

    func renew(_ id: ID<Accreditation>, until: Int) async throws -> Accreditation {
        let form = Form([
            "basis": "Nova odluka", "ends_on": try await day(until).description,
        ])
        return try await centre.write(.clerk) {
            try Accreditation.renew(id, form, by: .clerk, in: $0)
        }
    }
}

@Suite("Accreditations of trainers", .centre)
struct AccreditationTests {
    private let centre = TrainingCentre.ofTest

    @Test("Its certificate is valid until it ends, says what it certifies, and comes once")
    func certificate() async throws {
        let acts = try await Accreditations.made(in: centre)
        let granted = try await acts.grant()
        let issued = try await acts.issue(granted.id)
        let id = try #require(issued.issued.first?.id)
        #expect(
            try await acts.issue(granted.id).skipped.map(\.reasons)
                == [["certificate issued already"]]
        )
        let answer = try JSON.parse(try await centre.verify(id.printed).jsonBytes)
        #expect(answer["status"] == "valid")
        #expect(answer["kind"] == "accreditation")
        #expect(answer["expires_on"] == granted.endsOn.json)
        for name in ["starts_on", "ends_on", "venue", "hours"] {
            #expect(answer[name] == .null, "\(name)")
        }
        #expect(answer["suspended_on"] == nil)
        let document = try await centre.read {
            try JSON.parse(try StoredCredential.find(id, in: $0).document)
        }
        #expect(document["validUntil"]?.text?.hasPrefix(granted.endsOn.description) == true)
        let subject = document["credentialSubject"]?["achievement"]
        #expect(subject?["achievementType"] == "Certification")
        #expect(document["credentialSubject"]?["result"] == nil)
        let listed = try await centre.read {
            try Certificate.list(
                cohort: nil,
                status: nil,
                page: PageRequest(),
                by: .clerk,
                in: $0
            ).items
        }
        #expect(listed.map(\.cohortCode) == [nil])
        let register = Register(centre: centre)
        let new = try await register.replace(id, "Петар Перић", "Petar Perić")
        #expect(try await register.status(id) == .replaced)
        try await register.revoke(new.id)
        #expect(
            try await acts.issue(granted.id).skipped.map(\.reasons)
                == [["certificate was revoked"]]
        )
        #expect(try await Doctor.examine(centre).map(\.subject) == [])
        #expect(try await register.auditFindings() == [])
    }

    @Test("A suspension is said beside the state and ends; the certificate stays what it is")
    func suspension() async throws {
        let acts = try await Accreditations.made(in: centre)
        let granted = try await acts.grant()
        let id = try #require(try await acts.issue(granted.id).issued.first?.id)
        let today = try await acts.day(0)
        func suspendedOn() async throws -> CalendarDate? {
            guard case .known(let found) = try await centre.verify(id.printed) else { return nil }
            #expect(found.status == .valid)
            return found.suspendedOn
        }
        #expect(
            try await refusal { try await acts.suspend(granted.id, false) }
                == "accreditation_not_suspended"
        )
        #expect(try await acts.suspend(granted.id, true).state == .suspended)
        try await acts.suspend(granted.id, true)
        #expect(try await centre.count("accreditation_suspensions") == 1)
        #expect(try await suspendedOn() == today)
        #expect(
            try await refusal { _ = try await acts.renew(granted.id, until: 800) }
                == "accreditation_suspended"
        )
        // A name is corrected meanwhile, too.
        try await Register(centre: centre).replace(id, "Петар Перић", "Petar Perić")
        #expect(try await acts.suspend(granted.id, false).state == .valid)
        let other = try await acts.grant(from: -400, until: -31)
        try await Owner.corrupt(
            "UPDATE accreditations SET ends_on = centre_today() + 1 WHERE id = \(other.id)"
        )
        try await acts.suspend(other.id, true)
        #expect(
            try await refusal { _ = try await acts.issue(other.id) } == "accreditation_suspended"
        )
        let outcomes = await race(6) { _ in try await acts.suspend(granted.id, true) }
        #expect(outcomes.count { (try? $0.get()) != nil } == 6)
        #expect(try await centre.count("accreditation_suspensions") == 4)
        let twice = try await constraint {
            try await centre.sql(
                """
                INSERT INTO accreditation_suspensions (
                    accreditation_id, is_suspended, reason, effective_on)
                VALUES (\(granted.id), true, 'podvala', centre_today())
                """
            )
        }
        #expect(twice == "accreditation_suspensions_alternate")
    }

    @Test("What has expired is not suspended, and what expired while suspended is reinstated")
    func expired() async throws {
        let acts = try await Accreditations.made(in: centre)
        let last = try await acts.grant(from: -30, until: 0)
        #expect(try await acts.suspend(last.id, true).state == .suspended)
        let ended = try await acts.grant(from: -60, until: -31)
        #expect(ended.state == .expired)
        #expect(
            try await refusal { try await acts.suspend(ended.id, true) } == "accreditation_expired"
        )
        #expect(try await centre.count("accreditation_suspensions") == 1)
        let forced = try await constraint {
            try await centre.sql(
                """
                INSERT INTO accreditation_suspensions (
                    accreditation_id, is_suspended, reason, effective_on)
                VALUES (\(ended.id), true, 'podvala', centre_today())
                """
            )
        }
        #expect(forced == "accreditation_suspensions_not_expired")
        // It was suspended while it lasted, and nobody ended that since.
        try await Owner.corrupt(
            """
            INSERT INTO accreditation_suspensions (
                accreditation_id, is_suspended, reason, effective_on)
            VALUES (\(ended.id), true, 'prigovor', centre_today() - 35)
            """
        )
        #expect(try await acts.suspend(ended.id, false).suspendedOn == nil)
    }

    @Test("A renewal is of the same person and course, ends later, and there is one")
    func renewal() async throws {
        let acts = try await Accreditations.made(in: centre)
        let old = try await acts.grant(until: 20)
        #expect(
            try await refusal { _ = try await acts.renew(old.id, until: 19) } == "invalid"
        )
        let new = try await acts.renew(old.id, until: 400)
        #expect(new.renews == old.id)
        #expect(new.startsOn.dayNumber == old.endsOn.dayNumber + 1)
        #expect(new.state == .upcoming)
        #expect(
            try await refusal { _ = try await acts.renew(old.id, until: 500) }
                == "accreditation_renewed"
        )
        #expect(try await refusal { _ = try await acts.issue(new.id) } == "invalid")
        // Both count, each in its time.
        #expect(try await acts.issue(old.id).issued.count == 1)
        let shorter = try await constraint {
            try await centre.sql(
                """
                INSERT INTO accreditations (
                    person_id, course_id, starts_on, ends_on, basis, renews_id)
                SELECT person_id, course_id, starts_on, ends_on, basis, id
                FROM accreditations WHERE id = \(new.id)
                """
            )
        }
        #expect(shorter == "accreditations_renewal_ends_later")
    }

    @Test("One counts at a time: none is granted beside another but its renewal")
    func alone() async throws {
        let acts = try await Accreditations.made(in: centre)
        let first = try await acts.grant(from: -30, until: 30)
        for (from, until) in [(-30, 30), (0, 90), (30, 90), (-90, -30), (-90, 90)] {
            #expect(
                try await refusal { _ = try await acts.grant(from: from, until: until) }
                    == "accreditation_overlaps",
                "\(from) \(until)"
            )
        }
        _ = try await acts.grant(from: -90, until: -31)
        let last = try await acts.grant(from: 61, until: 90)
        // A renewal may begin before what it renews ends, and not beside a third one.
        #expect(
            try await refusal { _ = try await acts.renew(first.id, until: 61) }
                == "accreditation_overlaps"
        )
        #expect(try await acts.renew(first.id, until: 60).renews == first.id)
        #expect(try await acts.renew(last.id, until: 400).renews == last.id)
        // Of two at once one is refused.
        let outcomes = await race(4) { _ in _ = try await acts.grant(from: 500, until: 600) }
        #expect(outcomes.count { (try? $0.get()) != nil } == 1)
        #expect(try await centre.count("accreditations") == 6)
    }

    @Test("A suspension says which days to come it touches, and so does whoever looks there")
    func touched() async throws {
        let acts = try await Accreditations.made(in: centre)
        let granted = try await acts.grant()
        try await SeatScene(centre: centre).cohort("BUDUCA", capacity: 5, inDays: 20)
        let email = Sample.email(0)
        _ = try await centre.write(.clerk(because: "iskustvo")) {
            try Trainer.assign(email, to: "BUDUCA", by: .clerk, in: $0)
        }
        func lacking() async throws -> [String]? {
            try await centre.read {
                try Trainer.list(cohort: "BUDUCA", by: .clerk, in: $0).first?.problems
            }
        }
        func work() async throws -> [ID<Accreditation>] {
            try await centre.read {
                try Worklist.find(by: .clerk, in: $0).suspended.items.map(\.id)
            }
        }
        let before = try await lacking()
        #expect(before == ["not in the pool", "not qualified"])
        #expect(try await work() == [])
        let suspended = try await acts.suspend(granted.id, true)
        let days = [try await acts.day(20), try await acts.day(21)]
        #expect(suspended.sessionsWithoutRight == days.map { "BUDUCA \($0)" })
        #expect(
            suspended.json["sessions_without_right"]?.elements?.compactMap(\.text)
                == suspended.sessionsWithoutRight
        )
        #expect(
            try await lacking()
                == ["not in the pool", "not qualified", "accreditation suspended"]
        )
        #expect(try await work() == [granted.id])
        #expect(try await acts.suspend(granted.id, false).sessionsWithoutRight == [])
        #expect(try await lacking() == before)
        #expect(try await work() == [])
    }

    @Test("A cohort makes nobody a trainer, and dates lie within the accreditation")
    func refusals() async throws {
        let acts = try await Accreditations.made(in: centre)
        try await Sample.finish("TRENING", Sample.emails(1), in: centre)
        #expect(
            try await refusal {
                try await Sample.issue("TRENING", kind: .accreditation, in: centre)
            } == "accreditation_not_of_cohort"
        )
        let granted = try await acts.grant()
        for offset in [-31, 1] {
            let day = try await acts.day(offset)
            #expect(
                try await refusal { _ = try await acts.issue(granted.id, on: day) } == "invalid"
            )
        }
        #expect(try await refusal { _ = try await acts.grant(from: 5, until: 5) } == "invalid")
        for statement in [
            // Neither of an accreditation nor of an enrolment; of an accreditation, but longer.
            ("NULL", "ends_on"), ("id", "ends_on + 1"), ("id", "NULL::date"),
        ] as [(SQL, SQL)] {
            let refused = try await constraint { try await forge(statement.0, statement.1) }
            #expect(
                [
                    "certificates_enrolment_or_accreditation", "certificates_accreditation_fkey",
                ].contains(refused),
                "\(statement)"
            )
        }
    }

    /// A certificate past the domain's code.
    private func forge(_ accreditation: SQL, _ expiry: SQL) async throws {
        let id = Enrolment.codes(1, from: .ofSystem)[0]
        try await centre.sql(
            """
            INSERT INTO certificates (
                verification_id, register_year, register_serial, kind, accreditation_id,
                person_id, holder_cyrl, holder_latn, course_code, course_title_sr_cyrl,
                course_title_sr_latn, course_title_en, issued_on, expires_on)
            SELECT \(id), extract(year FROM centre_today())::integer, 77, 'accreditation',
                \(accreditation), person_id, 'А', 'A', 'K', 'К', 'K', 'K',
                centre_today(), \(expiry)
            FROM accreditations
            """
        )
    }

    @Test("Where a second person is needed, who granted it does not issue its certificate")
    func secondPerson() async throws {
        let acts = try await Accreditations.made(in: centre)
        let granted = try await acts.grant(by: Batches.actor(1))
        try await Batches(centre: centre).requireSecondPerson(true)
        #expect(
            try await refusal { _ = try await acts.issue(granted.id, by: Batches.actor(1)) }
                == "own_accreditation"
        )
        #expect(try await acts.issue(granted.id, by: Batches.actor(2)).issued.count == 1)
    }
}
