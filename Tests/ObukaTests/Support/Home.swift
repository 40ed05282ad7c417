import EventLoop
import Foundation
import Glibc
import Postgres
import Synchronization
import TestSupport

/// A data directory of its own for the program, in a temporary directory that goes away.
///
/// A watcher waits on a pipe whose other end only this process holds: when the tests end, in
/// whatever way, it kills the servers that were started here and deletes the directory.
final class Home: Sendable {
    let directory: String
    var data: String { "\(directory)/data" }
    private let lifeline: Int32
    private let nextFile = Atomic<Int>(0)

    /// An empty home; `parent` may be a file system of its own.
    init(parent: String = "/tmp") throws {
        directory = "\(parent)/obuka_e2e_\(getpid())_\(MonotonicTime.current().nanoseconds / 1_000)"
        // The database server runs as a user of its own when the tests are root.
        guard mkdir(directory, 0o755) == 0, mkdir("\(directory)/runs", 0o755) == 0 else {
            throw SystemError.last("mkdir \(directory)")
        }
        lifeline = try Home.startWatcher(directory)
    }

    private static func startWatcher(_ directory: String) throws -> Int32 {
        var ends: [Int32] = [-1, -1]
        guard pipe(&ends) == 0 else { throw SystemError.last("pipe") }
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        let script = """
            read -r _
            for process in $(cat "$1"/runs/*.pid 2>/dev/null); do
                [ "$(tr '\\0' '\\n' </proc/$process/environ 2>/dev/null | grep -c "$1")" != 0 ] &&
                    kill -KILL "$process"
            done
            server=$(head -n 1 "$1"/data/cluster/data/postmaster.pid 2>/dev/null)
            while [ "$(readlink "/proc/$server/cwd")" = "$1/data/cluster/data" ]; do
                kill -QUIT "$server"; sleep 0.05
            done
            rm -rf "$1"
            """
        _ = try ChildProcess.start("/bin/sh", ["-c", script, "sh", directory], input: ends[0])
        close(ends[0])
        return ends[1]
    }

    /// Kills what still runs here and waits until the directory is gone.
    func remove() {
        close(lifeline)
        for _ in 0..<400 where access(directory, F_OK) == 0 { usleep(25_000) }
    }

    /// Lends a home to `body` and removes it afterwards.
    static func with(
        _ home: Home,
        _ body: (Home) async throws -> Void
    ) async throws {
        do {
            try await body(home)
        } catch {
            home.remove()
            throw error
        }
        home.remove()
    }

    // MARK: Running

    /// Starts the program; `settings` are environment variables without `OBUKA_`.
    func start(
        _ arguments: [String],
        settings: [String: String] = [:],
        input: String = ""
    ) throws -> Running {
        let number = nextFile.add(1, ordering: .relaxed).newValue
        let files = "\(directory)/runs/\(number)"
        try Data(input.utf8).write(to: URL(filePath: "\(files).in"))
        var environment = [
            "DATA": data, "LISTEN": "127.0.0.1:0", "CONTENT_URL": "https://sadrzaj.obuka.example",
        ].merging(settings) { $1 }
        // Debug builds are slow to start, and several servers may share two cores.
        if environment["LOOPS"] == nil { environment["LOOPS"] = "2" }
        let process = try ChildProcess.start(
            "/usr/bin/env",
            ["--chdir=\(directory)"] + environment.map { "OBUKA_\($0)=\($1)" } + [
                "sh", "-c",
                #"files=$1; shift; echo $$ >"$files.pid"; exec "$@" <"$files.in" "#
                    + #">"$files.out" 2>"$files.err""#,
                "sh", files, try Home.program,
            ] + arguments
        )
        return Running(process: process, files: files)
    }

    /// Runs a command to its end.
    func run(
        _ arguments: String...,
        settings: [String: String] = [:],
        input: String = ""
    ) async throws -> Outcome {
        try await run(arguments, settings: settings, input: input)
    }

    func run(
        _ arguments: [String],
        settings: [String: String] = [:],
        input: String = ""
    ) async throws -> Outcome {
        try await start(arguments, settings: settings, input: input).end()
    }

    /// Runs a command that has to succeed and gives what it wrote to standard output.
    @discardableResult
    func ok(_ arguments: String..., settings: [String: String] = [:]) async throws -> Outcome {
        try await ok(arguments, settings: settings)
    }

    @discardableResult
    func ok(_ arguments: [String], settings: [String: String] = [:]) async throws -> Outcome {
        let outcome = try await run(arguments, settings: settings)
        guard outcome.status == 0 else {
            throw TestSupportError("\(arguments): \(outcome.status) \(outcome.error)")
        }
        return outcome
    }

    /// Writes a file into the home and gives its path.
    func file(_ name: String, _ text: String) throws -> String {
        let path = "\(directory)/\(name)"
        try Data(text.utf8).write(to: URL(filePath: path))
        return path
    }

    // MARK: Where things are

    /// The built program: beside the program that runs these tests.
    static var program: String {
        get throws {
            let tests = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
            let path = URL(filePath: tests).deletingLastPathComponent().path + "/obuka"
            guard access(path, X_OK) == 0 else { throw TestSupportError("no program at \(path)") }
            return path
        }
    }

    /// The checkout, for the demonstration's own files.
    static let checkout = URL(filePath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent().path

    static func demonstration(_ name: String) throws -> String {
        try String(contentsOfFile: "\(checkout)/sql/demo/\(name)", encoding: .utf8)
    }
}
