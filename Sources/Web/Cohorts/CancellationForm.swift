import Documents
import Postgres
import TrainingCentre

extension CohortForms {
    /// The page on which a cohort is called off, or why it cannot be any more.
    func cancelling() -> FormPage.Content {
        var content = content(.steps, "cancellation")
        content.heading = CancellationText.heading.texts
        content.why = cohort.ended
        offerCancellation(on: &content)
        return content
    }

    /// Puts on a page how many it concerns, and the form; nothing for a cohort that has ended.
    func offerCancellation(on content: inout FormPage.Content) {
        guard let cancellation else { return }
        content.facts += [concerned].compactMap(\.self).map {
            FactRow(name: CancellationText.concerned(in: language), value: String($0))
        }
        content.forms.append(cancellation)
    }

    /// Calling the cohort off; nil for one that has ended.
    ///
    /// Nobody does that by a slip: the code of the cohort has to be typed.
    private var cancellation: PageFormDescription? {
        guard cohort.ended == nil else { return nil }
        let code = FormField(
            name: "code",
            label: CancellationText.code.texts,
            isRequired: true,
            hint: CancellationText.codeNote.texts,
            copied: cohort.code
        )
        return PageFormDescription(
            id: "cancellation",
            title: CancellationText.form.texts,
            text: CancellationText.note.texts,
            action: "/cohorts/\(cohort.code.percentEncoded)/cancellation",
            fields: [.reason(CancellationText.why.texts), code],
            buttons: [FormButton(label: CancellationText.send.texts, isQuiet: true)]
        )
    }
}

extension CohortFormRoutes {
    /// The form stands on the page of the steps as well.
    static var cancellation: FormRoute {
        FormRoute(
            template: "/cohorts/{code}/cancellation",
            show: { visit, transaction in
                try forms(visit, .manageCatalogue, transaction).cancelling()
            },
            act: { visit, form, act, transaction in
                var form = form
                let typed = form.optionalText("code")
                try form.check()
                _ = try act.requireReason()
                let code = visit.parameter("code").uppercased()
                guard typed?.uppercased() == code else { throw CohortCodeNotTyped() }
                _ = try Cohort.cancel(code, by: act, in: transaction)
                return ["done": .string(DoneText.cancelled.rawValue)]
            },
            leads: { "/cohorts/\($0.parameter("code").percentEncoded)/state" }
        )
    }
}

/// Somebody calls a cohort off without having typed which.
struct CohortCodeNotTyped: Refusal {
    var kind: RefusalKind { .invalid }
    var code: String { "cohort_code_not_typed" }
    var message: String { "type the code of the cohort that is called off" }
    var column: String { "code" }
}

/// The texts of calling a cohort off.
enum CancellationText: String, TextTable {
    case heading, form, note, why, code, codeNote, send, concerned

    var texts: Titles {
        switch self {
        case .heading: Titles("Отказивање групе", "Otkazivanje grupe", "Cancel the group")
        case .form: Titles("Откажите групу", "Otkažite grupu", "Cancel it for good")
        case .note:
            Titles(
                "Отказивање је коначно. Сви који имају, чекају или траже место добијају "
                    + "обавештење да се обука неће одржати, осим ако је њен последњи дан већ "
                    + "прошао. Њихови уписи остају у евиденцији како стоје, термини се отказују и "
                    + "просторије ослобађају, а уверења се не издају. Тренерима јавите сами.",
                "Otkazivanje je konačno. Svi koji imaju, čekaju ili traže mesto dobijaju "
                    + "obaveštenje da se obuka neće održati, osim ako je njen poslednji dan već "
                    + "prošao. Njihovi upisi ostaju u evidenciji kako stoje, termini se otkazuju i "
                    + "prostorije oslobađaju, a uverenja se ne izdaju. Trenerima javite sami.",
                "This is for good. Everybody who holds, awaits or asks for a seat is told that "
                    + "the training will not take place, unless its last day has passed. Their "
                    + "enrolments stay on record as they are, the sessions are cancelled and "
                    + "their rooms free, and no certificates are issued. Tell the trainers "
                    + "yourself."
            )
        case .why: Titles("Разлог", "Razlog", "Reason")
        case .code: Titles("Ознака групе", "Oznaka grupe", "Code of the group")
        case .codeNote: Titles("Препишите:", "Prepišite:", "Type it as it stands here:")
        case .send: Titles("Откажите", "Otkažite", "Cancel the group")
        case .concerned:
            Titles(
                "Имају, чекају или траже место",
                "Imaju, čekaju ili traže mesto",
                "Hold, await or ask for a seat"
            )
        }
    }
}
