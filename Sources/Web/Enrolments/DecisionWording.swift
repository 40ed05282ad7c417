import Documents
import TrainingCentre

/// What is to be known of somebody on whom is decided, and what became of it, in words.
struct DecisionWording {
    let language: Language
    let site: Site

    func person(_ decision: OpenDecision) -> FormTicks.Person {
        let enrolment = decision.enrolment
        let place = [
            site.place(enrolment.facts.institution, language),
            site.place(enrolment.facts.function, language), decision.lsg?[language] ?? "",
        ].filter { !$0.isEmpty }.joined(separator: ", ")
        let missing = missing(decision.missing)
        return FormTicks.Person(
            field: decision.field,
            name: Titles(enrolment.name.cyrillic, enrolment.name.latin, enrolment.name.latin),
            lines: (place.isEmpty ? [] : [PageCell(place)]) + [PageCell(origin(decision))],
            warnings: (missing.isEmpty
                ? [] : [PageCell([.init(text(.lacks) + ": ")] + PageCell(missing).parts)])
                + (enrolment.knownAs.map { [PageCell(known($0))] } ?? []),
            page: DecisionForms.path(enrolment.cohortCode, enrolment.id.value)
        )
    }

    /// Whose address was given for a nominee, and what of it differs.
    func known(_ known: KnownPerson) -> [PageCell.Part] {
        let place = [site.place(known.institution, language), known.lsg?[language] ?? ""]
            .filter { !$0.isEmpty }.joined(separator: ", ")
        let name = known.name.written(in: language)
        let differs = [
            known.nameDiffers ? text(.otherName) : nil,
            known.institutionDiffers ? text(.otherPlace) : nil,
        ].compactMap { $0 }
        let who = [name, place].filter { !$0.isEmpty }.joined(separator: ", ")
        let sentences = (differs.isEmpty ? [text(.sameFacts)] : differs) + [text(.samePerson)]
        return [
            .init("\(text(.knownAs)) \(who) ("), .init(code: known.email),
            .init("). " + sentences.joined(separator: " ")),
        ]
    }

    private func text(_ text: CohortDecisionText) -> String { text(in: language) }

    /// How somebody came to ask, and when.
    private func origin(_ decision: OpenDecision) -> [PageCell.Part] {
        let organisation = decision.organisation?[language]
        let first: String =
            switch (decision.isOwnApplication, organisation) {
            case (true, let organisation?):
                "\(text(.applied)), \(text(.asksInstitution)): \(organisation)"
            case (true, nil): text(.applied)
            case (false, let organisation?): "\(text(.nominated)): \(organisation)"
            case (false, nil): text(.entered)
            }
        let day = decision.askedOn.map { ", \($0.written(in: language))" } ?? ""
        guard !decision.isOwnApplication, let account = decision.askedBy else {
            return [.init(first + day)]
        }
        return [.init("\(first)\(day), \(text(.by)) "), .init(code: account)]
    }

    /// What is missing of what a course asks for, each in a sentence.
    func missing(_ missing: [MissingPrerequisite]) -> [[PageCell.Part]] {
        missing.map { one in
            self.missing(
                one.kind,
                course: one.courseCode,
                programme: one.programmeCode,
                months: one.experienceMonths
            )
        }
    }

    private func missing(
        _ kind: MissingPrerequisite.Kind,
        course: String?,
        programme: String?,
        months: Int?
    ) -> [PageCell.Part] {
        switch kind {
        case .course: [.init(text(.lacksCourse) + " "), .init(code: course ?? "")]
        case .programmeOrder:
            [
                .init(text(.lacksOrder) + " "), .init(code: programme ?? ""),
                .init(" \(text(.lacksBefore)) "), .init(code: course ?? ""),
            ]
        case .experience: [.init("\(text(.lacksExperience)): \(months ?? 0)")]
        }
    }

    // MARK: What became of it

    /// What is kept of a decision about many.
    static func json(_ outcomes: [DecisionOutcome]) -> JSON {
        let decided = outcomes.count { if case .done = $0.result { true } else { false } }
        return [
            "done": .string(DoneText.decidedOnMany.rawValue), "count": .integer(decided),
            "people": .array(outcomes.map(json)),
        ]
    }

    private static func json(_ outcome: DecisionOutcome) -> JSON {
        let (result, status, refusal, missing): (String, String?, String?, [JSON]) =
            switch outcome.result {
            case .done(let status): ("done", status.rawValue, nil, [])
            case .already(let status): ("already", status.rawValue, nil, [])
            case .refused(let refusal, let missing):
                ("refused", nil, refusal.code, missing.map(\.json))
            }
        return [
            "number": .string(outcome.number), "cyrl": JSON(outcome.name?.cyrillic),
            "latn": JSON(outcome.name?.latin), "result": .string(result),
            "status": JSON(status), "refusal": JSON(refusal), "missing": .array(missing),
        ]
    }

    /// Who was decided on and how, and who was not and why.
    func tables(_ done: JSON) -> [PageTable] {
        guard done["done"]?.text == DoneText.decidedOnMany.rawValue else { return [] }
        let people = done["people"]?.elements ?? []
        let decided = people.filter { $0["result"]?.text == "done" }
        let others = people.filter { $0["result"]?.text != "done" }
        let isFull = decided.contains { $0["status"]?.text == Enrolment.Status.waiting.rawValue }
        return [
            decided.isEmpty
                ? nil
                : PageTable(
                    id: "decided",
                    title: text(.done),
                    text: isFull ? text(.waitingNote) : nil,
                    columns: [CohortText.name(in: language), text(.outcome)],
                    rows: decided.map { [name($0), PageCell(status($0))] }
                ),
            others.isEmpty
                ? nil
                : PageTable(
                    id: "not-decided",
                    title: text(.notDone),
                    columns: [CohortText.name(in: language), text(.whyNot)],
                    rows: others.map { [name($0), whyNot($0)] }
                ),
        ].compactMap { $0 }
    }

    private func name(_ person: JSON) -> PageCell {
        let name = person[language == .serbianCyrillic ? "cyrl" : "latn"]?.text
        return PageCell(name ?? person["number"]?.text ?? "", isHead: true)
    }

    private func status(_ person: JSON) -> String {
        person["status"]?.text.flatMap(Enrolment.Status.init).map {
            SeatText($0)(in: language)
        } ?? ""
    }

    private func whyNot(_ person: JSON) -> PageCell {
        guard let code = person["refusal"]?.text else {
            return PageCell("\(text(.already)): \(status(person))")
        }
        let words = (RefusalWording.titles(code: code) ?? RefusalWording.unknown)[language]
        let lacks = (person["missing"]?.elements ?? []).compactMap { one in
            one["kind"]?.text.flatMap(MissingPrerequisite.Kind.init).map { kind in
                missing(
                    kind,
                    course: one["course"]?.text,
                    programme: one["programme"]?.text,
                    months: one["experience_months"]?.wholeNumber
                )
            }
        }
        guard !lacks.isEmpty else { return PageCell(words) }
        return PageCell([.init("\(words) \(text(.lacks)): ")] + PageCell(lacks).parts)
    }
}
