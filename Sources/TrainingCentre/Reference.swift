import Postgres

/// Codes of another noun that a field of a draft names.
struct Reference {
    let field: String
    let noun: String
    let table: String
    let codes: [String]

    /// The codes that stand in a field; nil names nothing.
    init<Noun: CodedNoun>(_ field: String, _ type: Noun.Type, _ codes: String?...) {
        self.init(field, type, codes.compactMap(\.self))
    }

    init<Noun: CodedNoun>(_ field: String, _ type: Noun.Type, _ codes: [String]) {
        self.field = field
        noun = Noun.noun.replacing("_", with: " ")
        table = Noun.plural
        self.codes = codes
    }
}

extension [Reference] {
    /// Refuses with `InvalidForm` every code that there is not.
    func check(in transaction: borrowing Transaction) throws {
        var problems: [FieldProblem] = []
        for reference in self where !reference.codes.isEmpty {
            let unknown = try transaction.rows(
                """
                SELECT code FROM unnest(\(reference.codes)) AS code
                WHERE code NOT IN (SELECT code FROM \(identifier: reference.table))
                """,
                as: String.self
            )
            problems += unknown.map {
                FieldProblem(reference.field, "there is no \(reference.noun) \($0)", .notFound)
            }
        }
        guard problems.isEmpty else { throw InvalidForm(problems) }
    }
}

/// A table that links rows of two nouns, which are named by their codes.
struct CodedLinks: Sendable {
    let table: StaticString
    let owners: StaticString
    let ownerID: StaticString
    let others: StaticString
    let otherID: StaticString

    /// The codes that a row of the owners' table is linked with, in order, as an array.
    var codes: SQL {
        """
        ARRAY(
            SELECT others.code
            FROM \(raw: table) AS links
            JOIN \(raw: others) AS others ON others.id = links.\(raw: otherID)
            WHERE links.\(raw: ownerID) = \(raw: owners).id
            ORDER BY others.code COLLATE "C")
        """
    }

    /// Links one row with exactly these, in their order; links that stay are not touched.
    func replace(
        of owner: String,
        with codes: [String],
        in transaction: borrowing Transaction
    ) throws {
        _ = try transaction.execute(
            """
            DELETE FROM \(raw: table)
            WHERE \(raw: ownerID) = (SELECT id FROM \(raw: owners) WHERE code = \(owner))
                AND \(raw: otherID) NOT IN (
                    SELECT id FROM \(raw: others) WHERE code = ANY(\(codes)))
            """
        )
        _ = try transaction.execute(
            """
            INSERT INTO \(raw: table) (\(raw: ownerID), \(raw: otherID))
            SELECT owners.id, others.id
            FROM \(raw: owners) AS owners CROSS JOIN \(raw: others) AS others
            WHERE owners.code = \(owner) AND others.code = ANY(\(codes))
            ORDER BY array_position(\(codes), others.code)
            ON CONFLICT (\(raw: ownerID), \(raw: otherID)) DO NOTHING
            """
        )
    }
}
