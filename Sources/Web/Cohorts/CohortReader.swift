import TrainingCentre

/// What who reads the page of a cohort sees and does beside what everybody does.
package struct CohortReader: Sendable {
    package var isStaff = false
    package var seesReports = false
    /// Whether the page leads to an application.
    package var applies = true
    /// Whether its people are somebody's to decide on.
    package var decides = false
    /// Whether its steps, its closing and its certificates are.
    package var manages = false

    /// Somebody of whom nothing is known.
    package init() {}

    /// nil is somebody who is not signed in.
    package init(_ actor: Actor?) {
        guard let actor else { return }
        isStaff = actor.may(.readPeople)
        seesReports = actor.may(.readReports)
        applies = actor.takesPart
        decides = actor.may(.manageEnrolments) || actor.roles.contains(.trainer)
        manages = actor.may(.manageCatalogue)
    }

    /// Somebody of the staff.
    package static var staff: CohortReader {
        var reader = CohortReader()
        (reader.isStaff, reader.seesReports) = (true, true)
        (reader.decides, reader.manages) = (true, true)
        reader.applies = false
        return reader
    }
}

extension Actor {
    /// Whether the account is one of those who ask for a seat of their own.
    ///
    /// Staff name the person for whom they ask.
    var takesPart: Bool { may(.takeOwnSeat) && !may(.manageEnrolments) }
}
