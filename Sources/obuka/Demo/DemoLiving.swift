import Credentials
import Documents
import Postgres
import TrainingCentre

/// A course that goes on: what was held, what is planned, who waits and what is asked.
///
/// Its days are counted from the day on which the demonstration is loaded, so that an offer is open
/// and a questionnaire takes answers. It belongs to no project: the published documents do not see
/// it.
struct DemoLiving {
    let centre: TrainingCentre
    let act: Act
    /// The bytes of a file of `sql/demo/living`.
    let file: (String) throws -> [UInt8]

    /// What has to be there before the trainers are qualified.
    private static let beginning: [(ImportedNoun, String)] = [
        (.organisations, "organisations.csv"), (.courses, "courses.csv"), (.modules, "modules.csv"),
        (.courseVersions, "course-versions.csv"), (.programmes, "programmes.csv"),
        (.rooms, "rooms.csv"), (.people, "people.csv"),
    ]
    private static let trainings: [(ImportedNoun, String)] = [
        (.cohorts, "cohorts.csv"), (.enrolments, "enrolments.csv"),
        (.attendance, "attendance-trainers.csv"), (.trainers, "trainers.csv"),
    ]
    private static let deliveries: [(ImportedNoun, String)] = [
        (.sessions, "sessions.csv"), (.attendance, "attendance.csv"), (.results, "results.csv"),
    ]

    /// Loads all of it once: what is there already is left alone.
    func load() async throws {
        guard try await !isLoaded() else { return }
        for (noun, name) in Self.beginning { try await load(noun, name) }
        try await askQuestions()
        for (noun, name) in Self.trainings { try await load(noun, name) }
        try await qualify()
        for (noun, name) in Self.deliveries { try await load(noun, name) }
        try await giveSeats()
        try await load(.moduleCompletions, "module-completions.csv")
        try await finish()
    }

    private func isLoaded() async throws -> Bool {
        try await centre.read { (transaction: borrowing Transaction) in
            guard try Cohort.exists("PRIHVAT-A", in: transaction) else { return false }
            return try Cohort.find("PRIHVAT-A", in: transaction).state == .closed
        }
    }

    private func load(_ noun: ImportedNoun, _ name: String) async throws {
        let bytes = try await dated(name)
        let report = try await centre.importRows(
            try ImportFile.read(bytes, as: noun).rows,
            as: noun,
            act: act
        )
        for rejection in report.rejected {
            StandardError.write(
                "\(name) row \(rejection.line): \(rejection.field) \(rejection.problem)"
            )
        }
        if !report.rejected.isEmpty { throw Exit.someRowsFailed.code }
    }

    // MARK: Days

    /// A file in which `{+40}` is the day in forty days and `{-191}` one that is over.
    private func dated(_ name: String) async throws -> [UInt8] {
        let today = try await today()
        var text = ""
        var rest = Substring(String(decoding: try file(name), as: UTF8.self))
        while let open = rest.firstIndex(of: "{"),
            let close = rest[open...].firstIndex(of: "}"),
            let days = Int(rest[rest.index(after: open)..<close])
        {
            text += rest[..<open]
            text += CalendarDate(dayNumber: today.dayNumber + days).description
            rest = rest[rest.index(after: close)...]
        }
        return Array((text + rest).utf8)
    }

    private func today() async throws -> CalendarDate {
        try await centre.read { (transaction: borrowing Transaction) in
            try centreToday(in: transaction)
        }
    }

    private func day(_ days: Int) async throws -> String {
        CalendarDate(dayNumber: try await today().dayNumber + days).description
    }

    // MARK: Steps

    /// The course asks a reaction at the end and a follow-up after six months, and says what it
    /// measures.
    private func askQuestions() async throws {
        let drafts = try ["questionnaire-reaction.json", "questionnaire-follow-up.json"].map {
            try QuestionnaireDraft(JSON.parse(try file($0)))
        }
        let assessments = try AssessmentPlan(
            JSON.parse(try file("assessments.json")).elements ?? []
        )
        let asked = try QuestionnairePlan([
            ["questionnaire": "UTISCI"], ["questionnaire": "PRIMENA"],
        ])
        let actor = act.actor
        try await centre.write(act) { (transaction: borrowing Transaction) in
            for draft in drafts { _ = try draft.enter(by: actor, in: transaction) }
            _ = try assessments.enter(course: "PRIHVAT", by: actor, in: transaction)
            _ = try asked.enter(course: "PRIHVAT", by: actor, in: transaction)
        }
    }

    /// The two courses of the programme close; who passed both may train, and two are accredited.
    private func qualify() async throws {
        let (decided, expires) = (try await day(-280), try await day(450))
        let act = act
        try await centre.write(act) { (transaction: borrowing Transaction) in
            _ = try Programme.qualify(
                by: "PUT-TRENERA",
                Form([:], lists: ["courses": ["PRIHVAT"]]),
                by: act.actor,
                in: transaction
            )
            for cohort in ["TRENER-1-A", "TRENER-2-A"] {
                _ = try Cohort.publish(cohort, by: act.actor, in: transaction)
                _ = try Cohort.close(cohort, on: nil, by: act.actor, in: transaction)
            }
            for (number, email) in Self.trainers.enumerated() {
                let profile = try TrainerProfile.find(
                    email: email,
                    by: act.actor,
                    in: transaction
                )
                for (state, decision) in [
                    ("under-review", ""), ("accepted", "11-\(number + 1)"),
                ] {
                    _ = try TrainerProfile.decide(
                        profile.id,
                        Form(["state": state, "number": decision, "on": decided]),
                        by: act,
                        in: transaction
                    )
                }
                _ = try Accreditation.grant(
                    Form([
                        "email": email, "course": "PRIHVAT", "starts_on": decided,
                        "ends_on": expires, "basis": "Odluka 11-\(number + 1)",
                    ]),
                    by: act.actor,
                    in: transaction
                )
            }
        }
    }

    private static let trainers = [
        "zorana.kalajic@leskovac.example", "vukan.pejovic@vranje.example",
    ]

    /// What the lines of a plain file say under the names in its header; who asks for a seat is no
    /// import, which would not name the institution.
    private func rows(_ name: String) throws -> [[String: String]] {
        let lines = String(decoding: try file(name), as: UTF8.self)
            .split(whereSeparator: \.isNewline)
            .map { $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init) }
        guard let header = lines.first else { return [] }
        return lines.dropFirst().map { line in
            Dictionary(
                zip(header, line).filter { !$0.1.isEmpty },
                uniquingKeysWith: { first, _ in first }
            )
        }
    }

    /// One cohort with a waiting list, an offer and held seats; another one whose institution
    /// proposes people on whom the centre decides; and one that everybody can try with.
    private func giveSeats() async throws {
        let lastName = CalendarDate(dayNumber: try await today().dayNumber + 30)
        let rows = try rows("seats.csv")
        let (act, chance) = (act, centre.chance)
        try await centre.write(act) { (transaction: borrowing Transaction) in
            let actor = act.actor
            for cohort in ["PRIHVAT-B", "PRIHVAT-C", "PRIHVAT-D"] {
                _ = try Cohort.publish(cohort, by: actor, in: transaction)
            }
            _ = try Cohort.confirm("PRIHVAT-B", by: actor, in: transaction)
            for (cohort, rules) in [
                (
                    "PRIHVAT-B",
                    ["has_waiting_list": "true", "promotion": "automatic", "offer_hours": "720"]
                ), ("PRIHVAT-C", ["approval": "centre"]),
            ] {
                _ = try SeatRules.change(
                    cohort: cohort,
                    Form(rules),
                    ifVersion: nil,
                    by: actor,
                    in: transaction
                )
            }
            _ = try SeatQuota.hold(
                2,
                for: "GU-VRSAC",
                cohort: "PRIHVAT-B",
                until: lastName,
                by: actor,
                in: transaction
            )
            var seats: [Enrolment] = []
            for row in rows {
                let cohort = row["cohort_code"] ?? ""
                let form = Form(row.filter { $0.key != "cohort_code" })
                seats.append(
                    form.has("organisation")
                        ? try Enrolment.nominate(
                            cohort: cohort,
                            form: form,
                            chance: chance,
                            by: actor,
                            in: transaction
                        )
                        : try Enrolment.takeSeat(
                            cohort: cohort,
                            form: form,
                            chance: chance,
                            by: actor,
                            in: transaction
                        )
                )
            }
            // Gives a seat back, which is offered to the first who waits.
            _ = try Enrolment.withdraw(seats[1].handle, on: nil, by: act, in: transaction)
        }
    }

    /// Closes what was held, and has the questionnaires answered; one candidate is on the way, and
    /// some wait for a date.
    private func finish() async throws {
        let act = act
        let follow = try await centre.write(act) { (transaction: borrowing Transaction) in
            let actor = act.actor
            _ = try Cohort.publish("PRIHVAT-A", by: actor, in: transaction)
            _ = try Cohort.confirm("PRIHVAT-A", by: actor, in: transaction)
            let candidacy = try Candidacy.open(
                Form(["email": Self.candidate, "course": "PRIHVAT"]),
                by: actor,
                in: transaction
            )
            for (stage, verdict) in [("tot-passed", "pass"), ("practice-observed", "pass")] {
                _ = try Candidacy.enter(
                    Form(["stage": stage, "verdict": verdict, "examiner": Self.trainers[0]]),
                    on: candidacy.id,
                    by: actor,
                    in: transaction
                )
            }
            for wish in [
                ["email": "hristina.somborac@sombor.example"],
                ["organisation": "GU-VRSAC", "people_count": "4"],
            ] {
                _ = try Interest.express(
                    course: "PRIHVAT",
                    Form(wish),
                    by: actor,
                    in: transaction
                )
            }
            return try Evaluation.list(cohort: "PRIHVAT-A", by: actor, in: transaction).first?.id
        }
        let (first, last, over) = (try await day(-10), try await day(0), try await day(-1))
        let reaction = try await centre.write(act) { (transaction: borrowing Transaction) in
            try Evaluation.create(
                cohort: "PRIHVAT-A",
                Form(["questionnaire": "UTISCI", "opens_on": first, "closes_on": last]),
                by: act.actor,
                in: transaction
            ).id
        }
        try await answer(reaction, as: "reaction-answers.csv")
        if let follow { try await answer(follow, as: "follow-up-answers.csv") }
        try await centre.write(act) { (transaction: borrowing Transaction) in
            _ = try Evaluation.move(
                reaction,
                Form(["closes_on": over]),
                by: act.actor,
                in: transaction
            )
            _ = try Cohort.close("PRIHVAT-A", on: nil, by: act.actor, in: transaction)
        }
    }

    private static let candidate = "senka.trkulja@pirot.example"

    /// Invites everybody, and has as many answer as there are lines in a file.
    private func answer(_ evaluation: ID<Evaluation>, as name: String) async throws {
        let (act, chance) = (act, centre.chance)
        let invited = try await centre.write(act) { (transaction: borrowing Transaction) in
            try EvaluationInvitation.make(
                evaluation,
                renews: false,
                chance: chance,
                by: act.actor,
                in: transaction
            )
        }
        let lines = String(decoding: try file(name), as: UTF8.self)
            .split(whereSeparator: \.isNewline).dropFirst()
        for (invitation, line) in zip(invited, lines) {
            guard let code = invitation.code else { continue }
            let values = line.split(separator: ",", omittingEmptySubsequences: false)
            var answers: EvaluationSheet.Answers = [:]
            for (index, value) in values.enumerated() where !value.isEmpty {
                answers[index + 1] = String(value)
            }
            _ = try await centre.answer(code.printed, answers, requestID: "demonstration")
        }
    }
}
