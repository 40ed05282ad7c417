import Documents
import Postgres
import Quizzes

extension QuizAttempt {
    /// Goes on with the attempt that is not handed in yet, or begins another one.
    ///
    /// Refuses with `NotFound`, `AccessError.notAllowed` who is not the learner, `ModuleError`,
    /// `ModuleLaunchError` and `QuizError`.
    package static func begin(
        _ code: String,
        of enrolment: String,
        chance: Chance,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> QuizAttempt {
        let access = try EnrolmentAccess(enrolment, by: actor, in: transaction)
        guard access.isOwn else { throw AccessError.notAllowed }
        let module = try CourseModule.find(code, in: transaction).draft
        try ModuleAttempt.require(module.code, of: access.id, in: transaction)
        guard module.kind == .quiz else { throw QuizError.noQuiz(module.kind) }
        // Who begins twice at once gets one attempt.
        try lock(access, in: transaction)
        let last = try ModuleAttempt.list(at: module.code, of: access.id, in: transaction).first
        if let last, last.quiz == nil {
            return try find(last.number, at: module, of: access, in: transaction)
        }
        do {
            let id = try ModuleAttempt.begin(at: module.code, of: access.id, in: transaction)
            let attempt = try ModuleAttempt.find(id, in: transaction)
            try draw(attempt, seed: chance.next(), in: transaction)
            return try find(attempt.number, at: module, of: access, in: transaction)
        } catch {
            guard let refused = error as? PostgresError else { throw error }
            if let refusal = QuizError(refused) { throw refusal }
            throw ModuleLaunchError(refused) ?? error
        }
    }

    /// Draws what follows from the seed, and keeps both.
    private static func draw(
        _ attempt: ModuleAttempt,
        seed: UInt64,
        in transaction: borrowing Transaction
    ) throws {
        let quiz = try Quiz.find(attempt.version, in: transaction)
        let chance = Draw(seed: seed)
        let pools = quiz.pools.map { pool in
            Draw.Pool(pool.questions.map(\.position), count: pool.drawnCount)
        }
        let drawn = try chance.questions(from: pools)
        let order = quiz.rules.shuffles ? chance.inOrderOfChance(drawn) : drawn.sorted()
        let version = attempt.version.id
        _ = try transaction.execute(
            """
            INSERT INTO quiz_attempts (attempt_id, module_version_id, seed)
            VALUES (\(attempt.id), \(version), \(Int(Int64(bitPattern: seed))))
            """
        )
        _ = try transaction.execute(
            """
            INSERT INTO quiz_draws (attempt_id, position, module_version_id, question_id)
            SELECT \(attempt.id), drawn.place, \(version), quiz_questions.id
            FROM unnest(\(order)) WITH ORDINALITY AS drawn (position, place)
            JOIN quiz_questions ON quiz_questions.position = drawn.position
                AND quiz_questions.module_version_id = \(version)
            """
        )
    }

    /// Keeps an answer; it is on the disk when the transaction is.
    ///
    /// The same again changes nothing. Refuses with `NotFound`, `AccessError.notAllowed` and
    /// `QuizError`.
    package static func answer(
        _ place: QuizPlace,
        question number: Int,
        _ shown: ShownAnswer,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> QuizAttempt {
        let attempt = try place.lock(by: actor, in: transaction)
        guard attempt.result == nil else { throw QuizError.submitted }
        let asked = try attempt.question(number)
        let given = try asked.given(by: shown)
        if given == asked.given { return attempt }
        do {
            _ = try transaction.execute(
                """
                INSERT INTO quiz_answers (attempt_id, position, seq, answer)
                SELECT \(attempt.attempt.id), \(number),
                    1 + coalesce((
                        SELECT max(seq) FROM quiz_answers
                        WHERE attempt_id = \(attempt.attempt.id) AND position = \(number)), 0),
                    \(QuizAnswer.json(given, of: asked.question).written)::text::jsonb
                """
            )
        } catch {
            throw (error as? PostgresError).flatMap(QuizError.init) ?? error
        }
        return try place.find(by: actor, in: transaction)
    }

    /// Hands an attempt in: marks every answer, once, and completes the module when it is passed.
    ///
    /// Again changes nothing. Refuses as `answer`, and with `QuizError.unanswered` unless
    /// `confirmed` says that it is meant.
    package static func submit(
        _ place: QuizPlace,
        confirmed: Bool,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> QuizAttempt {
        let attempt = try place.lock(withCohort: true, by: act.actor, in: transaction)
        if attempt.result != nil { return attempt }
        let missing = attempt.unanswered.count
        guard confirmed || missing == 0 else { throw QuizError.unanswered(missing) }
        try attempt.mark(in: transaction)
        let marked = try place.find(by: act.actor, in: transaction)
        if let result = marked.result, result.hasPassed {
            let reached = ReachedCompletion(
                attempt: marked.attempt.id,
                module: marked.module.code,
                enrolment: marked.enrolment,
                cohort: marked.cohort,
                scorePercent: result.scorePercent,
                evidence: "quiz version \(marked.attempt.version.number), attempt "
                    + "\(marked.number): \(result.points) of \(result.pointsMax) points"
            )
            try reached.enter(by: act.actor, requestID: act.requestID, in: transaction)
            // Whether it counts is known only now.
            return try place.find(by: act.actor, in: transaction)
        }
        return marked
    }

    private func mark(in transaction: borrowing Transaction) throws {
        let grades = questions.map { ($0.number, $0.question, $0.question.grade($0.given)) }
        let points = grades.map { _, question, grade in
            Points(units: Int((grade.fraction * Double(question.points.units)).rounded())) ?? .one
        }
        _ = try transaction.execute(
            """
            INSERT INTO quiz_grades (attempt_id, position, outcome, points)
            SELECT \(attempt.id), marked.position, marked.outcome, marked.points::numeric
            FROM unnest(
                \(grades.map(\.0)), \(grades.map(\.2.outcome.rawValue)), \(points.map(\.text))
            ) AS marked (position, outcome, points)
            """
        )
        _ = try transaction.execute(
            "INSERT INTO quiz_submissions (attempt_id) VALUES (\(attempt.id))"
        )
    }

    /// Locks the enrolment; refuses with `ModuleLaunchError.noSeat` who has none.
    fileprivate static func lock(
        _ access: EnrolmentAccess,
        in transaction: borrowing Transaction
    ) throws {
        let status = try transaction.value(
            "SELECT status FROM enrolments WHERE id = \(access.id) FOR NO KEY UPDATE",
            as: Enrolment.Status.self
        )
        guard status == .confirmed else { throw ModuleLaunchError.noSeat }
    }
}

/// Which attempt is meant: as an address names it.
package struct QuizPlace: Sendable {
    /// By its code or id.
    package let enrolment: String
    /// The code.
    package let module: String
    package let attempt: Int

    package init(enrolment: String, module: String, attempt: Int) {
        self.enrolment = enrolment
        self.module = module
        self.attempt = attempt
    }

    /// Refuses as `QuizAttempt.find`.
    package func find(
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> QuizAttempt {
        try QuizAttempt.find(attempt, at: module, of: enrolment, by: actor, in: transaction)
    }

    /// The own attempt, with the enrolment locked first, and before it the cohort where a
    /// completion may follow, in the order in which people are moved.
    fileprivate func lock(
        withCohort: Bool = false,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> QuizAttempt {
        let access = try EnrolmentAccess(enrolment, by: actor, in: transaction)
        guard access.isOwn else { throw AccessError.notAllowed }
        if withCohort {
            _ = try transaction.value(
                "SELECT id FROM cohorts WHERE id = \(access.cohort) FOR UPDATE",
                as: ID<Cohort>.self
            )
        }
        try QuizAttempt.lock(access, in: transaction)
        return try find(by: actor, in: transaction)
    }
}
