import Documents
import TrainingCentre

/// The page on which a trainer enters that somebody has completed a module, with what its content
/// said when it was opened.
struct CompletionForms {
    let found: LearnerModule
    let cohort: CohortHeading
    let language: Language

    /// Lines of a log that the page shows; the whole of it is in the API.
    private static let linesMax = 500

    /// The address of the page, below the language.
    static func path(_ cohort: String, _ enrolment: Int, _ module: String) -> String {
        "/cohorts/\(cohort.percentEncoded)/enrolments/\(enrolment)/modules/"
            + module.percentEncoded
    }

    func content(isStaff: Bool) -> FormPage.Content {
        let path = CompletionForms.path(
            cohort.code,
            found.learner.enrolment.value,
            found.standing.code
        )
        var content = FormPage.Content(
            heading: found.standing.title,
            lead: found.learner.name.written(in: language),
            path: path,
            back: (CohortModulesText.heading.texts, CohortModulesPage.path(cohort.code)),
            facts: facts,
            afterwards: [openings] + calls,
            isStaff: isStaff
        )
        if cohort.state.hasEnded {
            content.why = RefusalWording.titles(
                code: cohort.state == .closed ? "cohort_closed" : "cohort_cancelled"
            )
        } else {
            content.forms =
                [completion(path)]
                + (found.standing.completion == nil ? [] : [CompletionForms.removal(path)])
        }
        return content
    }

    private var facts: [FactRow] {
        let row = ModuleProgressRow(found.standing, in: language)
        let completion = found.standing.completion
        let facts: [(CompletionText, String?)] = [
            (.state, row.state), (.refusal, row.refusal),
            (.source, completion.map { CompletionText($0.source)(in: language) }),
            (.evidence, completion?.evidence),
        ]
        return facts.compactMap { text, value in
            value.map { FactRow(name: text(in: language), value: $0) }
        }
    }

    private func completion(_ path: String) -> PageFormDescription {
        let known = found.standing.completion
        return PageFormDescription(
            id: "completion",
            title: CompletionText.completion.texts,
            text: CompletionText.note.texts,
            action: path,
            fields: [
                FormField(
                    name: "completed_on",
                    label: CompletionText.completedOn.texts,
                    kind: .line(type: "date"),
                    isRequired: true,
                    proposal: known?.completedOn.description ?? ""
                ),
                FormField(
                    name: "score_percent",
                    label: CompletionText.score.texts,
                    proposal: known?.scorePercent?.description ?? ""
                ),
                FormField(
                    name: "evidence",
                    label: CompletionText.evidence.texts,
                    hint: CompletionText.evidenceHint.texts,
                    proposal: known?.evidence ?? ""
                ), .reason(AttendanceText.why.texts, isRequired: false),
            ],
            buttons: [FormButton(label: CompletionText.enter.texts)]
        )
    }

    private static func removal(_ path: String) -> PageFormDescription {
        PageFormDescription(
            id: "removal",
            title: CompletionText.removal.texts,
            action: path + "/removal",
            fields: [.reason(CompletionText.why.texts)],
            buttons: [FormButton(label: CompletionText.takeBack.texts, isQuiet: true)]
        )
    }

    /// When it was opened in the last attempt, and what was odd about it.
    private var openings: PageTable {
        PageTable(
            id: "openings",
            title: CompletionText.openings(in: language),
            text: found.log.isEmpty ? CompletionText.neverOpened(in: language) : nil,
            columns: [CompletionText.opened, .part, .remark].map { $0(in: language) },
            rows: found.log.map { entry in
                let begun = entry.begun.on.written(at: entry.begun.clock, in: language)
                return [
                    PageCell(begun, isHead: true), PageCell(entry.part.title),
                    PageCell(entry.remark.map { CompletionText($0)(in: language) } ?? "–"),
                ]
            }
        )
    }

    /// What the content said the last time that it said something.
    private var calls: [PageTable] {
        guard let entry = found.log.last(where: { !$0.calls.isEmpty || !$0.refused.isEmpty })
        else { return [] }
        let lines = entry.calls + entry.refused
        return [
            PageTable(
                id: "calls",
                title: CompletionText.calls(in: language),
                columns: [CompletionText.call(in: language)],
                rows: lines.suffix(CompletionForms.linesMax).map { [PageCell([.init(code: $0)])] }
            )
        ]
    }
}
