import Postgres

/// The organisations that have a part in a noun, each by role and code: `donor SDC`.
struct OrganisationRoles: Sendable {
    let table: StaticString
    let owners: StaticString
    let ownerID: StaticString

    /// The roles of a row of the owners' table, in order, as an array.
    var all: SQL {
        """
        ARRAY(
            SELECT role || ' ' || organisations.code
            FROM \(raw: table)
            JOIN organisations ON organisations.id = \(raw: table).organisation_id
            WHERE \(raw: ownerID) = \(raw: owners).id
            ORDER BY role || ' ' || organisations.code COLLATE "C")
        """
    }

    /// Gives a row exactly these; roles that stay are not touched.
    func replace(
        of owner: String,
        with roles: [String],
        in transaction: borrowing Transaction
    ) throws {
        _ = try transaction.execute(
            """
            DELETE FROM \(raw: table) USING organisations
            WHERE organisations.id = \(raw: table).organisation_id
                AND \(raw: ownerID) = (SELECT id FROM \(raw: owners) WHERE code = \(owner))
                AND NOT (role || ' ' || organisations.code) = ANY(\(roles))
            """
        )
        _ = try transaction.execute(
            """
            INSERT INTO \(raw: table) (\(raw: ownerID), organisation_id, role)
            SELECT owners.id, organisations.id, split_part(wanted, ' ', 1)
            FROM unnest(\(roles)) AS wanted
            JOIN organisations ON organisations.code = split_part(wanted, ' ', 2)
            JOIN \(raw: owners) AS owners ON owners.code = \(owner)
            ON CONFLICT (\(raw: ownerID), organisation_id, role) DO NOTHING
            """
        )
    }
}
