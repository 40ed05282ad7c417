import Documents
import TrainingCentre

/// The page on which is decided about many of a cohort: those who wait, each to be ticked.
struct CohortDecisionForms {
    let found: CohortDecisions
    let language: Language
    let site: Site

    /// The address of the page, below the language.
    static func path(_ cohort: String, _ stage: DecisionStage = .centre) -> String {
        let path = "/cohorts/\(cohort.percentEncoded)/decisions"
        return stage == .centre ? path : path + "/institution"
    }

    /// The page for who decides in these stages; `areTicked`: with everybody ticked.
    func content(
        of stages: [DecisionStage],
        areTicked: Bool,
        isStaff: Bool
    ) -> FormPage.Content {
        let cohort = found.cohort
        var content = FormPage.Content(
            heading: DecisionText.decisions.texts,
            lead: cohort.course[language],
            path: CohortDecisionForms.path(cohort.code),
            back: (CohortText.group.texts, "/cohorts/\(cohort.code.percentEncoded)"),
            facts: cohort.facts(in: language, site: site) + seats,
            tables: [quotas].compactMap { $0 },
            isStaff: isStaff
        )
        if let ended = cohort.ended {
            content.why = ended
        } else if found.open.isEmpty {
            content.why = CohortDecisionText.nobody.texts
        } else if stages.isEmpty {
            content.why = DecisionText.readOnly.texts
            content.tables += DecisionStage.allCases.compactMap(table)
        } else {
            content.why = found.hasMore ? CohortDecisionText.more.texts : nil
            content.forms = stages.compactMap { form($0, areTicked: areTicked) }
        }
        return content
    }

    private func people(_ stage: DecisionStage) -> [OpenDecision] {
        found.open.filter { $0.stage == stage }
    }

    private func title(_ stage: DecisionStage) -> CohortDecisionText {
        stage == .centre ? .forCentre : .forInstitution
    }

    private var seats: [FactRow] {
        let counts: [(String, Int?)] = [
            (
                CourseText.waiting(in: language),
                found.hasWaitingList ? found.seats?.waiting : nil
            ),
            (CohortDecisionText.seatsOffered(in: language), some(found.seats?.offered)),
            (CohortDecisionText.seatsHeld(in: language), some(found.seats?.unnamed)),
        ]
        return [
            FactRow(
                name: CourseText.seatsFree(in: language),
                value: "\(found.seatsFree) / \(found.capacity)"
            )
        ] + counts.compactMap { name, count in count.map { FactRow(name: name, value: "\($0)") } }
    }

    /// What there is some of.
    private func some(_ count: Int?) -> Int? { count == 0 ? nil : count }

    private var quotas: PageTable? {
        guard let quotas = found.seats?.quotas.filter({ !$0.isReleased }), !quotas.isEmpty else {
            return nil
        }
        return PageTable(
            id: "quotas",
            title: CohortDecisionText.quotas(in: language),
            columns: [
                DecisionText.institution(in: language),
                CohortDecisionText.seatsOfQuota(in: language),
                CohortDecisionText.unnamed(in: language),
                CohortDecisionText.namesUntil(in: language),
            ],
            rows: quotas.map { quota in
                [
                    PageCell([.init(code: quota.organisation)]), PageCell("\(quota.seats)"),
                    PageCell("\(quota.unnamed)"), PageCell(quota.nameUntil.written(in: language)),
                ]
            }
        )
    }

    private func table(_ stage: DecisionStage) -> PageTable? {
        let people = people(stage)
        guard !people.isEmpty else { return nil }
        return PageTable(
            id: stage.rawValue,
            title: title(stage)(in: language),
            columns: [CohortText.name(in: language), CohortText.institution(in: language)],
            rows: people.map { decision in
                [
                    PageCell(decision.enrolment.name.written(in: language), isHead: true),
                    PageCell(site.place(decision.enrolment.facts.institution, language)),
                ]
            }
        )
    }

    private func form(_ stage: DecisionStage, areTicked: Bool) -> PageFormDescription? {
        let people = people(stage)
        guard !people.isEmpty else { return nil }
        let path = CohortDecisionForms.path(found.cohort.code, stage)
        let wording = DecisionWording(language: language, site: site)
        let notes: [CohortDecisionText] =
            stage == .centre
            ? [.centreNote, found.hasWaitingList ? .queueNote : .fullNote, .because]
            : [.institutionNote, .because]
        return PageFormDescription(
            id: stage.rawValue,
            title: title(stage).texts,
            text: CohortDecisionForms.joined(notes.map(\.texts)),
            action: path,
            ticks: FormTicks(
                legend: CohortDecisionText.people.texts,
                people: people.map(wording.person),
                areTicked: areTicked,
                other: areTicked
                    ? (CohortDecisionText.tickNone.texts, path)
                    : (CohortDecisionText.tickAll.texts, path + "?tick=all")
            ),
            fields: [.reason(DecisionText.why.texts, isRequired: false)],
            buttons: [stage.agreement, .decline].map { act in
                FormButton(
                    label: DecisionText(act).texts,
                    name: "act",
                    value: act.rawValue,
                    isQuiet: act == .decline
                )
            }
        )
    }

    private static func joined(_ texts: [Titles]) -> Titles {
        func all(_ language: Language) -> String {
            texts.map { $0[language] }.joined(separator: " ")
        }
        return Titles(all(.serbianCyrillic), all(.serbianLatin), all(.english))
    }
}
