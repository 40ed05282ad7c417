import Documents
import LearningPackages
import Postgres

extension ModuleAttempt {
    /// Where attempts stand in the order that their packages state; without those that state none.
    ///
    /// Two statements, however many.
    static func courses(
        of attempts: [(ID<ModuleAttempt>, ModuleVersion)],
        _ standings: [ID<ModuleAttempt>: [Int: ModulePartStanding]],
        in transaction: borrowing Transaction
    ) throws -> [ID<ModuleAttempt>: ActivityCourse] {
        var trees: [ID<ModuleAttempt>: (tree: ActivityTree, parts: [ModulePart])] = [:]
        for (id, version) in attempts {
            let parts = version.parts
            if let tree = version.activities(parts) { trees[id] = (tree, parts) }
        }
        guard !trees.isEmpty else { return [:] }
        let rows = try activityRows(of: Array(trees.keys), in: transaction)
        let current = try lastParts(of: Array(trees.keys), in: transaction)
        var courses: [ID<ModuleAttempt>: ActivityCourse] = [:]
        for (id, (tree, parts)) in trees {
            var records: [Int: ActivityRecord] = [:]
            for (place, row) in (rows[id] ?? []).enumerated()
            where parts.indices.contains(row.part) {
                var record = row.record
                record.savedOrder = place
                record.take(
                    standings[id]?[row.part] ?? .untouched,
                    reports: parts[row.part].reports
                )
                records[row.part] = record
            }
            courses[id] = tree.course(records, current: current[id])
        }
        return courses
    }

    /// What the parts of attempts remember of their activities, in the order of their saves.
    private static func activityRows(
        of attempts: [ID<ModuleAttempt>],
        in transaction: borrowing Transaction
    ) throws -> [ID<ModuleAttempt>: [(part: Int, record: ActivityRecord)]] {
        let marks = RunTimeRecord.activityMarks
        let rows = try transaction.rows(
            """
            SELECT attempt_id, part, elements ->> \(marks.attempts), elements ->> \(marks.entry),
                coalesce(elements ->> \(marks.ended), '') <> '',
                elements ->> \(marks.objectives)
            FROM module_part_standings WHERE attempt_id = ANY(\(attempts))
            ORDER BY saved_at, part
            """,
            as: (
                ID<ModuleAttempt>.self, Int.self, String?.self, String?.self, Bool.self,
                String?.self
            )
        )
        var records: [ID<ModuleAttempt>: [(part: Int, record: ActivityRecord)]] = [:]
        for row in rows {
            let record = ActivityRecord(
                attempts: row.2,
                entry: row.3,
                hasEnded: row.4,
                objectives: row.5
            )
            records[row.0, default: []].append((row.1, record))
        }
        return records
    }

    /// The part of each attempt that was opened last.
    private static func lastParts(
        of attempts: [ID<ModuleAttempt>],
        in transaction: borrowing Transaction
    ) throws -> [ID<ModuleAttempt>: Int] {
        let rows = try transaction.rows(
            """
            SELECT DISTINCT ON (attempt_id) attempt_id, part
            FROM module_runs WHERE attempt_id = ANY(\(attempts))
            ORDER BY attempt_id, id DESC
            """,
            as: (ID<ModuleAttempt>.self, Int.self)
        )
        return Dictionary(uniqueKeysWithValues: rows.map { ($0.0, $0.1) })
    }

    /// The texts that a part shares with others, each as it was given last (SCORM 2004 4th edition,
    /// RTE 4.3).
    func shared(
        with part: ModulePart,
        in transaction: borrowing Transaction
    ) throws -> [(id: String, store: String?)] {
        guard let data = part.rules?.data, !data.isEmpty else { return [] }
        let rows = try transaction.rows(
            """
            SELECT elements ->> \(RunTimeRecord.activityMarks.shared)
            FROM module_part_standings WHERE attempt_id = \(id)
            ORDER BY saved_at, part
            """,
            as: String?.self
        )
        var texts: [String: String] = [:]
        for row in rows { texts.merge(RunTimeRecord.texts(row)) { $1 } }
        return data.map { ($0.id, $0.reads ? texts[$0.id] : nil) }
    }

    /// The part with which somebody goes on in the order of the package: the one that was left, the
    /// first that is not done, else the one before or the first that may be opened.
    func current(in course: ActivityCourse) -> ModulePart? {
        let ways = course.ways
        let open = parts.filter { part in
            part.launch != nil
                && (ways.contains(part.number) || course.choice(part.number) == part.number)
        }
        let last = open.first { $0.number == course.currentPart }
        let undone = open.first { standings[$0.number]?.isDone != true }
        if let last, standings[last.number]?.isDone != true { return last }
        if let first = course.first, course.currentPart == nil { return parts[first] }
        return undone ?? last ?? open.first
    }

    /// The parts as the page of a launch lists them, and what may be done with them.
    package var page: [JSON.Member] {
        let members = [JSON.Member("parts", partsOfPage)]
        guard let order else { return members }
        let follows: JSON =
            switch order.consequence {
            case .part(let part)?: .integer(part)
            case .exit?: "exit"
            case nil: .null
            }
        return members + [
            JSON.Member(
                "order",
                [
                    "next": JSON(order.next), "previous": JSON(order.previous),
                    // Another part comes, when this one lets it.
                    "more": .bool(order.hasNext), "follows": follows,
                    "hidden": .array(order.hidden.map(\.rawValue).sorted().map(JSON.string)),
                ]
            )
        ]
    }

    /// What the page says of a part beside its title and place.
    func order(of part: ModulePart) -> [JSON.Member] {
        guard let order else {
            return [
                JSON.Member("visible", .bool(part.isVisible)),
                JSON.Member("enabled", .bool(part.launch != nil)),
            ]
        }
        let opens = order.choice(part.number)
        return [
            JSON.Member("visible", .bool(part.isVisible && order.isShown(part.number))),
            JSON.Member(
                "enabled",
                .bool(part.launch != nil && opens == part.number)
            ),
            JSON.Member("opens", JSON(opens)),
        ]
    }

    /// Of how many parts content is told whether they may be chosen; it has to have room for more.
    private static let requestsMax = 500

    /// What a learner may go to, as the content of a part is told when it begins.
    func validRequests(_ course: ActivityCourse) -> [String: Bool] {
        var valid = ["continue": course.next != nil, "previous": course.previous != nil]
        for part in parts.prefix(Self.requestsMax) where !part.identifier.isEmpty {
            let request = "choice.{target=\(part.identifier)}"
            valid[request] = course.choice(part.number) != nil
        }
        return valid
    }
}

extension ActivityRecord {
    /// Takes over what came of the work at a part.
    fileprivate mutating func take(_ standing: ModulePartStanding, reports: Bool) {
        state.satisfied =
            switch standing.success {
            case .passed: true
            case .failed: false
            case .unknown: nil
            }
        state.completed =
            switch standing.completion {
            case .completed: true
            case .incomplete: false
            case .notAttempted, .unknown: nil
            }
        state.measure = standing.scorePercent.map { Double($0.value) / 10_000 }
        // What reports nothing has ended when it was left.
        if !reports, standing.completion == .completed { (phase, hasEnded) = (.ended, true) }
    }
}
