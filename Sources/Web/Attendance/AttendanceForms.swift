import Documents
import TrainingCentre

/// The page on which the attendance of a session is taken: a field for everybody.
struct AttendanceForms {
    let sheet: AttendanceSheet
    let cohort: CohortHeading
    let language: Language
    let site: Site

    /// The address of the page of a session, below the language.
    static func path(_ cohort: String, _ session: Int) -> String {
        "/cohorts/\(cohort.percentEncoded)/sessions/\(session)/attendance"
    }

    func content(isStaff: Bool) -> FormPage.Content {
        var content = FormPage.Content(
            heading: AttendanceText.heading.texts,
            lead: cohort.course[language],
            path: AttendanceForms.path(cohort.code, sheet.session.id.value),
            back: (CohortText.group.texts, "/cohorts/\(cohort.code.percentEncoded)"),
            facts: facts,
            isStaff: isStaff
        )
        if cohort.state.hasEnded {
            content.why = RefusalWording.titles(
                code: cohort.state == .closed ? "cohort_closed" : "cohort_cancelled"
            )
        } else if sheet.rows.isEmpty {
            content.why = AttendanceText.nobody.texts
        } else {
            content.forms = [form(content.path)]
        }
        return content
    }

    private var facts: [FactRow] {
        [
            AttendanceForms.when(sheet.session, in: language),
            FactRow(
                name: CohortText.sessionHours(in: language),
                value: sheet.session.hours.written(in: language)
            ),
        ]
    }

    /// The day and the time of a session.
    static func when(_ session: Session, in language: Language) -> FactRow {
        let time = session.begins.flatMap { begins in session.ends.map { "\(begins)–\($0)" } }
        let day = session.heldOn.written(in: language)
        return FactRow(
            name: AttendanceText.session(in: language),
            value: time.map { "\(day), \($0)" } ?? day
        )
    }

    private func form(_ path: String) -> PageFormDescription {
        let marks = AttendanceMark.allCases.map { ($0.rawValue, AttendanceText($0).texts) }
        let rows = sheet.rows.map { row in
            // What is recorded is corrected, and never unsaid.
            let open = row.mark == nil ? [("", AttendanceText.unrecorded.texts)] : []
            return FormField(
                name: row.field,
                label: Titles(row.name.cyrillic, row.name.latin, row.name.latin),
                kind: .choice(open + marks),
                proposal: row.mark?.rawValue ?? ""
            )
        }
        return PageFormDescription(
            id: "attendance",
            title: AttendanceText.marks.texts,
            text: AttendanceText.note.texts,
            action: path,
            fields: rows + [.reason(AttendanceText.why.texts, isRequired: false)],
            buttons: [FormButton(label: AttendanceText.save.texts)]
        )
    }
}
