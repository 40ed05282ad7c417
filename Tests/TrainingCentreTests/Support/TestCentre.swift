import EventLoop
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

extension Trait where Self == DatabaseTrait {
    /// A migrated database, which the code under test uses as the role of the service.
    static var centre: DatabaseTrait {
        .database(migrations: CheckoutFiles.migrations) { configuration in
            configuration.role = "obuka_service"
            // A busy machine is no reason for a race to end otherwise.
            configuration.poolWait = .seconds(120)
            configuration.lockTimeout = .seconds(120)
            configuration.statementTimeout = .seconds(600)
            configuration.readTimeout = .seconds(60)
        }
    }
}

extension Actor {
    /// Who acts in tests unless a test is about who acts.
    static let clerk = Actor(name: "test clerk", roles: [.administrator])
}

extension Act {
    static var clerk: Act { Act(by: .clerk) }

    static func clerk(because reason: String) throws -> Act {
        try Act(by: .clerk, because: reason)
    }
}

extension Chance {
    static let ofSystem = Chance { UInt64.random(in: .min ... .max) }
}

extension Papers {
    static let ofCheckout = Papers { try CheckoutFiles.paperPart($0.rawValue) }
}

extension BlobStore {
    /// For tests without files: nothing can be kept there.
    static let nowhere = BlobStore(directory: "/dev/null/blobs")
}

extension TrainingCentre {
    /// The centre on the database that the running test has.
    static var ofTest: TrainingCentre {
        TrainingCentre(
            database: TestDatabase.current.database,
            chance: .ofSystem,
            signing: .test(),
            papers: .ofCheckout,
            blobs: .nowhere
        )
    }

    /// Reads one value as the service.
    func value<Value: SQLValue & Sendable>(_ sql: SQL, as type: Value.Type) async throws -> Value {
        try #require(try await database.transaction { try $0.value(sql, as: type) })
    }

    func count(_ table: String) async throws -> Int {
        try await value("SELECT count(*) FROM \(identifier: table)", as: Int.self)
    }

    /// Runs a statement as the service, with an actor, past all of the domain's code.
    func sql(_ statement: SQL) async throws {
        try await write(.clerk) { _ = try $0.execute(statement) }
    }

    /// Imports a file; `reason` makes it a correction.
    @discardableResult
    func importFile(
        _ bytes: [UInt8],
        as noun: ImportedNoun,
        map: [(String, String)] = [],
        cohort: String? = nil,
        organisation: String? = nil,
        reason: String? = nil,
        by actor: Actor = .clerk,
        rehearse: Bool = false
    ) async throws -> ImportReport {
        let file = try ImportFile.read(bytes, as: noun, map: map)
        return try await importRows(
            file.rows,
            as: noun,
            options: ImportOptions(cohort: cohort, organisation: organisation),
            act: try Act(by: actor, because: reason),
            rehearse: rehearse
        )
    }

    @discardableResult
    func importText(
        _ text: String,
        as noun: ImportedNoun,
        cohort: String? = nil,
        reason: String? = nil
    ) async throws -> ImportReport {
        try await importFile(Array(text.utf8), as: noun, cohort: cohort, reason: reason)
    }
}

/// The superuser's own way into the database of the running test, for what the service may not.
enum Owner {
    static func run<Value: Sendable>(
        _ body: @escaping @Sendable (borrowing Transaction) throws -> Value
    ) async throws -> Value {
        var configuration = DatabaseConfiguration(url: TestDatabase.current.url)
        configuration.poolConnectionsMax = 1
        let database = Database(configuration: configuration, loops: TestDatabase.loops)
        do {
            let value = try await database.transaction(body)
            await database.close()
            return value
        } catch {
            await database.close()
            throw error
        }
    }

    /// Changes rows past every trigger and foreign key, as a damaged disk or a careless superuser.
    static func corrupt(_ statement: SQL) async throws {
        try await run { transaction in
            _ = try transaction.execute("SET LOCAL session_replication_role = replica")
            _ = try transaction.execute(statement)
        }
    }
}

/// Runs `body` so many times at once and answers how each run ended, by its number.
func race<Value: Sendable>(
    _ count: Int,
    _ body: @escaping @Sendable (Int) async throws -> Value
) async -> [Swift.Result<Value, any Error>] {
    await withTaskGroup(of: (Int, Swift.Result<Value, any Error>).self) { group in
        for number in 0..<count {
            group.addTask {
                do {
                    return (number, .success(try await body(number)))
                } catch {
                    return (number, .failure(error))
                }
            }
        }
        var outcomes: [(number: Int, outcome: Swift.Result<Value, any Error>)] = []
        for await outcome in group { outcomes.append(outcome) }
        return outcomes.sorted { $0.number < $1.number }.map(\.outcome)
    }
}

extension [Swift.Result<Void, any Error>] {
    var successes: Int { count { if case .success = $0 { true } else { false } } }
}

/// The code of the refusal that `body` meets; nil when it is not refused.
func refusal(_ body: () async throws -> Void) async throws -> String? {
    do {
        try await body()
        return nil
    } catch let error as any Refusal {
        return error.code
    }
}

/// The name of the constraint by which the database refuses `body`; nil when it does not.
func constraint(_ body: () async throws -> Void) async throws -> String? {
    do {
        try await body()
        return nil
    } catch let error as PostgresError {
        return error.constraint ?? error.sqlState?.rawValue
    }
}
