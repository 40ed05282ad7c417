import Credentials
import Postgres
import SerbianText

/// Whether a name on an identity document is the one that a certificate certifies.
package enum HolderComparison {
    /// Limits of names that are compared.
    package enum Limits {
        /// More than twice what a certificate holds.
        package static let lengthMax = 500
    }

    /// Compares whole names, in either script and with or without diacritics.
    ///
    /// The words may stand in any order: some documents have the family name first.
    static func matches(_ typed: String, cyrillic: String, latin: String) -> Bool {
        let words = words(typed)
        return !words.isEmpty
            && (words == self.words(cyrillic) || words == self.words(latin))
    }

    /// Whether the two spellings of a name are one name.
    static func areOne(cyrillic: String, latin: String) -> Bool {
        SerbianText.fold(cyrillic) == SerbianText.fold(latin)
    }

    /// How often each folded word occurs.
    private static func words(_ name: String) -> [Substring: Int] {
        SerbianText.fold(name).split(separator: " ").reduce(into: [:]) { $0[$1, default: 0] += 1 }
    }
}

extension TrainingCentre {
    /// Answers whether a name is the certified one, and nothing else; nil for an unknown ID.
    ///
    /// The typed name is neither stored nor logged.
    package func isHolder(_ typed: String, of id: VerificationID) async throws -> Bool? {
        try await read { (transaction: borrowing Transaction) in
            try transaction.row(
                "SELECT holder_cyrl, holder_latn FROM certificates WHERE verification_id = \(id)",
                as: (String.self, String.self)
            ).map { HolderComparison.matches(typed, cyrillic: $0, latin: $1) }
        }
    }
}
