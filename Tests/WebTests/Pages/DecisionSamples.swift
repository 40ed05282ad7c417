import Documents

@testable import TrainingCentre
@testable import Web

extension Sample {
    private static func open(
        _ number: Int,
        _ stage: DecisionStage,
        isOwn: Bool,
        organisation: Titles?
    ) -> OpenDecision {
        OpenDecision(
            enrolment: enrolment(
                stage == .centre ? .endorsed : .applied,
                institution: isOwn ? "Plandište" : "",
                number: number
            ),
            stage: stage,
            organisation: organisation,
            lsg: isOwn ? Titles("Пландиште", "Plandište", "Plandište") : nil,
            isOwnApplication: isOwn,
            askedBy: isOwn ? nil : "nada@obuka.example",
            askedOn: isOwn ? day("2024-01-12") : nil,
            missing: isOwn ? missing : []
        )
    }

    private static let missing = [
        MissingPrerequisite(
            kind: .course,
            courseCode: "LAP",
            programmeCode: nil,
            experienceMonths: nil
        ),
        MissingPrerequisite(
            kind: .programmeOrder,
            courseCode: "LAP",
            programmeCode: "P-1",
            experienceMonths: nil
        ),
        MissingPrerequisite(
            kind: .experience,
            courseCode: nil,
            programmeCode: nil,
            experienceMonths: 24
        ),
    ]

    private static func found(_ state: Cohort.State, _ open: [OpenDecision]) -> CohortDecisions {
        CohortDecisions(
            cohort: heading(state),
            capacity: 20,
            seatsFree: 3,
            hasWaitingList: open.count == 1,
            seats: open.isEmpty
                ? nil
                : CohortSeats(
                    cohort: "LAP-2024-03",
                    capacity: 20,
                    overbooked: 0,
                    confirmed: 9,
                    offered: 2,
                    unnamed: 6,
                    free: 3,
                    waiting: 1,
                    applied: 2,
                    endorsed: 2,
                    quotas: [
                        SeatQuota(
                            organisation: "GU-VRSAC",
                            seats: 7,
                            unnamed: 6,
                            nameUntil: day("2024-01-20"),
                            isReleased: false
                        )
                    ]
                ),
            open: open,
            hasMore: open.count > 1
        )
    }

    /// Decisions about many, in every stage, by who decides and who only reads.
    static func manyDecisions(_ language: Language, _ site: Site) -> [FormPage.Content] {
        let organisation = Titles("Градска управа", "Gradska uprava", "City administration")
        let people = DecisionStage.allCases.enumerated().flatMap { place, stage in
            [(true, organisation), (true, nil), (false, organisation), (false, nil)]
                .enumerated().map { number, asked in
                    open(place * 10 + number, stage, isOwn: asked.0, organisation: asked.1)
                }
        }
        let states: [(Cohort.State, [OpenDecision])] = [
            (.published, people), (.published, Array(people.prefix(1))), (.published, []),
            (.closed, []), (.cancelled, []),
        ]
        let pages = states.flatMap { state, open in
            [[], [.institution], DecisionStage.allCases].map { stages in
                CohortDecisionForms(found: found(state, open), language: language, site: site)
                    .content(of: stages, areTicked: stages.count == 1, isStaff: true)
            }
        }
        return pages + [told(pages[0], language, site)]
    }

    /// A page after a decision, with every outcome.
    private static func told(
        _ content: FormPage.Content,
        _ language: Language,
        _ site: Site
    ) -> FormPage.Content {
        let results: [DecisionOutcome.Result] =
            Enrolment.Status.allCases.flatMap { [.done($0), .already($0)] } + [
                .refused(PrerequisitesMissing(missing: missing), missing: missing),
                .refused(EnrolmentError.cohortFull, missing: []),
            ]
        let outcomes =
            results.map { DecisionOutcome(name: name, number: "7", result: $0) } + [
                DecisionOutcome(
                    name: nil,
                    number: "8",
                    result: .refused(NotFound("enrolment", "8"), missing: [])
                )
            ]
        var content = content
        let done = DecisionWording.json(outcomes)
        content.notice = DoneText.sentence(of: done, in: language)
        content.told = DecisionWording(language: language, site: site).tables(done)
        return content
    }
}
