import Postgres

/// The other names of a noun: an acronym, an old name, the spelling of a newspaper.
///
/// Search finds an alias in both scripts, whichever it is written in.
struct NameAliases: Sendable {
    let table: StaticString
    let owners: StaticString
    let ownerID: StaticString

    /// The aliases of a row of the owners' table, in order, as an array.
    var all: SQL {
        """
        ARRAY(
            SELECT alias FROM \(raw: table)
            WHERE \(raw: ownerID) = \(raw: owners).id ORDER BY alias COLLATE "C")
        """
    }

    /// Gives a row exactly these; aliases that stay are not touched.
    func replace(
        of owner: String,
        with aliases: [String],
        in transaction: borrowing Transaction
    ) throws {
        _ = try transaction.execute(
            """
            DELETE FROM \(raw: table)
            WHERE \(raw: ownerID) = (SELECT id FROM \(raw: owners) WHERE code = \(owner))
                AND NOT alias = ANY(\(aliases))
            """
        )
        _ = try transaction.execute(
            """
            INSERT INTO \(raw: table) (\(raw: ownerID), alias)
            SELECT owners.id, alias
            FROM \(raw: owners) AS owners CROSS JOIN unnest(\(aliases)) AS alias
            WHERE owners.code = \(owner)
            ON CONFLICT (\(raw: ownerID), alias) DO NOTHING
            """
        )
    }
}
