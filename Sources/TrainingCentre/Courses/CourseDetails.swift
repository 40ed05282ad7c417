import Postgres

/// What the public is told of a course beside its cohorts: its current version, with the names of
/// what it refers to, and the programmes in which it stands.
package struct CourseDetails: Sendable {
    package let version: CourseVersion
    package let programmes: [Programme]
    package let targetGroups: [Titles]
    package let prerequisiteCourses: [(code: String, title: Titles)]
    package let authors: [Titles]
    package let modules: [VersionModule]

    package init(
        version: CourseVersion,
        programmes: [Programme],
        targetGroups: [Titles],
        prerequisiteCourses: [(code: String, title: Titles)],
        authors: [Titles],
        modules: [VersionModule]
    ) {
        self.version = version
        self.programmes = programmes
        self.targetGroups = targetGroups
        self.prerequisiteCourses = prerequisiteCourses
        self.authors = authors
        self.modules = modules
    }

    /// The details of a course by its code; refuses with `NotFound`.
    package static func find(
        _ code: String,
        in transaction: borrowing Transaction
    ) throws -> CourseDetails {
        let version = try CourseVersion.current(of: code, in: transaction)
        let groups = try TargetGroup.list(in: transaction)
        return CourseDetails(
            version: version,
            programmes: try Programme.list(course: code, in: transaction),
            targetGroups: groups.filter { version.draft.targetGroups.contains($0.code) }
                .map(\.name),
            prerequisiteCourses: try Course.withCodes(
                version.draft.prerequisiteCourses,
                in: transaction
            ).map { ($0.draft.code, $0.draft.title) },
            authors: try Organisation.withCodes(version.draft.authors, in: transaction)
                .map(\.draft.name),
            modules: try VersionModule.list(of: version, in: transaction)
        )
    }
}
