/// Which part of a list is asked for.
package struct PageRequest: Sendable {
    /// The position behind which the page begins, as the page before gave it.
    package let after: String?
    package let rowsMax: Int

    /// Limits of lists.
    package enum Limits {
        package static let rowsDefault = 50
        package static let rowsMax = 200
    }

    package init(after: String? = nil, rowsMax: Int = Limits.rowsDefault) {
        self.after = after
        self.rowsMax = min(max(rowsMax, 1), Limits.rowsMax)
    }

    /// A position that no page of the list gave.
    ///
    /// To begin again instead would let a client go round for ever.
    package static var unknownPosition: InvalidForm {
        InvalidForm([FieldProblem("cursor", "is none that this list gave: begin without one")])
    }

    /// The position as a row number, or `start`; a list in the order of entry uses it.
    ///
    /// Refuses with `InvalidForm`, as the other positions do.
    func afterID(or start: Int = 0) throws -> Int {
        guard let after else { return start }
        guard let id = Int(after), id > 0 else { throw PageRequest.unknownPosition }
        return id
    }

    /// The position as a code, or one before all codes.
    func afterCode() throws -> String {
        guard let after else { return "" }
        guard Form.isCode(after) else { throw PageRequest.unknownPosition }
        return after
    }

    /// The position as a rank, and a row number among those of the same rank.
    func afterRank() throws -> (rank: Int, id: Int) {
        guard let after else { return (0, 0) }
        let parts = after.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 2, let rank = Int(parts[0]), let id = Int(parts[1]), rank >= 0, id > 0
        else { throw PageRequest.unknownPosition }
        return (rank, id)
    }
}

/// A part of a list, and where the next part begins.
package struct Page<Item: Sendable>: Sendable {
    package let items: [Item]
    package let next: String?

    /// A page from up to `rowsMax + 1` found items; the one too many tells that there is more.
    init(_ found: [Item], for request: PageRequest, position: (Item) -> String) {
        items = Array(found.prefix(request.rowsMax))
        next = found.count > request.rowsMax ? items.last.map(position) : nil
    }
}

extension Page {
    /// The same page with other items.
    package func map<Other: Sendable>(_ transform: (Item) -> Other) -> Page<Other> {
        Page<Other>(items: items.map(transform), next: next)
    }

    /// The same page with what is left of its items.
    func compactMap<Other: Sendable>(_ transform: (Item) -> Other?) -> Page<Other> {
        Page<Other>(items: items.compactMap(transform), next: next)
    }

    private init(items: [Item], next: String?) {
        self.items = items
        self.next = next
    }
}
