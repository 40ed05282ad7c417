import Documents
import TrainingCentre

/// What needs somebody of the staff today, kind by kind, each with what to do about it.
struct WorklistPage: PageContent {
    typealias Texts = WorklistText

    let frame: Frame
    let day: String
    /// What leads to the contents of modules; nil for who does not keep them.
    let modules: String?
    let handbooks: String
    let sections: [WorkSection]

    init(
        _ found: Worklist,
        decides: Bool,
        keepsModules: Bool,
        in language: Language,
        site: Site
    ) {
        frame = Frame(title: WorklistText.heading(in: language), path: "/admin", isStaff: true)
        modules = keepsModules ? ModuleDeskText.heading(in: language) : nil
        handbooks = HandbookText.heading(in: language)
        day = found.today.written(in: language)
        let row = WorkRows(language: language, site: site, decides: decides)
        sections = [
            WorkSection("lapsing", .lapsing, found.lapsing, language, row.item),
            WorkSection("approvals", .approvals, found.approvals, language, row.item),
            WorkSection("unconfirmed", .unconfirmed, found.unconfirmed, language, row.toConfirm),
            WorkSection("unclosed", .unclosed, found.unclosed, language, row.toClose),
            WorkSection("evaluations", .evaluations, found.evaluations, language, row.item),
            WorkSection("suspended", .suspended, found.suspended, language, row.suspended),
            WorkSection("expiring", .expiring, found.expiring, language, row.item),
        ]
    }

    static let ownSlots: [String: Slot<WorklistPage>] = [
        "day": .text { $0.day }, "modules": .optional { $0.modules },
        "handbooks": .text { $0.handbooks }, "sections": .list { $0.sections },
    ]
}

/// One kind of work.
struct WorkSection: Slotted {
    let id: String
    let title: String
    let items: [WorkItem]
    let hasMore: Bool

    init<Item: Sendable>(
        _ id: String,
        _ title: WorklistText,
        _ list: Worklist.Shortlist<Item>,
        _ language: Language,
        _ item: (Item) -> WorkItem
    ) {
        self.id = id
        self.title = title(in: language)
        items = list.items.map(item)
        hasMore = list.hasMore
    }

    static let slots: [String: Slot<WorkSection>] = [
        "id": .text { $0.id },
        "title": .text { $0.title },
        "count": .optional { section in
            section.items.isEmpty
                ? nil : "\(section.items.count)" + (section.hasMore ? "+" : "")
        },
        "items": .list { $0.items },
        "isEmpty": .flag { $0.items.isEmpty },
        "hasMore": .flag { $0.hasMore },
    ]
}

/// One thing to do.
struct WorkItem: Slotted {
    let title: String
    let code: String?
    let link: String?
    let detail: String
    /// What does it, or shows more.
    let command: String
    /// Where it is done in a browser; nil where it is not.
    var form: String?

    static let slots: [String: Slot<WorkItem>] = [
        "title": .text { $0.title },
        "code": .optional { $0.code },
        "link": .optional { $0.link },
        "detail": .text { $0.detail },
        "command": .text { $0.command },
        "form": .optional { $0.form },
    ]
}

/// Things to do in the words of a language.
private struct WorkRows {
    let language: Language
    let site: Site
    /// Whether whoever reads may do it.
    let decides: Bool

    func toConfirm(_ cohort: CohortHeading) -> WorkItem {
        item(cohort, "obuka cohort \(cohort.state == .draft ? "publish" : "confirm")", "state")
    }

    func toClose(_ cohort: CohortHeading) -> WorkItem {
        item(cohort, "obuka cohort close", "closing")
    }

    private func item(_ cohort: CohortHeading, _ command: String, _ form: String) -> WorkItem {
        let dates = cohort.startsOn.written(to: cohort.endsOn, in: language)
        return WorkItem(
            title: cohort.course[language],
            code: cohort.code,
            link: cohort.page(in: language),
            detail: "\(dates), \(site.place(cohort.venue, language))",
            command: "\(command) \(cohort.code)",
            form: decides ? cohort.page(in: language) + "/" + form : nil
        )
    }

    func item(_ approvals: Approvals) -> WorkItem {
        let counts: [(WorklistText, Int)] = [
            (.applied, approvals.applied), (.endorsed, approvals.endorsed),
        ]
        let status = approvals.endorsed > 0 ? "endorsed" : "applied"
        return WorkItem(
            title: approvals.cohort.course[language],
            code: approvals.cohort.code,
            link: approvals.cohort.page(in: language),
            detail: counts.filter { $0.1 > 0 }.map { "\($0.0(in: language)): \($0.1)" }
                .joined(separator: "; "),
            command: "obuka enrolment list --cohort \(approvals.cohort.code) --status \(status)",
            form: decides ? approvals.cohort.page(in: language) + "/decisions" : nil
        )
    }

    func item(_ offer: LapsingOffer) -> WorkItem {
        let end = offer.endsOn.written(at: offer.clock, in: language)
        return WorkItem(
            title: offer.name.written(in: language),
            code: offer.cohortCode,
            link: cohortPage(offer.cohortCode, in: language),
            detail: "\(WorklistText.offerEnds(in: language)): \(end)",
            command: "obuka enrolment history \(offer.enrolment.value)",
            form: decides
                ? "/\(language.rawValue)"
                    + DecisionForms.path(offer.cohortCode, offer.enrolment.value) : nil
        )
    }

    func item(_ accreditation: Accreditation) -> WorkItem {
        let end = accreditation.endsOn.written(in: language)
        return item(accreditation, "\(WorklistText.validUntil(in: language)): \(end)")
    }

    /// With the cohorts, and the days to come, of which a few tell enough.
    func suspended(_ accreditation: Accreditation) -> WorkItem {
        let sessions = accreditation.sessionsWithoutRight.map { $0.split(separator: " ") }
        let days = sessions.compactMap { $0.last.flatMap { CalendarDate(String($0)) } }
        let first =
            days.prefix(3).map { $0.written(in: language) }
            + (days.count > 3 ? ["+\(days.count - 3)"] : [])
        return item(
            accreditation,
            "\(WorklistText.teaches(in: language)): \(first.joined(separator: "; "))",
            code: Set(sessions.compactMap { $0.first.map(String.init) }).sorted()
                .joined(separator: ", ")
        )
    }

    private func item(
        _ accreditation: Accreditation,
        _ detail: String,
        code: String? = nil
    ) -> WorkItem {
        let name = language == .serbianCyrillic ? accreditation.nameCyrl : accreditation.nameLatn
        return WorkItem(
            title: name,
            code: code ?? accreditation.courseCode ?? accreditation.fieldCode,
            link: accreditation.courseCode.map {
                "/\(language.rawValue)/courses/\($0.percentEncoded)"
            },
            detail: detail,
            command: "obuka accreditation show \(accreditation.id.value)"
        )
    }

    func item(_ evaluation: DueEvaluation) -> WorkItem {
        let command =
            switch (evaluation.due, evaluation.evaluation) {
            case (.invite, let id?): "obuka evaluation invite \(id.value)"
            default:
                "obuka evaluation plan \(evaluation.cohortCode) --questionnaire "
                    + evaluation.questionnaireCode
            }
        return WorkItem(
            title: (evaluation.due == .put ? WorklistText.put : .invite)(in: language),
            code: "\(evaluation.cohortCode), \(evaluation.questionnaireCode)",
            link: cohortPage(evaluation.cohortCode, in: language),
            detail: evaluation.opensOn.written(to: evaluation.closesOn, in: language),
            command: command
        )
    }
}
