import Documents
import TrainingCentre

/// What a focal point sees of a cohort for which people can be named.
struct NominationFormPage {
    private let call: NominationCall
    private let language: Language
    private let site: Site

    init(_ call: NominationCall, in language: Language, site: Site) {
        self.call = call
        self.language = language
        self.site = site
    }

    func content(forms: [PageFormDescription], done: JSON?) -> FormPage.Content {
        FormPage.Content(
            heading: NominationFormText.nominate.texts,
            lead: call.heading.course[language],
            path: NominationForms.path(call.heading.code),
            back: (NominationText.heading.texts, "/nominations"),
            notice: DoneText.sentence(of: done, in: language)
                ?? (call.isOpen ? nil : NominationFormText.shut(in: language)),
            heed: DoneText.heed(of: done, in: language),
            facts: facts,
            forms: forms,
            report: NominationReport.sections(done, in: language),
            people: call.people.map { NomineeRow($0, in: language, site: site) }
        )
    }

    private var facts: [FactRow] {
        let heading = call.heading
        let facts: [(String, String?)] = [
            (
                EnrolmentText.dates(in: language),
                heading.startsOn.written(to: heading.endsOn, in: language)
            ),
            (EnrolmentText.place(in: language), site.place(heading.venue, language)),
            (NominationFormText.free(in: language), String(call.seatsFree)),
            (NominationFormText.held(in: language), call.quota.map { String($0.unnamed) }),
            (
                NominationFormText.until(in: language),
                call.applyUntil?.written(in: language)
            ),
        ]
        return facts.compactMap { name, value in value.map { FactRow(name: name, value: $0) } }
    }
}
