import TrainingCentre

/// What is seen of a certificate's state before anything is read: a sentence, a colour, a picture.
struct CertificateFace {
    let heading: Titles
    /// The state as a word for the style sheet.
    let state: String
    let icon: Icon

    init(_ found: Verification) {
        if found.isDoubtful {
            heading = KeyRevocationText.heading.texts
            state = "doubtful"
            icon = .cross
        } else if found.isSuspended {
            heading = SuspensionText.heading.texts
            state = "suspended"
            icon = .clock
        } else {
            heading = found.kind.heading(found.status)
            state = found.status.rawValue
            icon = CertificateFace.icon(found.status)
        }
    }

    private static func icon(_ status: VerificationStatus) -> Icon {
        switch status {
        case .valid: .check
        case .expired: .clock
        case .revoked: .cross
        case .replaced: .arrows
        case .unknown: .question
        case .unavailable: .dash
        }
    }
}
