import Documents
import TrainingCentre

/// One project: who takes part in it, what it is for, whom it reached and what it left.
struct ProjectPage: PageContent {
    typealias Texts = ProjectText

    let frame: Frame
    let title: String
    let code: String
    let objective: String?
    let facts: [LabelledRow]
    let reach: [LabelledRow]
    let courses: [LabelledRow]
    let targets: [LabelledRow]
    let outputs: [LabelledRow]
    let activities: [LabelledRow]
    let plans: [PlanRow]

    init(_ overview: ProjectOverview, in language: Language, site: Site) {
        let draft = overview.project.draft
        let path = "/projects/\(draft.code.percentEncoded)"
        frame = Frame(
            title: draft.title[language],
            path: path,
            canonical: "\(site.publicURL)/\(language.rawValue)\(path)",
            isListed: true
        )
        title = draft.title[language]
        code = draft.code
        objective = draft.objective?[language]
        facts = ProjectPage.facts(overview, in: language)
        let words = ReachWords(language: language)
        reach = words.phrases(overview.reach).map { LabelledRow($0) }
        courses = overview.courses.map { course in
            LabelledRow(
                course.title[language],
                words.deliveries(course.deliveries),
                link: "/\(language.rawValue)/courses/\(course.code.percentEncoded)"
            )
        }
        targets = overview.targets.map { ProjectPage.target($0, in: language) }
        outputs = overview.outputs.map { output in
            LabelledRow(
                output.draft.title[language],
                ProjectPage.period(output.draft.startsOn, output.draft.endsOn, in: language)
            )
        }
        activities = overview.activities.map { ProjectPage.activity($0, in: language) }
        plans = overview.plans.map { PlanRow($0.plan, $0.areas, in: language) }
    }

    private static func facts(
        _ overview: ProjectOverview,
        in language: Language
    ) -> [LabelledRow] {
        let draft = overview.project.draft
        func names(_ text: ProjectText, _ all: [Titles]) -> LabelledRow? {
            guard !all.isEmpty else { return nil }
            return LabelledRow(
                text(in: language),
                all.map { $0[language] }.joined(separator: ", ")
            )
        }
        let duration = period(draft.startsOn, draft.endsOn, in: language)
        return [
            names(.implementers, overview.implementers), names(.partners, overview.partners),
            names(.donors, overview.donors), names(.funds, overview.funds),
            names(.organisers, overview.organisers),
            duration.map { LabelledRow(ProjectText.period(in: language), $0) },
            overview.programme.map { names(.programme, [$0]) } ?? nil,
            names(.tags, overview.tags),
        ].compactMap(\.self)
    }

    /// “Општине и градови: планирано 60, остварено 70”.
    private static func target(_ progress: TargetProgress, in language: Language) -> LabelledRow {
        let draft = progress.target.draft
        let achieved = ActivityWords(language: language).headcount(progress.achieved)
        let label = draft.indicator.title[language]
        return LabelledRow(
            draft.courseCode.map { "\(label) (\($0))" } ?? label,
            "\(ProjectText.promised(in: language)) \(draft.promised), "
                + "\(ProjectText.achieved(in: language)) \(achieved)"
        )
    }

    private static func activity(_ activity: Activity, in language: Language) -> LabelledRow {
        let draft = activity.draft
        let words = ActivityWords(language: language)
        let days = draft.startsOn.written(to: draft.endsOn, in: language)
        return LabelledRow(
            words.headline(draft),
            days
        )
    }

    /// From the first to the last day, as far as they are known; nil when neither is.
    static func period(
        _ startsOn: CalendarDate?,
        _ endsOn: CalendarDate?,
        in language: Language
    ) -> String? {
        switch (startsOn, endsOn) {
        case (let first?, let last?): first.written(to: last, in: language)
        case (let first?, nil): "\(first.written(in: language)) –"
        case (nil, let last?): "– \(last.written(in: language))"
        case (nil, nil): nil
        }
    }

    static let ownSlots: [String: Slot<ProjectPage>] = [
        "projectTitle": .text { $0.title },
        "code": .text { $0.code },
        "objective": .optional { $0.objective },
        "facts": .list { $0.facts },
        "reach": .list { $0.reach },
        "hasReach": .flag { !$0.reach.isEmpty },
        "courses": .list { $0.courses },
        "hasCourses": .flag { !$0.courses.isEmpty },
        "targets": .list { $0.targets },
        "hasTargets": .flag { !$0.targets.isEmpty },
        "outputs": .list { $0.outputs },
        "hasOutputs": .flag { !$0.outputs.isEmpty },
        "activities": .list { $0.activities },
        "hasActivities": .flag { !$0.activities.isEmpty },
        "plans": .list { $0.plans },
    ]
}

/// A line of a list: what it is, and what is said of it.
struct LabelledRow: Slotted {
    let label: String
    let text: String?
    let link: String?

    init(_ label: String, _ text: String? = nil, link: String? = nil) {
        self.label = label
        self.text = text
        self.link = link
    }

    static let slots: [String: Slot<LabelledRow>] = [
        "label": .text { $0.label },
        "text": .optional { $0.text },
        "link": .optional { $0.link },
    ]
}

/// A plan of capacity building with its areas in their order.
struct PlanRow: Slotted {
    let title: String
    let focus: [LabelledRow]
    let areas: [LabelledRow]

    init(_ plan: Plan, _ areas: [PlanArea], in language: Language) {
        title = plan.draft.title[language]
        func rows(_ kind: PlanArea.Kind) -> [LabelledRow] {
            areas.filter { $0.draft.kind == kind }.map { LabelledRow($0.draft.title[language]) }
        }
        focus = rows(.focus)
        self.areas = rows(.capacityBuilding)
    }

    static let slots: [String: Slot<PlanRow>] = [
        "title": .text { $0.title },
        "focus": .list { $0.focus },
        "hasFocus": .flag { !$0.focus.isEmpty },
        "areas": .list { $0.areas },
        "hasAreas": .flag { !$0.areas.isEmpty },
    ]
}
