import Documents
import LearningPackages
import Postgres

/// One opening of a part of a module: the page in which it runs, and the only one that saves.
package struct ModuleRun: Sendable {
    package let id: ID<ModuleRun>
    package let part: ModulePart
    /// Whether it is played by the player that was installed for H5P.
    package let isH5P: Bool
    /// The data model of its standard; nil for pages that report nothing.
    let model: RunTimeModel?
    /// The values with which it begins, by element.
    let elements: [String: String]
    /// What its page is told anew of the parts; empty where the package states no order.
    let page: [JSON.Member]
    /// What its page is told of a film; nil for other parts.
    var film: JSON?

    /// What its page is told, but for addresses.
    package var members: [JSON.Member] {
        [
            JSON.Member("run", .string(String(id.value))), JSON.Member("seq", 1),
            JSON.Member("model", model?.json ?? .null),
            JSON.Member("elements", ModuleRun.json(elements)),
            JSON.Member("film", film ?? .null),
        ] + page
    }

    /// Opens a part; from here on, a page that has it open already saves no more.
    ///
    /// Refuses with `ModuleLaunchError.partUnknown`, and with `.partLocked` what comes later in the
    /// order of its package.
    package static func begin(
        _ part: Int,
        of launch: ModuleLaunch,
        in transaction: borrowing Transaction
    ) throws -> ModuleRun {
        let parts = launch.attempt.parts
        guard parts.indices.contains(part), parts[part].launch != nil else {
            throw ModuleLaunchError.partUnknown
        }
        var attempt = launch.attempt
        if let order = attempt.order {
            guard order.allows(part) else { throw ModuleLaunchError.partLocked }
            attempt.course = order.opening(part)
        }
        let id = try enter(part, of: launch, in: transaction)
        let remembered = try takeOver(part, of: launch, by: id, in: transaction)
        if let seconds = parts[part].seconds {
            let film = try film(seconds, remembered, part, of: launch, in: transaction)
            return ModuleRun(
                id: id,
                part: parts[part],
                isH5P: false,
                model: nil,
                elements: [:],
                page: [],
                film: film
            )
        }
        let model = launch.attempt.version.standard.flatMap(RunTimeModel.init)
        var elements: [String: String] = [:]
        if let model {
            var record = RunTimeRecord(model, elements: remembered)
            var context = RunContext(launch, parts[part], attempt)
            context.shared = try attempt.shared(with: parts[part], in: transaction)
            elements = record.begin(context)
            if launch.mode == .normal {
                try keep(record.elements, for: part, of: launch, in: transaction)
            }
        }
        return ModuleRun(
            id: id,
            part: parts[part],
            isH5P: launch.attempt.version.standard == .h5p,
            model: model,
            elements: elements,
            page: attempt.order == nil ? [] : attempt.page
        )
    }

    /// The row of a run; a preview has none.
    private static func enter(
        _ part: Int,
        of launch: ModuleLaunch,
        in transaction: borrowing Transaction
    ) throws -> ID<ModuleRun> {
        if launch.mode == .preview { return ID(0) }
        let id = try transaction.value(
            """
            INSERT INTO module_runs (launch_id, attempt_id, part)
            VALUES (\(launch.id), \(launch.attempt.id), \(part))
            RETURNING id
            """,
            as: ID<ModuleRun>.self
        )
        guard let id else { throw ModuleLaunchError.partUnknown }
        return id
    }

    /// Begins with a film; what is only looked at may be skipped through.
    private static func film(
        _ seconds: Double,
        _ remembered: [String: String],
        _ part: Int,
        of launch: ModuleLaunch,
        in transaction: borrowing Transaction
    ) throws -> JSON {
        let rules = try WatchingRules.current(launch.module.draft.code, in: transaction)
        var record = VideoRecord(seconds: seconds, rules.ofRecord, elements: remembered)
        record.begin()
        if launch.mode == .normal {
            try keep(record.elements, for: part, of: launch, in: transaction)
        }
        return [
            "place": .number(record.place),
            "furthest": .number(WatchedRanges.seconds(record.watched.furthest)),
            "percent": .integer(Int(record.percent)), "wanted": .integer(rules.percentMin),
            "skipping": .bool(rules.isSkippingAllowed || launch.mode != .normal),
        ]
    }

    /// What the beginning of a run changes in what the part remembers.
    private static func keep(
        _ elements: [String: String],
        for part: Int,
        of launch: ModuleLaunch,
        in transaction: borrowing Transaction
    ) throws {
        _ = try transaction.execute(
            """
            UPDATE module_part_standings SET elements = \(json(elements).written)::text::jsonb
            WHERE attempt_id = \(launch.attempt.id) AND part = \(part)
            """
        )
    }

    /// Has a run save from now on; gives what the part remembers.
    ///
    /// What is only looked at changes nothing.
    private static func takeOver(
        _ part: Int,
        of launch: ModuleLaunch,
        by run: ID<ModuleRun>,
        in transaction: borrowing Transaction
    ) throws -> [String: String] {
        let text: String? =
            switch launch.mode {
            case .normal:
                try transaction.value(
                    """
                    INSERT INTO module_part_standings (attempt_id, part, run_id)
                    VALUES (\(launch.attempt.id), \(part), \(run))
                    ON CONFLICT (attempt_id, part) DO UPDATE SET run_id = excluded.run_id, seq = 0
                    RETURNING elements::text
                    """,
                    as: String.self
                )
            case .preview: nil
            case .review:
                try transaction.value(
                    """
                    SELECT elements::text FROM module_part_standings
                    WHERE attempt_id = \(launch.attempt.id) AND part = \(part)
                    """,
                    as: String.self
                )
            }
        return try elements(text ?? "{}")
    }

    /// Writes what a part remembers.
    static func json(_ elements: [String: String]) -> JSON {
        .object(elements.sorted { $0.key < $1.key }.map { JSON.Member($0, .string($1)) })
    }

    /// Reads what a part remembers.
    static func elements(_ text: String) throws -> [String: String] {
        let members = try JSON.parse(Array(text.utf8)).members ?? []
        return Dictionary(
            uniqueKeysWithValues: members.compactMap { member in
                member.value.text.map { (member.name, $0) }
            }
        )
    }
}

extension RunContext {
    init(_ launch: ModuleLaunch, _ part: ModulePart) {
        let name = launch.learner.name
        self.init(
            learnerID: launch.learner.code,
            learnerName: "\(name.familyLatn), \(name.givenLatn)"
        )
        switch launch.mode {
        case .normal: (mode, credit) = (.normal, true)
        case .review: (mode, credit) = (.review, false)
        case .preview: (mode, credit) = (.browse, false)
        }
        launchData = part.launchData
        masteryScore = part.masteryScore
        timeAllowed = part.timeAllowed
        timeLimitAction = part.timeLimitAction
        guard let rules = part.rules else { return }
        completionThreshold = rules.completionThreshold
        completionSetByContent = rules.completionSetByContent
    }

    /// With what content is told of other parts when it begins.
    fileprivate init(_ launch: ModuleLaunch, _ part: ModulePart, _ attempt: ModuleAttempt) {
        self.init(launch, part)
        guard let course = attempt.course else { return }
        let declared = course.objectives(of: part.number)
        objectives = declared.map(\.id)
        known = Dictionary(
            declared.map { ($0.id, $0.state) },
            uniquingKeysWith: { first, _ in first }
        )
        validRequests = attempt.validRequests(course)
    }
}
