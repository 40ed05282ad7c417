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
            + ["12-7KQ4W0XAZB", nil].map { code in
                ("screen", pages.arrivalScreen(screen(code), language: language))
            }
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
