import Documents

@testable import TrainingCentre
@testable import Web

extension Sample {
    static let choices = PersonChoices(
        groups: [TargetGroup(code: "other", name: Titles("Друго", "Drugo", "Other"))],
        lsgs: [LSG(code: "80314", nameCyrl: "Пландиште", nameLatn: "Plandište")]
    )

    private static func call(isOpen: Bool) -> NominationCall {
        NominationCall(
            organisation: course,
            heading: CohortHeading(
                code: "LAP-2024-03",
                course: course,
                startsOn: day("2024-01-30"),
                endsOn: day("2024-02-01"),
                venue: "Plandište",
                state: .published
            ),
            isOpen: isOpen,
            applyUntil: isOpen ? day("2024-01-20") : nil,
            seatsFree: 3,
            quota: nil,
            people: isOpen ? nominations.cohorts[0].people : []
        )
    }

    static var calls: [NominationCall] { [call(isOpen: true)] }

    /// Pages with forms: new, wrong, done with a file, and none.
    static func forms(_ pages: Pages, in language: Language) throws -> [(String, [UInt8])] {
        let new = [
            NominationForms.one("LAP-2024-03", choices, asksLSG: true),
            NominationForms.list("LAP-2024-03"),
        ]
        let problems = ["given_name", "email", "reason", "people_count"].map {
            FieldProblem($0, "is missing", .missing)
        }
        let wrong = try new.map {
            try $0.again(["family_name": "Đorđević <b>"], InvalidForm(problems))
        }
        let remark: JSON = [
            "row": 7, "field": "email", "value": "nema", "code": "invalid",
            "field_code": "no_email", "problem": "is no e-mail address",
        ]
        let done: JSON = [
            "done": "file", "entered": "2–6", "read": 6, "created": 5, "unchanged": 0,
            "rejected": .array([remark]), "warnings": .array([remark]),
        ]
        let open = NominationFormPage(call(isOpen: true), in: language, site: pages.site)
        let shut = NominationFormPage(call(isOpen: false), in: language, site: pages.site)
        let change = [
            NominationForms.withdrawal(12),
            NominationForms.substitution(12, choices, asksLSG: false),
        ]
        return [
            ("form", open.content(forms: new, done: nil)),
            ("wrong form", open.content(forms: wrong, done: nil)),
            ("form that is done", open.content(forms: new, done: done)),
            ("no form", shut.content(forms: [], done: nil)),
            ("forms to change", shut.content(forms: change, done: nil)),
        ].map { name, content in
            (
                name,
                pages.formPages[language].render(FormPage(content, in: language) { "form-1-2-3" })
            )
        }
    }
}
