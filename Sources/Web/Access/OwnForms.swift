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

    /// `groups` are those on whose behalf somebody takes part.
    static func application(
        _ cohort: CohortHeading,
        _ rules: SeatRules,
        groups: [TargetGroup],
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
        let facts = NominationForms.person(groups: groups)
            .filter { !known.contains($0.name) }
            .map { field in
                var field = field
                field.hint = nil
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

    static func interest(
        _ course: Titles,
        _ code: String,
        in language: Language
    ) -> FormPage.Content {
        content(
            PageFormDescription(
                id: "interest",
                title: OwnFormText.interestForm.texts,
                text: OwnFormText.interestNote.texts,
                action: "/courses/\(code.percentEncoded)/interest",
                fields: [FormField(name: "note", label: OwnFormText.note.texts, kind: .words)],
                buttons: [FormButton(label: OwnFormText.sendInterest.texts)]
            ),
            .interest,
            course[language],
            back: (EnrolmentText.training.texts, "/courses/\(code.percentEncoded)")
        )
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
