import Documents

@testable import TrainingCentre
@testable import Web

extension Sample {
    /// The pages of what happens in a training, in every state.
    static func learning(_ pages: Pages, in language: Language) -> [(String, [UInt8])] {
        let states: [ArrivalPage.State] = [
            .door(door(), path: "/s/12-7KQ4W0XAZB"), .arrived(door(isArrived: true)), .expired,
            .unknownCode(ticket: "12-7KQ4W0XAZB"), .notEnrolled(ticket: "12-7KQ4W0XAZB"), .over,
        ]
        return states.map { ("arrival", pages.arrival($0, language: language)) }
            + [EvaluationSheet.State.open, .answered, .notYet, .over].map { state in
                ("evaluation", pages.evaluation(sheet(state), language: language))
            } + [
                (
                    "wrong evaluation",
                    pages.evaluation(
                        sheet(.open),
                        given: [1: "4", 3: "1 < 2"],
                        wrong: ["q2"],
                        language: language
                    )
                )
            ]
            + ["12-7KQ4W0XAZB", nil].map { code in
                ("screen", pages.arrivalScreen(screen(code), language: language))
            } + cohortModules(pages, in: language)
    }

    /// Two people with three modules, and a cohort without anybody.
    private static func cohortModules(
        _ pages: Pages,
        in language: Language
    ) -> [(String, [UInt8])] {
        let learners = [0, 1].map { number in
            EnrolmentModules(
                enrolment: ID(number),
                email: "ana@obuka.example",
                name: name,
                progress: progress(number, of: 3)
            )
        }
        let heading = CohortHeading(
            code: "LAP-2024-03",
            course: course,
            startsOn: today,
            endsOn: today,
            venue: "Plandište",
            state: .running
        )
        return [learners, []].map { learners in
            let html = pages.cohortModules(
                learners,
                of: heading,
                mayRecord: true,
                isStaff: true,
                language: language
            )
            return ("modules of a cohort", html)
        }
    }

    static func sheet(_ state: EvaluationSheet.State) -> EvaluationSheet {
        let text = Titles(srCyrl: "Шта је било добро?", srLatn: "Šta je bilo dobro?", en: "What?")
        let kinds = Questionnaire.Question.Kind.allCases
        let questions = kinds.enumerated().map { index, kind in
            Questionnaire.Question(
                id: ID(index + 1),
                position: index + 1,
                kind: kind,
                isRequired: index < 2,
                text: text,
                options: kind == .choice
                    ? (1...3).map { Questionnaire.Option(id: ID($0), text: text) } : []
            )
        }
        return EvaluationSheet(
            code: id("31KTP1T357AP5566"),
            questionnaire: Questionnaire(
                id: ID(1),
                code: "REAKCIJA",
                version: 1,
                kind: .reaction,
                title: text,
                questions: questions
            ),
            courseTitle: course,
            state: state,
            closesOn: today
        )
    }

    static func door(isArrived: Bool = false) -> ArrivalDoor {
        ArrivalDoor(
            courseTitle: course,
            heldOn: today,
            ticket: "12-7KQ4W0XAZB",
            holderCyrl: isArrived ? "Љубица Ђорђевић" : nil,
            holderLatn: isArrived ? "Ljubica Đorđević" : nil
        )
    }

    static func screen(_ code: String?) -> ArrivalScreen {
        ArrivalScreen(
            session: 12,
            courseTitle: course,
            cohortCode: "LAP-2024-03",
            heldOn: today,
            arrived: 11,
            enrolled: 20,
            code: code,
            secondsLeft: 12,
            pass: "7KQ4W0XAZB"
        )
    }
}
