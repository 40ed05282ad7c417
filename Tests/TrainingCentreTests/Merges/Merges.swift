import Postgres

@testable import TrainingCentre

/// Acts on records that were entered twice.
struct Merges {
    let centre: TrainingCentre

    @discardableResult
    func people(_ merged: String, into standing: String) async throws -> Merge<Person> {
        let act = try Act.clerk(because: "ista osoba")
        return try await centre.write(act) {
            try Merge<Person>.enter(merged, into: standing, by: act, in: $0)
        }
    }

    @discardableResult
    func separate(_ merged: String) async throws -> Merge<Person> {
        let act = try Act.clerk(because: "nije ista osoba")
        return try await centre.write(act) { try Merge<Person>.undo(merged, by: act, in: $0) }
    }

    func organisations(_ merged: String, into standing: String?) async throws {
        let act = try Act.clerk(because: "isti organ")
        _ = try await centre.write(act) {
            if let standing {
                try Merge<Organisation>.enter(merged, into: standing, by: act, in: $0)
            } else {
                try Merge<Organisation>.undo(merged, by: act, in: $0)
            }
        }
    }

    @discardableResult
    func projects(_ merged: String, into standing: String) async throws -> Merge<Project> {
        let act = try Act.clerk(because: "isti projekat")
        return try await centre.write(act) {
            try Merge<Project>.enter(merged, into: standing, by: act, in: $0)
        }
    }

    func found(_ query: String?) async throws -> [String] {
        try await centre.read {
            try Person.list(matching: query, page: PageRequest(), by: .clerk, in: $0).items
                .map(\.email)
        }
    }

    func reach(
        _ parameters: ReportParameters = .init()
    ) async throws -> ReachReport {
        try await centre.read { try ReachReport.make(parameters, by: .clerk, in: $0) }
    }
}
