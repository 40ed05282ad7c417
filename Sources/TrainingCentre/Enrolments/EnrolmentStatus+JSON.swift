import Credentials
import Documents

extension EnrolmentStatus {
    package var json: JSON {
        var members: [JSON.Member] = [
            JSON.Member("code", .string(code.printed)),
            JSON.Member(
                "holder",
                ["sr-Cyrl": .string(holderCyrl), "sr-Latn": .string(holderLatn)]
            ),
            JSON.Member("status", .string(status.rawValue)),
            JSON.Member("withdrawn_on", JSON(withdrawnOn?.description)),
            JSON.Member("offer_ends_at", JSON(offer?.endsAt.rfc3339)),
            JSON.Member(
                "queue",
                queue.map { ["place": .integer($0.place), "length": .integer($0.length)] } ?? .null
            ),
            JSON.Member("waits_for", JSON(waitsFor?.rawValue)),
            JSON.Member("course", courseTitle.json), JSON.Member("cohort", .string(cohortCode)),
            JSON.Member("cohort_state", .string(cohortState.rawValue)),
            JSON.Member("starts_on", startsOn.json), JSON.Member("ends_on", endsOn.json),
            JSON.Member("venue", .string(venue)),
        ]
        switch outcome {
        case .passed?: members.append(JSON.Member("outcome", "passed"))
        case .notPassed(let problem)?:
            members.append(JSON.Member("outcome", "not passed"))
            members.append(JSON.Member("reason", .string(problem)))
        case nil: members.append(JSON.Member("outcome", nil))
        }
        members.append(JSON.Member("certificate", JSON(certificateID?.printed)))
        members.append(JSON.Member("modules", .array(modules.modules.map(\.json))))
        return .object(members)
    }
}
