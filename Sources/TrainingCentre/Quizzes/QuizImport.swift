import Documents
import Postgres
import Quizzes
import SerbianText

extension Quiz {
    /// Enters a file of questions as the next version of a module; the first one is published with
    /// it.
    ///
    /// `rules` may have `attempts_max`, `pass_percent`, `shuffle`, `feedback` and `draw`; what it
    /// leaves out stays as in the newest version. Refuses with `AccessError.notAllowed`,
    /// `NotFound`, `InvalidForm` and `QuizError`. Keeps pictures as its last step, unless it is a
    /// rehearsal.
    package static func enter(
        _ file: QuizFile,
        into code: String,
        rules form: Form,
        keepingIn blobs: BlobStore?,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Quiz {
        try actor.require(.manageCatalogue)
        try ModuleVersion.lock(code, in: transaction)
        let module = try CourseModule.find(code, in: transaction).draft
        guard module.kind == .quiz else { throw QuizError.noQuiz(module.kind) }
        let newest = try ModuleVersion.list(of: module.code, in: transaction).first
        let known = try newest.map { try find($0, in: transaction) }
        var form = form
        let rules = QuizRules(&form, known: known?.rules ?? .usual)
        let draws = QuizDraws(&form, known: known?.pools ?? [])
        try form.check()
        let content = QuizContent(
            rules: rules,
            pools: try QuizContent.pools(of: file.questions, draws, named: form.list("draw")),
            pictures: file.pictures.map(Blob.init),
            warnings: file.warnings
        )
        let quiz = try content.insert(
            into: module,
            number: 1 + (newest?.number ?? 0),
            by: actor,
            in: transaction
        )
        // Last, so that what is refused leaves nothing behind; before the row can be read.
        if let blobs { for picture in file.pictures { try blobs.keep(picture) } }
        return quiz
    }

    /// Enters other rules as the next version, with the questions of the newest one.
    ///
    /// The form as in `enter`; the same rules again change nothing. Refuses likewise.
    package static func change(
        _ code: String,
        rules form: Form,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Quiz {
        try actor.require(.manageCatalogue)
        try ModuleVersion.lock(code, in: transaction)
        let module = try CourseModule.find(code, in: transaction).draft
        let known = try find(nil, of: module.code, by: actor, in: transaction)
        var form = form
        let rules = QuizRules(&form, known: known.rules)
        let draws = QuizDraws(&form, known: known.pools)
        try form.check()
        let questions = known.pools.flatMap(\.questions).sorted { $0.position < $1.position }
        let pools = try QuizContent.pools(
            of: questions.map(\.question),
            draws,
            named: form.list("draw")
        )
        if rules == known.rules, pools.map(\.drawn) == known.pools.map(\.drawn) { return known }
        let content = QuizContent(
            rules: rules,
            pools: pools,
            pictures: try QuizPicture.list(of: known.version, in: transaction),
            warnings: known.version.content["warnings"] ?? .array([])
        )
        return try content.insert(
            into: module,
            number: known.version.number + 1,
            by: actor,
            in: transaction
        )
    }
}

/// What a version of a quiz will have.
private struct QuizContent {
    let rules: QuizRules
    let pools: [Pool]
    let pictures: [Blob]
    let warnings: JSON

    struct Pool {
        let name: String
        let drawn: Int?
        var questions: [(position: Int, question: Question)]

        /// Whether there are points in it, whatever is drawn.
        var isWorthPoints: Bool {
            let points = questions.map(\.question.points.units).sorted()
            return points.prefix(drawn ?? points.count).contains { $0 > 0 }
        }
    }

    /// The pools in the order in which their first questions stand.
    ///
    /// Refuses with `QuizError.poolUnknown` and `.tooFew`.
    static func pools(
        of questions: [Question],
        _ draws: QuizDraws,
        named: [String]
    ) throws -> [Pool] {
        var pools: [Pool] = []
        var places: [String: Int] = [:]
        for (place, question) in questions.enumerated() {
            let name = SerbianText.normalised(QuizPool.name(of: question.category))
            if places[name] == nil {
                places[name] = pools.count
                pools.append(Pool(name: name, drawn: draws.count(of: name), questions: []))
            }
            pools[places[name] ?? 0].questions.append((place + 1, question))
        }
        for written in named {
            let name = written.lastIndex(of: "=").map { String(written[..<$0]) } ?? ""
            guard places[name] != nil else { throw QuizError.poolUnknown(name) }
        }
        for pool in pools {
            if let drawn = pool.drawn, drawn > pool.questions.count {
                throw QuizError.tooFew(
                    pool: pool.name,
                    wanted: drawn,
                    questions: pool.questions.count
                )
            }
        }
        guard pools.contains(where: \.isWorthPoints) else { throw QuizError.pointless }
        return pools
    }

    func insert(
        into module: CourseModuleDraft,
        number: Int,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Quiz {
        let content: JSON = ["title": .string(module.title.srLatn), "warnings": warnings]
        let id = try transaction.value(
            """
            INSERT INTO module_versions (module_id, number, standard, content)
            SELECT id, \(number), 'quiz', \(content.written)::text::jsonb
            FROM modules WHERE code = \(module.code)
            RETURNING id
            """,
            as: ID<ModuleVersion>.self
        )
        guard let id else { throw NotFound(CourseModule.noun, module.code) }
        try insert(as: id, in: transaction)
        do {
            // The first one is published with it.
            let version =
                number == 1
                ? try ModuleVersion.publish(number, of: module.code, by: actor, in: transaction)
                : try ModuleVersion.find(id, in: transaction)
            return try Quiz.find(version, in: transaction)
        } catch {
            throw (error as? PostgresError).flatMap(QuizError.init) ?? error
        }
    }

    private func insert(
        as id: ID<ModuleVersion>,
        in transaction: borrowing Transaction
    ) throws {
        _ = try transaction.execute(
            """
            INSERT INTO quizzes (module_version_id, attempts_max, pass_percent, shuffles, feedback)
            VALUES (
                \(id), \(rules.attemptsMax), \(rules.passPercent), \(rules.shuffles),
                \(rules.feedback))
            """
        )
        for (place, pool) in pools.enumerated() {
            let poolID = try transaction.value(
                """
                INSERT INTO quiz_pools (module_version_id, position, name, drawn)
                VALUES (\(id), \(place + 1), \(pool.name), \(pool.drawn))
                RETURNING id
                """,
                as: ID<QuizPool>.self
            )
            let questions = pool.questions.map(\.question)
            _ = try transaction.execute(
                """
                INSERT INTO quiz_questions (
                    module_version_id, pool_id, position, kind, points, question)
                SELECT \(id), \(poolID), entered.position, entered.kind, entered.points::numeric,
                    entered.question::jsonb
                FROM unnest(
                    \(pool.questions.map(\.position)), \(questions.map(\.kind.rawValue)),
                    \(questions.map(\.points.text)),
                    \(questions.map { StoredQuestion($0).json.written })
                ) AS entered (position, kind, points, question)
                """
            )
        }
        for picture in pictures {
            let blob = try picture.enter(in: transaction)
            _ = try transaction.execute(
                "INSERT INTO quiz_pictures (module_version_id, blob_id) VALUES (\(id), \(blob))"
            )
        }
    }
}
