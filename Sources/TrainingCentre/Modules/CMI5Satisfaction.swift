import Documents
import ExperienceAPI
import Postgres

/// Which blocks of a cmi5 course are satisfied, and whether the course is (cmi5 section 9.3.9).
struct CMI5Satisfaction {
    let attempt: ModuleAttempt
    let launch: ModuleLaunch
    /// The unit whose session says it.
    let unit: CMI5Launch
    let home: String

    /// The course, where a block has the number of its part.
    private static let course = -1

    /// Says of each block, from the inside out, and at last of the course, once in a registration,
    /// that it is satisfied.
    func record(chance: Chance, in transaction: borrowing Transaction) throws {
        let parts = attempt.parts
        let known: [Int] = try transaction.rows(
            "SELECT part FROM cmi5_satisfactions WHERE attempt_id = \(attempt.id)",
            as: Int.self
        )
        for place in satisfied(parts) where !known.contains(place) {
            let isCourse = place == Self.course
            let publisherID =
                isCourse
                ? attempt.version.content["identifier"]?.text ?? ""
                : parts[place].identifier
            let statement = unit.satisfied(
                launch.activity(publisherID, home: home),
                publisherID: publisherID,
                isCourse: isCourse
            )
            let id = try StatementStore.say(
                statement,
                for: launch,
                home: home,
                chance: chance,
                in: transaction
            )
            _ = try transaction.execute(
                """
                INSERT INTO cmi5_satisfactions (attempt_id, part, statement_id)
                VALUES (\(attempt.id), \(place), \(id)::text::uuid)
                """
            )
        }
    }

    /// The blocks by the numbers of their parts, what is below a heading before it, and the course.
    private func satisfied(_ parts: [ModulePart]) -> [Int] {
        let blocks = parts.filter { $0.launch == nil && isSatisfied(below: $0, of: parts) }
        return blocks.map(\.number).reversed() + (attempt.isDone ? [Self.course] : [])
    }

    private func isSatisfied(below block: ModulePart, of parts: [ModulePart]) -> Bool {
        parts[(block.number + 1)...].prefix { $0.level > block.level }
            .allSatisfy { $0.launch == nil || attempt.isDone($0) }
    }
}
