import ArgumentParser
import Documents
import Foundation
import Logging
import Postgres
import TrainingCentre

/// A command that works on the centre's data.
protocol CentreCommand: AsyncParsableCommand, Sendable {
    var options: SettingOptions { get }
    var output: OutputOptions { get }
    /// The account that acts, by e-mail address; nil for the operating-system user.
    var account: String? { get }
    func run(_ program: Program, as actor: Actor) async throws
}

/// A command that writes, and with `--dry-run` takes all of it back; the last line says so.
protocol RehearsableCommand: CentreCommand {
    var write: WriteOptions { get }
}

extension CentreCommand {
    func run() async throws {
        try await withProgram()
    }

    /// Starts what the command needs, runs it, and stops it again.
    func withProgram() async throws {
        try await CommandRun.run(format: output.format) {
            let settings = try Settings.load(flags: options.flags)
            let program = try await Program.start(settings, logger: CommandRun.logger)
            do {
                try await run(program, as: try await program.actor(account))
            } catch {
                // Some rows of an import failed; what was done with the others is taken back.
                if error is ExitCode { sayIfRehearsed() }
                await program.stop()
                throw error
            }
            if let written = (self as? any RehearsableCommand)?.write, !written.dryRun {
                await program.settle()
            }
            sayIfRehearsed()
            await program.stop()
        }
    }

    private func sayIfRehearsed() {
        (self as? any RehearsableCommand)?.write.sayIfDry()
    }

    var account: String? { options.account }

    var out: Output { Output(options: output) }
}

/// One run of a command: errors become sentences and exit codes, Ctrl-C cancels.
enum CommandRun {
    /// Commands speak to a person: only what is wrong is logged, and to standard error.
    static var logger: Logger {
        var logger = Logger(label: "obuka") { StreamLogHandler.standardError(label: $0) }
        logger.logLevel = .error
        return logger
    }

    static func run(format: Format = .table, _ body: @escaping @Sendable () async throws -> Void)
        async throws
    {
        let task = Task { try await body() }
        let interrupt = Signals.onInterrupt { task.cancel() }
        defer { interrupt.cancel() }
        do {
            try await task.value
        } catch {
            throw report(error, format: format)
        }
    }

    /// Writes what a person or a program is told, and gives the exit code.
    private static func report(_ error: any Error, format: Format) -> any Error {
        switch error {
        case let error as ValidationError where format == .json || format == .ndjson:
            say(error.message, code: "usage", status: 400, [], format: format)
            return Exit.usage.code
        case is ExitCode, is ValidationError: return error
        case is CancellationError:
            StandardError.write("cancelled: nothing was changed")
            return Exit.cancelled.code
        case let refusal as any Refusal:
            let status = ProblemStatus.status(refusal.kind)
            say(refusal.message, code: refusal.code, status: status, refusal.fields, format: format)
            // A file is bad that was named rightly.
            return refusal is PackageRefused ? Exit.failure.code : Exit(refusal.kind).code
        case let error as PostgresError where error.unavailability == .unreachable:
            say(
                "the database cannot be reached: is it running?",
                code: "unavailable",
                status: 503,
                [],
                format: format
            )
            return Exit.failure.code
        case let error as PostgresError where error.isUnavailable:
            if let problem = Problem(of: error) { say(problem, format: format) }
            return Exit.failure.code
        case let problem as any SettingProblem:
            say("\(problem)", code: "setting", status: 400, [], format: format)
            return Exit.usage.code
        default:
            say("\(error)", code: "failure", status: 500, [], format: format)
            return Exit.failure.code
        }
    }

    private static func say(
        _ message: String,
        code: String,
        status: Int,
        _ fields: [FieldProblem],
        format: Format
    ) {
        say(Problem(status: status, code: code, detail: message, fields: fields), format: format)
    }

    private static func say(_ problem: Problem, format: Format) {
        guard format == .json || format == .ndjson else {
            return StandardError.write("obuka: \(problem.detail)")
        }
        StandardError.write(String(decoding: problem.json.bytes, as: UTF8.self))
    }
}
