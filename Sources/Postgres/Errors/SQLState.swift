/// PostgreSQL's five-letter error code; the first two letters are its class.
package struct SQLState: RawRepresentable, Hashable, Sendable {
    package let rawValue: String

    package init(rawValue: String) {
        self.rawValue = rawValue
    }

    package static let notNullViolation = SQLState(rawValue: "23502")
    package static let uniqueViolation = SQLState(rawValue: "23505")
    package static let inFailedTransaction = SQLState(rawValue: "25P02")
    package static let idleInTransactionTimeout = SQLState(rawValue: "25P03")
    package static let readOnlyTransaction = SQLState(rawValue: "25006")
    package static let unknownPreparedStatement = SQLState(rawValue: "26000")
    package static let insufficientPrivilege = SQLState(rawValue: "42501")
    package static let undefinedTable = SQLState(rawValue: "42P01")
    package static let serializationFailure = SQLState(rawValue: "40001")
    package static let deadlockDetected = SQLState(rawValue: "40P01")
    package static let lockNotAvailable = SQLState(rawValue: "55P03")
    package static let queryCancelled = SQLState(rawValue: "57014")

    /// The first two letters, such as `23` for violated constraints.
    package var classCode: Substring { rawValue.prefix(2) }

    /// Lost connections (08), lacking resources (53), shut down (57), late, locks.
    var unavailability: PostgresError.Unavailability? {
        switch self {
        case .queryCancelled: .late
        case .lockNotAvailable: .locked
        case .idleInTransactionTimeout: .unreachable
        default: ["08", "53", "57"].contains(classCode) ? .unreachable : nil
        }
    }
}
