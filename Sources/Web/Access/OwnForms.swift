import Documents
import TrainingCentre

/// The pages on which a trainee applies, gives a seat back, or says that a course is wanted.
enum OwnForms {
    /// The page for an account that asks for nothing of its own.
    static func forTrainees(_ content: FormPage.Content) -> FormPage.Content {
        var content = content
        (content.forms, content.why) = ([], OwnFormText.forTrainees.texts)
        return content
    }

    static func withdrawal(
        _ code: String,
        of cohort: CohortHeading,
        in language: Language,
        site: Site
    ) -> FormPage.Content {
        content(
            PageFormDescription(
                id: "withdrawal",
                title: OwnFormText.sendWithdrawal.texts,
                text: OwnFormText.withdrawNote.texts,
                action: "/me/enrolments/\(code.percentEncoded)/withdrawal",
                fields: [.reason(OwnFormText.why.texts, isRequired: false)],
                buttons: [FormButton(label: OwnFormText.sendWithdrawal.texts)]
            ),
            .withdraw,
            cohort.course[language],
            back: (MyText.heading.texts, "/me"),
            facts: cohort.facts(in: language, site: site)
        )
    }

    static func application(
        _ cohort: CohortHeading,
        _ rules: SeatRules,
        _ choices: PersonChoices,
        in language: Language,
        site: Site
    ) -> FormPage.Content {
        let institution = FormField(
            name: "organisation",
            label: OwnFormText.organisation.texts,
            isRequired: true,
            hint: OwnFormText.organisationNote.texts
        )
        let known: Set = ["given_name", "family_name", "email", "sex"]
        let facts = NominationForms.person(choices, asksLSG: true)
            .filter { !known.contains($0.name) }
            .map { field in
                var field = field
                field.hint = field.name == "lsg_code" ? OwnFormText.lsgNote.texts : nil
                return field
            }
        return content(
            PageFormDescription(
                id: "application",
                title: OwnFormText.aboutYou.texts,
                text: OwnFormText.applyNote.texts,
                action: "/cohorts/\(cohort.code.percentEncoded)/application",
                fields: (rules.approval == .institutionAndCentre ? [institution] : []) + facts,
                buttons: [FormButton(label: OwnFormText.sendApplication.texts)]
            ),
            .apply,
            cohort.course[language],
            back: (CohortText.group.texts, "/cohorts/\(cohort.code.percentEncoded)"),
            facts: cohort.facts(in: language, site: site)
        )
    }

    /// `own` is the interest that is noted already.
    static func interest(
        _ course: Titles,
        _ code: String,
        own: OwnInterest? = nil,
        in language: Language
    ) -> FormPage.Content {
        var note = FormField(name: "note", label: OwnFormText.note.texts, kind: .words)
        note.proposal = own?.note ?? ""
        var content = content(
            PageFormDescription(
                id: "interest",
                title: (own == nil ? OwnFormText.interestForm : .interestChange).texts,
                text: OwnFormText.interestNote.texts,
                action: "/courses/\(code.percentEncoded)/interest",
                fields: [note],
                buttons: [FormButton(label: OwnFormText.sendInterest.texts)]
            ),
            .interest,
            course[language],
            back: (EnrolmentText.training.texts, "/courses/\(code.percentEncoded)")
        )
        if let own {
            content.why = OwnFormText.interestNoted.texts
            content.forms.append(form(withdrawing: own))
        }
        return content
    }

    /// The page on which an interest is taken back.
    static func withdrawal(
        _ interest: OwnInterest,
        in language: Language
    ) -> FormPage.Content {
        content(
            form(withdrawing: interest),
            .interestBack,
            interest.course[language],
            back: (MyText.heading.texts, "/me")
        )
    }

    private static func form(withdrawing interest: OwnInterest) -> PageFormDescription {
        PageFormDescription(
            id: "interest-withdrawal",
            title: OwnFormText.interestOver.texts,
            text: OwnFormText.interestBackNote.texts,
            action: path(withdrawing: interest),
            buttons: [FormButton(label: OwnFormText.sendInterestBack.texts, isQuiet: true)]
        )
    }

    /// The address of the form that takes an interest back, below the language.
    static func path(withdrawing interest: OwnInterest) -> String {
        "/me/interests/\(interest.id.value)/withdrawal"
    }

    private static func content(
        _ form: PageFormDescription,
        _ heading: OwnFormText,
        _ lead: String,
        back: (text: Titles, path: String),
        facts: [FactRow] = []
    ) -> FormPage.Content {
        FormPage.Content(
            heading: heading.texts,
            lead: lead,
            path: form.action,
            back: back,
            facts: facts,
            forms: [form]
        )
    }
}
