/// Who has to agree to an application before it is a seat or a place in the waiting list.
package enum DecisionStage: String, CaseIterable, Sendable {
    case institution, centre

    /// What agreeing is.
    package var agreement: EnrolmentAct {
        switch self {
        case .institution: .endorse
        case .centre: .approve
        }
    }

    /// Whom an enrolment in a state waits for; nil for one that waits for no agreement.
    package init?(of status: Enrolment.Status, _ approval: SeatRules.Approval) {
        switch (status, approval) {
        case (.applied, .institutionAndCentre): self = .institution
        case (.applied, _), (.endorsed, _): self = .centre
        default: return nil
        }
    }
}
