import Documents
import Postgres
import SerbianText

/// Which headers of somebody's files mean which columns, kept under a name.
package struct ImportProfile: Sendable {
    package let name: String
    /// What is imported with it: `people` or `enrolments`, for instance.
    package let noun: String
    package let pairs: [(header: String, column: String)]

    /// What `ImportFile.read` takes.
    package var map: [(String, String)] { pairs.map { ($0.header, $0.column) } }

    package var json: JSON {
        [
            "name": .string(name), "noun": .string(noun),
            "columns": .object(pairs.map { JSON.Member($0.header, .string($0.column)) }),
        ]
    }

    /// All profiles, or those for one noun, in the order of their names.
    ///
    /// Refuses with `AccessError.notAllowed`.
    package static func list(
        noun: ImportedNoun? = nil,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [ImportProfile] {
        try actor.require(.readPeople)
        return try rows(
            "WHERE \(noun?.rawValue)::text IS NULL OR noun = \(noun?.rawValue)",
            in: transaction
        )
    }

    /// The profile of a name; refuses with `AccessError.notAllowed` and `NotFound`.
    package static func find(
        _ name: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> ImportProfile {
        try actor.require(.readPeople)
        let name = SerbianText.normalised(name)
        guard let found = try rows("WHERE name = \(name)", in: transaction).first else {
            throw NotFound("import_profile", name)
        }
        return found
    }

    /// Keeps pairs of header and column under a name; one that is there already is replaced.
    ///
    /// Refuses with `AccessError.notAllowed`, `InvalidForm`, and with `ImportFile.Defect` a pair
    /// that names no column of the noun.
    package static func save(
        _ name: String,
        noun: ImportedNoun,
        pairs: [(header: String, column: String)],
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> ImportProfile {
        try act.actor.require(.manageEnrolments)
        let name = SerbianText.normalised(name)
        guard 1...100 ~= name.unicodeScalars.count else {
            throw InvalidForm([FieldProblem("name", "has to have 1 to 100 characters")])
        }
        guard 1...100 ~= pairs.count else {
            throw InvalidForm([FieldProblem("map", "has to have 1 to 100 pairs")])
        }
        _ = try HeaderNames(
            of: noun.rawValue,
            noun.columns,
            map: pairs.map { ($0.header, $0.column) }
        )
        _ = try transaction.execute(
            """
            INSERT INTO import_profiles (name, noun, headers, columns)
            VALUES (
                \(name), \(noun.rawValue), \(pairs.map { SerbianText.normalised($0.header) }),
                \(pairs.map(\.column)))
            ON CONFLICT (name) DO UPDATE
            SET noun = excluded.noun, headers = excluded.headers, columns = excluded.columns
            """
        )
        return try find(name, by: act.actor, in: transaction)
    }

    /// Forgets a profile; refuses with `AccessError.notAllowed`, `ReasonMissing` and `NotFound`.
    package static func delete(
        _ name: String,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> ImportProfile {
        try act.actor.require(.manageEnrolments)
        _ = try act.requireReason()
        let profile = try find(name, by: act.actor, in: transaction)
        _ = try transaction.execute("DELETE FROM import_profiles WHERE name = \(profile.name)")
        return profile
    }

    /// Whether a file has all its headers, capitals, script and diacritics aside.
    package func fits(_ file: ImportFile) -> Bool {
        let found = Set(file.headers.map { SerbianText.fold($0.header) })
        return pairs.allSatisfy { found.contains(SerbianText.fold($0.header)) }
    }

    /// The profile that says more of a file than its headers alone do; nil when none does.
    package static func proposed(
        for file: ImportFile,
        among profiles: [ImportProfile]
    ) -> ImportProfile? {
        let known = Dictionary(
            file.headers.map { (SerbianText.fold($0.header), $0.column) },
            uniquingKeysWith: { first, _ in first }
        )
        let helpful = profiles.filter { profile in
            profile.fits(file)
                && profile.pairs.contains { known[SerbianText.fold($0.header)] != $0.column }
        }
        return helpful.max { $0.pairs.count < $1.pairs.count }
    }

    private static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [ImportProfile] {
        try transaction.rows(
            """
            SELECT name, noun, headers, columns FROM import_profiles
            \(condition)
            ORDER BY name COLLATE "C"
            """,
            as: (String.self, String.self, [String].self, [String].self)
        ).map { name, noun, headers, columns in
            ImportProfile(
                name: name,
                noun: noun,
                pairs: zip(headers, columns).map { ($0, $1) }
            )
        }
    }
}
