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

    /// The position as a row number; a list in the order of entry uses it.
    var afterID: Int { after.flatMap { Int($0) } ?? 0 }
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

    private init(items: [Item], next: String?) {
        self.items = items
        self.next = next
    }
}
