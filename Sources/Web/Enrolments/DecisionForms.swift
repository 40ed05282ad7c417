import Documents
import TrainingCentre

/// The page on which is decided about one enrolment: what can be done with it now.
struct DecisionForms {
    let enrolment: Enrolment
    let history: [EnrolmentEvent]
    let cohort: CohortHeading
    /// Seats that nobody has, of how many.
    let seats: (free: Int, of: Int)
    let approval: SeatRules.Approval
    let language: Language
    let site: Site

    /// The address of the page, below the language.
    static func path(_ cohort: String, _ enrolment: Int) -> String {
        "/cohorts/\(cohort.percentEncoded)/enrolments/\(enrolment)"
    }

    /// The page with these acts; `isReader` is somebody who decides nothing here at all.
    func content(
        _ acts: [EnrolmentAct],
        mayMove: Bool,
        isReader: Bool,
        isStaff: Bool
    ) -> FormPage.Content {
        let path = DecisionForms.path(cohort.code, enrolment.id.value)
        let forms =
            (acts.isEmpty ? [] : [form(acts, path)])
            + (mayMove && enrolment.status.isLive ? [DecisionForms.transfer(path)] : [])
        return FormPage.Content(
            heading: DecisionText.decision.texts,
            lead: enrolment.name.written(in: language),
            path: path,
            back: (cohort.course, "/cohorts/\(cohort.code.percentEncoded)"),
            why: forms.isEmpty
                ? (isReader ? DecisionText.readOnly : DecisionText.nothing).texts : nil,
            facts: facts + cohort.facts(in: language, site: site),
            forms: forms,
            afterwards: [
                EnrolmentHistoryTable(language: language, site: site)
                    .table(history, namesWho: isStaff)
            ],
            isStaff: isStaff
        )
    }

    private var facts: [FactRow] {
        [
            FactRow(
                name: CohortText.status(in: language),
                value: SeatText(enrolment.status)(in: language)
            ),
            enrolment.facts.institution.isEmpty
                ? nil
                : FactRow(
                    name: DecisionText.institution(in: language),
                    value: site.place(enrolment.facts.institution, language)
                ),
            enrolment.facts.function.isEmpty
                ? nil
                : FactRow(
                    name: NominationText.function(in: language),
                    value: site.place(enrolment.facts.function, language)
                ),
            enrolment.knownAs.map { known in
                FactRow(
                    name: CohortDecisionText.attention(in: language),
                    value: DecisionWording(language: language, site: site).known(known)
                        .map(\.text).joined()
                )
            },
            FactRow(
                name: CourseText.seatsFree(in: language),
                value: "\(seats.free) / \(seats.of)"
            ),
        ].compactMap { $0 }
    }

    /// The acts in the order in which they are wanted, what agrees first; where the institution
    /// has to agree before the centre, the centre cannot yet.
    private func ordered(_ acts: [EnrolmentAct]) -> (main: [EnrolmentAct], other: [EnrolmentAct]) {
        let isForInstitution = DecisionStage(of: enrolment.status, approval) == .institution
        let now = isForInstitution ? acts.filter { $0 != .approve } : acts
        let agreeing: [EnrolmentAct] =
            now.contains(.approve) ? [.approve] : [.endorse, .offer, .accept]
        return (agreeing.filter(now.contains), now.filter { !agreeing.contains($0) })
    }

    private func form(_ acts: [EnrolmentAct], _ path: String) -> PageFormDescription {
        let (main, other) = ordered(acts)
        let hours = FormField(
            name: "hours",
            label: DecisionText.hours.texts,
            kind: .line(type: "number")
        )
        return PageFormDescription(
            id: "decision",
            title: DecisionText.whatNow.texts,
            text: DecisionText.decisionNote.texts,
            action: path,
            fields: (acts.contains(.offer) ? [hours] : [])
                + [.reason(DecisionText.why.texts, isRequired: false)],
            buttons: (main + other).map { act in
                FormButton(
                    label: DecisionText(act).texts,
                    name: "act",
                    value: act.rawValue,
                    isQuiet: !main.contains(act)
                )
            }
        )
    }

    private static func transfer(_ path: String) -> PageFormDescription {
        PageFormDescription(
            id: "transfer",
            title: DecisionText.transfer.texts,
            text: DecisionText.transferNote.texts,
            action: path + "/transfer",
            fields: [
                FormField(name: "cohort", label: DecisionText.cohort.texts, isRequired: true),
                FormField(
                    name: "past",
                    label: DecisionText.lacking.texts,
                    kind: .choice([
                        ("", DecisionText.lackingBinds.texts),
                        (MovePast.prerequisites.rawValue, DecisionText.lackingPast.texts),
                    ])
                ),
                .reason(DecisionText.why.texts),
            ],
            buttons: [FormButton(label: DecisionText.sendTransfer.texts)]
        )
    }
}
