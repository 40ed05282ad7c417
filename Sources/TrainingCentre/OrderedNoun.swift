import Postgres

/// A noun whose rows stand in an order within something: the areas of a plan, the items of an
/// activity.
package protocol OrderedNoun: CodedNoun {
    /// The columns that say in which order a row stands.
    static var order: [StaticString] { get }
    /// The columns that say where in it.
    static var place: [StaticString] { get }
}

extension OrderedNoun {
    /// Lets two that stand in one order change places, and gives both as they stand then.
    ///
    /// Refuses with `AccessError.notAllowed`, `NotFound`, and with `InvalidForm` (`with`) the same
    /// one twice, and two of different orders.
    package static func swap(
        _ code: String,
        with other: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [Self] {
        try actor.require(Draft.permission)
        let codes = [try find(code, in: transaction), try find(other, in: transaction)]
            .map(\.draft.code)
        guard codes[0] != codes[1] else {
            throw InvalidForm([FieldProblem("with", "is the \(spoken) itself: name another one")])
        }
        let moved = try transaction.execute(
            """
            UPDATE \(identifier: plural) AS moved
            SET (\(columns(place))) = ROW (\(columns(place, of: "other")))
            FROM \(identifier: plural) AS other
            WHERE moved.code = ANY(\(codes)) AND other.code = ANY(\(codes))
                AND other.id <> moved.id
                AND (\(columns(order, of: "moved"))) = (\(columns(order, of: "other")))
            """
        )
        guard moved == 2 else {
            throw InvalidForm([
                FieldProblem("with", "stands in another order than \(codes[0])")
            ])
        }
        return try codes.map { try find($0, in: transaction) }
    }

    private static func columns(_ names: [StaticString], of table: StaticString? = nil) -> SQL {
        names.enumerated().reduce("") { list, name in
            let separator: SQL = name.offset == 0 ? "" : ", "
            let column: SQL =
                if let table { "\(raw: table).\(raw: name.element)" } else {
                    "\(raw: name.element)"
                }
            return "\(list)\(separator)\(column)"
        }
    }
}

extension PlanArea: OrderedNoun {
    package static let order: [StaticString] = ["plan_id", "kind"]
    package static let place: [StaticString] = ["position"]
}

extension ActivityItem: OrderedNoun {
    package static let order: [StaticString] = ["activity_id"]
    package static let place: [StaticString] = ["day", "position"]
}
