import Documents
import TrainingCentre

/// The page on which a trainer lets trainees arrive by a code, and then counts the heads.
struct ArrivalForms {
    let sheet: ArrivalSheet
    let cohort: CohortHeading
    let language: Language

    /// The address of the page of a session, below the language.
    static func path(_ cohort: String, _ session: Int) -> String {
        "/cohorts/\(cohort.percentEncoded)/sessions/\(session)/arrivals"
    }

    /// Where its screen is opened.
    static func screenPath(_ cohort: String, _ session: Int) -> String {
        path(cohort, session) + "/screen"
    }

    /// The field that says whether somebody who arrived is in the room.
    static func field(_ arrival: Arrival) -> String { "here-\(arrival.enrolment.value)" }

    func content(isStaff: Bool) -> FormPage.Content {
        let session = sheet.session.id.value
        var content = FormPage.Content(
            heading: ArrivalDeskText.heading.texts,
            lead: cohort.course[language],
            path: ArrivalForms.path(cohort.code, session),
            back: (AttendanceText.heading.texts, AttendanceForms.path(cohort.code, session)),
            facts: facts,
            afterwards: sheet.arrivals.isEmpty ? [] : [arrived],
            isStaff: isStaff
        )
        if cohort.state.hasEnded {
            content.why = RefusalWording.titles(
                code: cohort.state == .closed ? "cohort_closed" : "cohort_cancelled"
            )
        } else if sheet.heads != nil {
            content.why = RefusalWording.titles(code: "arrivals_confirmed")
        } else {
            content.forms = [screen, count(content.path)]
        }
        return content
    }

    private var facts: [FactRow] {
        let counts: [(ArrivalDeskText, Int?)] = [
            (.enrolled, sheet.enrolled), (.arrived, sheet.arrivals.count),
            (.marked, sheet.marked), (.listed, sheet.marked + sheet.waiting.count),
            (.heads, sheet.heads),
        ]
        return [AttendanceForms.when(sheet.session, in: language)]
            + counts.compactMap { text, count in
                count.map { FactRow(name: text(in: language), value: String($0)) }
            }
    }

    private var screen: PageFormDescription {
        PageFormDescription(
            id: "screen",
            title: ArrivalDeskText.screen.texts,
            text: ArrivalDeskText.screenNote.texts,
            action: ArrivalForms.screenPath(cohort.code, sheet.session.id.value),
            buttons: [FormButton(label: ArrivalDeskText.open.texts)]
        )
    }

    private func count(_ path: String) -> PageFormDescription {
        let heads = FormField(
            name: "heads",
            label: ArrivalDeskText.heads.texts,
            kind: .line(type: "number"),
            isRequired: true
        )
        let people = sheet.waiting.map { arrival in
            FormField(
                name: ArrivalForms.field(arrival),
                label: Titles(arrival.holderCyrl, arrival.holderLatn, arrival.holderLatn),
                kind: .choice([
                    ("true", ArrivalDeskText.here.texts), ("false", ArrivalDeskText.away.texts),
                ]),
                proposal: "true"
            )
        }
        return PageFormDescription(
            id: "heads",
            title: ArrivalDeskText.count.texts,
            text: ArrivalDeskText.countNote.texts,
            action: path,
            fields: [heads] + people,
            buttons: [FormButton(label: ArrivalDeskText.confirm.texts)]
        )
    }

    private var arrived: PageTable {
        PageTable(
            id: "arrived",
            title: ArrivalDeskText.list.texts[language],
            columns: [FormText.name(in: language), ArrivalDeskText.mark(in: language)],
            rows: sheet.arrivals.map { arrival in
                let mark: ArrivalDeskText = arrival.isMarked ? .recorded : .waiting
                return [
                    PageCell(
                        language == .serbianCyrillic ? arrival.holderCyrl : arrival.holderLatn,
                        isHead: true
                    ),
                    PageCell(mark(in: language)),
                ]
            }
        )
    }

    /// The screen that was opened just now.
    static func opened(_ done: JSON, in language: Language) -> [PageTable] {
        guard let screen = done["screen"]?.text else { return [] }
        return [
            PageTable(
                id: "opened",
                title: ArrivalDeskText.address(in: language),
                columns: [ArrivalDeskText.link(in: language)],
                rows: [
                    [
                        PageCell(
                            ArrivalDeskText.show(in: language),
                            link: "/\(language.rawValue)\(screen)"
                        )
                    ]
                ]
            )
        ]
    }
}
