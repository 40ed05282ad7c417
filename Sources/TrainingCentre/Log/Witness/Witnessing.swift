import Credentials
import Postgres

/// Asks the witnesses of our log to cosign its newest checkpoint (C2SP tlog-witness).
///
/// The log does not wait for them: a checkpoint is published when it is signed, and cosignatures
/// are added to it as they come.
package struct Witnessing: Sendable {
    /// Sends content to an address by POST and gives the status and the content of the answer.
    package typealias Ask =
        @Sendable (_ url: String, _ content: [UInt8]) async throws -> (Int, [UInt8])

    private let centre: TrainingCentre
    private let ask: Ask

    /// How a witness was found after he was asked.
    package struct Outcome: Sendable {
        package let witness: String
        /// The entries that he has not cosigned yet.
        package let lag: Int
        package let problem: String?
        /// Whether the problem, or that there is none any more, is news.
        package let isNews: Bool
    }

    private enum Limits {
        /// Who could not be reached is left in peace for so long.
        static let pauseSeconds = 30
        static let problemLengthMax = 300
    }

    package init(_ centre: TrainingCentre, ask: @escaping Ask) {
        self.centre = centre
        self.ask = ask
    }

    /// Asks everybody who has not cosigned the newest checkpoint and was not asked just now.
    package func run() async throws -> [Outcome] {
        let due = try await centre.read { (transaction: borrowing Transaction) in
            let ids = try transaction.rows(
                """
                SELECT witnesses.id FROM witnesses
                LEFT JOIN witness_states ON witness_states.witness_id = witnesses.id
                WHERE coalesce(witness_states.cosigned_size, 0)
                        < coalesce((SELECT max(size) FROM log_checkpoints), 0)
                    AND (witness_states.problem IS NULL OR witness_states.asked_at
                        < now() - make_interval(secs => \(Limits.pauseSeconds)::integer))
                """,
                as: ID<LogWitness>.self
            )
            guard !ids.isEmpty else { return [LogWitness]() }
            return try LogWitness.list(in: transaction).filter { ids.contains($0.id) }
        }
        return try await withThrowingTaskGroup(of: Outcome?.self) { group in
            for witness in due { group.addTask { try await self.run(witness) } }
            return try await group.reduce(into: []) { outcomes, outcome in
                if let outcome { outcomes.append(outcome) }
            }
        }
    }

    /// Asks one witness now; nil while the log is empty.
    package func run(_ witness: LogWitness) async throws -> Outcome? {
        guard var question = try await question(from: witness.cosignedSize) else { return nil }
        do {
            var answer = try await ask(witness, question)
            // Somebody else may have asked, or we have lost what we knew: once more, from there.
            if answer.status == 409, let known = WitnessAnswer.conflictSize(answer.content),
                known <= question.size, let again = try await self.question(from: known)
            {
                question = again
                answer = try await ask(witness, question)
            }
            try await take(answer, of: witness, to: question.size)
        } catch let problem as Problem {
            return try await note(problem.sentence, witness, question.size)
        }
        return Outcome(
            witness: witness.key.name,
            lag: 0,
            problem: nil,
            isNews: witness.problem != nil
        )
    }

    /// Why a witness has not cosigned.
    private struct Problem: Error {
        let sentence: String
    }

    private func ask(
        _ witness: LogWitness,
        _ question: (content: [UInt8], size: Int)
    ) async throws -> (status: Int, content: [UInt8]) {
        do {
            return try await ask(witness.url + "/add-checkpoint", question.content)
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            throw Problem(sentence: "cannot be reached: \(error)")
        }
    }

    private func take(
        _ answer: (status: Int, content: [UInt8]),
        of witness: LogWitness,
        to size: Int
    ) async throws {
        let told = String(decoding: answer.content.prefix(200), as: UTF8.self)
        switch answer.status {
        case 200:
            do {
                try await add(answer.content, of: witness, to: size)
            } catch let error as LogFormatError {
                throw Problem(sentence: "answers with no cosignature: \(error)")
            } catch let error as NoteError {
                throw Problem(sentence: "answers with a wrong cosignature: \(error)")
            }
        case 409:
            throw Problem(
                sentence: "has seen another history than our \(size) entries, of size \(told)"
            )
        default: throw Problem(sentence: "refuses with \(answer.status): \(told)")
        }
    }

    // MARK: The database

    /// The content of a request for the newest checkpoint; nil while there is none.
    private func question(from oldSize: Int) async throws -> (content: [UInt8], size: Int)? {
        try await centre.read { (transaction: borrowing Transaction) in
            guard let note = try LogStore.checkpoint(in: transaction) else { return nil }
            let checkpoint = try SignedCheckpoint(note)
            let size = checkpoint.checkpoint.size
            let proof = try LogStore.consistencyProof(
                from: min(oldSize, size),
                to: size,
                in: transaction
            )
            let request = WitnessRequest(
                oldSize: min(oldSize, size),
                proof: proof,
                checkpoint: checkpoint
            )
            return (request.bytes, size)
        }
    }

    private func add(_ content: [UInt8], of witness: LogWitness, to size: Int) async throws {
        try await centre.database.transaction { (transaction: borrowing Transaction) in
            // Another witness may answer at the same moment.
            let note = try transaction.value(
                "SELECT note FROM log_checkpoints WHERE size = \(size) FOR UPDATE",
                as: String.self
            )
            guard let note else { throw LogRefusal.damaged }
            let checkpoint = try SignedCheckpoint(Array(note.utf8))
            if try checkpoint.note.verify(by: [witness.key]).isEmpty {
                let cosigned = try checkpoint.adding(answer: content, of: witness.key)
                _ = try transaction.execute(
                    """
                    UPDATE log_checkpoints
                    SET note = \(String(decoding: cosigned.bytes, as: UTF8.self))
                    WHERE size = \(size)
                    """
                )
            }
            try Witnessing.save(witness.id, size, problem: nil, in: transaction)
        }
    }

    private func note(
        _ problem: String,
        _ witness: LogWitness,
        _ size: Int
    ) async throws -> Outcome {
        let problem = String(problem.prefix(Limits.problemLengthMax))
        try await centre.database.transaction { (transaction: borrowing Transaction) in
            try Witnessing.save(witness.id, 0, problem: problem, in: transaction)
        }
        return Outcome(
            witness: witness.key.name,
            lag: size - witness.cosignedSize,
            problem: problem,
            isNews: witness.problem == nil
        )
    }

    private static func save(
        _ witness: ID<LogWitness>,
        _ size: Int,
        problem: String?,
        in transaction: borrowing Transaction
    ) throws {
        // Nothing for one that was removed meanwhile.
        _ = try transaction.execute(
            """
            INSERT INTO witness_states (witness_id, cosigned_size, problem)
            SELECT id, \(size), \(problem)::text FROM witnesses WHERE id = \(witness)
            ON CONFLICT (witness_id) DO UPDATE
            SET cosigned_size = greatest(witness_states.cosigned_size, excluded.cosigned_size),
                asked_at = now(), problem = excluded.problem
            """
        )
    }
}
