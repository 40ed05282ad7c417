import Documents
import Postgres

extension TrainerProfile {
    package var json: JSON { .object(members) }

    private var members: [JSON.Member] {
        [
            JSON.Member("trainer", .integer(id.value)), JSON.Member("person", .string(email)),
            JSON.Member("name_sr_cyrl", .string(name.cyrillic)),
            JSON.Member("name_sr_latn", .string(name.latin)),
            JSON.Member("state", .string(state.rawValue)),
            JSON.Member("decided_on", decidedOn?.json ?? .null),
            JSON.Member("number", JSON(decisionNumber)),
            JSON.Member("nominated_by", JSON(draft.nominator)),
            JSON.Member("employment", .string(draft.employment.rawValue)),
            JSON.Member("languages", .array(draft.languages.map(JSON.string))),
            JSON.Member("courses", .array(draft.courses.map(JSON.string))),
            JSON.Member("fields", .array(draft.fields.map(JSON.string))),
            JSON.Member("bio", draft.bio?.json ?? .null),
            JSON.Member("listed", .bool(isListed)), JSON.Member("version", .integer(version)),
        ]
    }

    /// The entry with its decisions and the evidence that was shown.
    package static func file(
        _ profile: TrainerProfile,
        in transaction: borrowing Transaction
    ) throws -> JSON {
        let decisions = try TrainerDecision.list(profile.id, in: transaction)
        let evidence = try TrainerEvidence.list(profile.id, in: transaction)
        return .object(
            profile.members + [
                JSON.Member("decisions", .array(decisions.map(\.json))),
                JSON.Member("evidence", .array(evidence.map(\.json))),
            ]
        )
    }
}
