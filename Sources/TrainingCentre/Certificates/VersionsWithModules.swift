import Postgres
import Synchronization

/// Which versions of courses take modules that people go through alone.
///
/// What is certified is of published versions, in which that is fixed: each is asked for once, so
/// that a verification reads and locks no further table.
final class VersionsWithModules: Sendable {
    private let lookup: BatchedLookup<ID<CourseVersion>, Bool>
    private let known = Mutex<[ID<CourseVersion>: Bool]>([:])

    init(database: Database) {
        // A copy that is behind would be believed for good.
        lookup = BatchedLookup(
            in: database,
            from: .primary,
            as: (Bool.self),
            row: { $0 }
        ) { versions in
            """
            SELECT course_versions.id, EXISTS (
                SELECT FROM course_version_modules
                WHERE course_version_id = course_versions.id AND is_required)
            FROM course_versions
            WHERE course_versions.id = ANY(\(versions))
            """
        }
    }

    /// Throws `PostgresError`.
    func takesModules(_ version: ID<CourseVersion>) async throws -> Bool {
        if let answer = known.withLock({ $0[version] }) { return answer }
        guard let answer = try await lookup.lookup(version) else { return false }
        known.withLock { $0[version] = answer }
        return answer
    }
}
