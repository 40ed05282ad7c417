import Documents
import TrainingCentre

/// The pages on which staff work on a cohort: what can be done now, or why nothing can.
struct CohortForms {
    let cohort: CohortHeading
    let language: Language
    let site: Site
    /// How many hold, await or ask for a seat; nil where nobody asks.
    var concerned: Int?

    /// What a cohort takes by itself, one after the other.
    enum Step: String, CaseIterable {
        case publish, confirm, start

        /// The one that a cohort takes next; nil after the last.
        init?(after state: Cohort.State) {
            switch state {
            case .draft: self = .publish
            case .published: self = .confirm
            case .confirmed: self = .start
            case .running, .closed, .cancelled: return nil
            }
        }

        fileprivate var texts: (label: DecisionText, note: DecisionText) {
            switch self {
            case .publish: (.publish, .publishNote)
            case .confirm: (.confirm, .confirmNote)
            case .start: (.start, .startNote)
            }
        }
    }

    /// The step that the cohort can take on a day, and calling it off.
    func steps(on today: CalendarDate) -> FormPage.Content {
        var content = content(.steps, "state")
        let step = Step(after: cohort.state)
        if step == .start, cohort.startsOn > today {
            content.why = RefusalWording.titles(CohortError.notBegun)
        } else if let step {
            let label = step.texts.label.texts
            content.forms = [
                PageFormDescription(
                    id: "step",
                    title: label,
                    text: step.texts.note.texts,
                    action: content.path,
                    buttons: [FormButton(label: label, name: "step", value: step.rawValue)]
                )
            ]
        } else {
            content.why = cohort.ended ?? DecisionText.underWay.texts
        }
        offerCancellation(on: &content)
        return content
    }

    /// Closing the cohort on one of some days, or what it lacks for that; with who passes by now.
    func closing(
        lacking: CohortError?,
        days: ClosedRange<CalendarDate>?,
        standings: [Eligibility]
    ) -> FormPage.Content {
        var content = content(.closing, "closing")
        content.why = cohort.ended
        guard content.why == nil else { return content }
        content.tables = [StandingTables(language: language).passing(standings)].compactMap { $0 }
        if let lacking {
            content.lacking = Lacking(lacking, in: language)
            content.why =
                content.lacking == nil
                ? RefusalWording.titles(lacking) : DecisionText.notYet.texts
            return content
        }
        guard let days else {
            content.why = DecisionText.notHeld.texts
            return content
        }
        content.forms = [
            PageFormDescription(
                id: "closing",
                title: DecisionText.closingForm.texts,
                text: DecisionText.closingNote.texts,
                action: content.path,
                fields: [day(DecisionText.closedOn, days)],
                buttons: [FormButton(label: DecisionText.close.texts)]
            )
        ]
        return content
    }

    /// Issuing certificates on one of some days, once the cohort is closed; with who gets which.
    func certificates(
        days: ClosedRange<CalendarDate>?,
        standings: [Certificate.Kind: [Eligibility]]
    ) -> FormPage.Content {
        var content = content(.certificates, "certificates")
        guard cohort.state == .closed else {
            content.why = RefusalWording.titles(
                code: cohort.state == .cancelled ? "cohort_cancelled" : "cohort_not_closed"
            )
            return content
        }
        content.tables = [StandingTables(language: language).certificates(standings)]
            .compactMap { $0 }
        let kind = FormField(
            name: "kind",
            label: DecisionText.kind.texts,
            kind: .choice([
                ("completion", DecisionText.completion.texts),
                ("participation", DecisionText.participation.texts),
            ])
        )
        content.forms = [
            PageFormDescription(
                id: "certificates",
                title: DecisionText.certificatesForm.texts,
                text: DecisionText.certificatesNote.texts,
                action: content.path,
                fields: [kind, day(DecisionText.issuedOn, days)],
                buttons: [FormButton(label: DecisionText.issue.texts)]
            )
        ]
        return content
    }

    private func day(_ label: DecisionText, _ days: ClosedRange<CalendarDate>?) -> FormField {
        func between(_ language: Language) -> String {
            days.map {
                let (first, last) = ($0.lowerBound, $0.upperBound)
                return "\(DecisionText.daysBetween(in: language)): "
                    + first.written(to: last, in: language)
            } ?? ""
        }
        return FormField(
            name: "on",
            label: label.texts,
            kind: .line(type: "date"),
            hint: days.map { _ in
                Titles(between(.serbianCyrillic), between(.serbianLatin), between(.english))
            },
            days: days
        )
    }

    func content(_ heading: DecisionText, _ page: String) -> FormPage.Content {
        let path = "/cohorts/\(cohort.code.percentEncoded)"
        return FormPage.Content(
            heading: heading.texts,
            lead: cohort.course[language],
            path: "\(path)/\(page)",
            back: (CohortText.group.texts, path),
            facts: [
                FactRow(
                    name: DecisionText.steps(in: language),
                    value: CohortStateText(cohort.state)(in: language)
                )
            ] + cohort.facts(in: language, site: site),
            isStaff: true
        )
    }
}

extension CohortHeading {
    /// Why nothing can be done with a cohort that has ended; nil for another.
    var ended: Titles? {
        switch state {
        case .closed: RefusalWording.titles(CohortError.closed)
        case .cancelled: RefusalWording.titles(CohortError.cancelled)
        case .draft, .published, .confirmed, .running: nil
        }
    }

    /// When and where, on a page with a form.
    func facts(in language: Language, site: Site) -> [FactRow] {
        [
            FactRow(
                name: EnrolmentText.dates(in: language),
                value: startsOn.written(to: endsOn, in: language)
            ),
            FactRow(
                name: EnrolmentText.place(in: language),
                value: site.place(venue, language)
            ),
        ]
    }
}
