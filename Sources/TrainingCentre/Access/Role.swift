/// What an account may do; CONTRACT of the access table.
package enum Role: String, CaseIterable, Sendable {
    case administrator
    case staff
    case trainer
    case trainee
    case focalPoint = "focal-point"
    case auditor
    /// A program that stores and reads statements of the Experience API.
    case xapiClient = "xapi-client"

    var permissions: Set<Permission> {
        switch self {
        case .administrator: Set(Permission.allCases)
        case .staff:
            Set(Permission.allCases).subtracting([.manageAccounts, .manageSettings])
        case .auditor: [.readPeople, .readReports, .readAudit, .readStatements]
        case .xapiClient: [.recordStatements, .readStatements]
        case .trainee: [.takeOwnSeat]
        // What they may do depends on the cohort or the organisation.
        case .trainer, .focalPoint: []
        }
    }
}

/// One thing that not everybody may do.
///
/// What everybody signed in may do with own data needs none.
package enum Permission: CaseIterable, Sendable {
    /// Courses, cohorts, projects and organisations: create and change.
    case manageCatalogue
    /// Other people's names, enrolments, marks, results and certificates: see.
    case readPeople
    /// Other people's enrolments, marks and results: enter.
    case manageEnrolments
    /// A seat for oneself: take.
    case takeOwnSeat
    /// Certificates: issue, revoke, replace.
    case issueCertificates
    case readReports
    case readAudit
    /// What learners did, as programs tell it: store.
    case recordStatements
    /// The same, with documents beside it: read.
    case readStatements
    case manageAccounts
    /// What is decided for the whole centre.
    case manageSettings
}
