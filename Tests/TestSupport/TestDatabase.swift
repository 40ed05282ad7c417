import EventLoop
import Postgres

/// A database of the test cluster, lent to one test.
///
/// Many connections, real commits, NOTIFY: everything is real but durability. Tests reach theirs
/// by `TestDatabase.current`.
package final class TestDatabase: Sendable {
    @TaskLocal static var leased: TestDatabase?

    /// The database of the running test.
    ///
    /// - Precondition: the test or its suite has the trait `.database`.
    package static var current: TestDatabase {
        guard let leased else { preconditionFailure("the test lacks the trait .database") }
        return leased
    }

    package let cluster: TestCluster
    package let name: String
    package let configuration: DatabaseConfiguration
    /// Connected as the cluster's superuser, unless the trait's configuration says otherwise.
    package let database: Database

    /// The conninfo of the database, as superuser.
    package var url: String { cluster.url(name) }

    init(
        cluster: TestCluster,
        name: String,
        configure: @Sendable (inout DatabaseConfiguration) -> Void
    ) {
        precondition(name.hasPrefix("obuka_test_"), "\(name) is no database for tests")
        precondition(cluster.directory.hasPrefix("/"), "tests use a socket only")
        self.cluster = cluster
        self.name = name
        var configuration = DatabaseConfiguration(url: cluster.url(name))
        configuration.applicationName = "test"
        configure(&configuration)
        self.configuration = configuration
        database = Database(configuration: configuration, loops: TestDatabase.loops)
    }

    /// The event loops that all tests share.
    package static let loops: [EventLoop] = {
        do {
            return try EventLoopGroup(count: 2).loops
        } catch {
            preconditionFailure("no event loops: \(error)")
        }
    }()
}
