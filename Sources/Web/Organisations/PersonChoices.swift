import Postgres
import TrainingCentre

/// What can be chosen in the form of a person.
struct PersonChoices: Sendable {
    let groups: [TargetGroup]
    let lsgs: [LSG]

    init(groups: [TargetGroup], lsgs: [LSG]) {
        self.groups = groups
        self.lsgs = lsgs
    }

    init(in transaction: borrowing Transaction) throws {
        groups = try TargetGroup.list(in: transaction)
        lsgs = try LSG.list(in: transaction)
    }
}
