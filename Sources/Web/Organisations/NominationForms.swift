import Documents
import TrainingCentre

/// The forms of a focal point: what they ask for, where they go.
enum NominationForms {
    /// The person of a nomination, with what the API takes of one.
    ///
    /// `asksLSG` where nothing else says where the person is from.
    static func person(_ choices: PersonChoices, asksLSG: Bool) -> [FormField] {
        func text(_ text: NominationFormText) -> Titles { text.texts }
        return [
            FormField(name: "given_name", label: text(.given), isRequired: true),
            FormField(name: "family_name", label: text(.family), isRequired: true),
            FormField(
                name: "email",
                label: text(.email),
                kind: .line(type: "email"),
                isRequired: true
            ),
            FormField(name: "function", label: text(.function)),
            FormField(
                name: "target_group",
                label: text(.group),
                kind: .choice([("", text(.groupOpen))] + choices.groups.map { ($0.code, $0.name) })
            ),
            FormField(
                name: "sex",
                label: text(.sex),
                kind: .choice([("", text(.unsaid)), ("F", text(.female)), ("M", text(.male))])
            ),
            FormField(name: "institution", label: text(.institution), hint: text(.ownNote)),
            FormField(
                name: "lsg_code",
                label: text(.lsg),
                hint: text(asksLSG ? .lsgNote : .ownNote),
                suggestions: choices.lsgs.map { Titles($0.nameCyrl, $0.nameLatn, $0.nameLatn) }
            ),
            FormField(
                name: "employment",
                label: text(.employment),
                kind: .choice([("employee", text(.employee)), ("engaged", text(.engaged))])
            ),
            FormField(
                name: "participation",
                label: text(.participation),
                kind: .choice([
                    ("first-time", text(.firstTime)), ("refresher", text(.refresher)),
                ])
            ),
        ]
    }

    static func one(
        _ code: String,
        _ choices: PersonChoices,
        asksLSG: Bool
    ) -> PageFormDescription {
        PageFormDescription(
            id: "person",
            title: NominationFormText.one.texts,
            text: NominationFormText.oneNote.texts,
            action: path(code),
            fields: person(choices, asksLSG: asksLSG),
            buttons: [FormButton(label: NominationFormText.send.texts)]
        )
    }

    static func list(_ code: String) -> PageFormDescription {
        PageFormDescription(
            id: "list",
            title: NominationFormText.list.texts,
            text: NominationFormText.listNote.texts,
            action: path(code) + "/file",
            fields: [
                FormField(
                    name: "file",
                    label: NominationFormText.file.texts,
                    kind: .file,
                    isRequired: true,
                    hint: NominationFormText.fileNote.texts
                )
            ],
            buttons: [FormButton(label: NominationFormText.sendFile.texts)]
        )
    }

    static func withdrawal(_ enrolment: Int) -> PageFormDescription {
        PageFormDescription(
            id: "withdrawal",
            title: NominationFormText.withdraw.texts,
            text: NominationFormText.withdrawNote.texts,
            action: path(of: enrolment, "withdrawal"),
            fields: [.reason(NominationFormText.why.texts)],
            buttons: [FormButton(label: NominationFormText.sendWithdrawal.texts)]
        )
    }

    static func substitution(
        _ enrolment: Int,
        _ choices: PersonChoices,
        asksLSG: Bool
    ) -> PageFormDescription {
        PageFormDescription(
            id: "substitution",
            title: NominationFormText.substitute.texts,
            text: NominationFormText.substituteNote.texts,
            action: path(of: enrolment, "substitution"),
            fields: person(choices, asksLSG: asksLSG) + [.reason(NominationFormText.why.texts)],
            buttons: [FormButton(label: NominationFormText.sendSubstitute.texts)]
        )
    }

    /// The address of the page of a cohort's nominations, below the language.
    static func path(_ code: String) -> String { "/nominations/\(code.percentEncoded)" }

    /// The address of a form about somebody who is nominated.
    static func path(of enrolment: Int, _ noun: String) -> String {
        "/nominations/enrolments/\(enrolment)/\(noun)"
    }
}
