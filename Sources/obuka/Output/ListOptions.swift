import ArgumentParser
import TrainingCentre

/// The flags of commands that list.
struct ListOptions: ParsableArguments {
    @Option(name: [.customShort("q"), .customLong("query")], help: "Search in both scripts.")
    var query: String?

    @Option(help: "At most this many rows.")
    var limit: Int?

    /// All pages of a list, up to the limit.
    func all<Item: Sendable>(
        _ page: (PageRequest) async throws -> Page<Item>
    ) async throws -> [Item] {
        try await ListOptions.everything(limit: limit, page)
    }

    static func everything<Item: Sendable>(
        limit: Int? = nil,
        _ page: (PageRequest) async throws -> Page<Item>
    ) async throws -> [Item] {
        var items: [Item] = []
        var after: String?
        repeat {
            let left = limit.map { $0 - items.count } ?? PageRequest.Limits.rowsMax
            guard left > 0 else { break }
            let found = try await page(PageRequest(after: after, rowsMax: left))
            items += found.items
            after = found.next
        } while after != nil
        return items
    }
}
