import CSystem
import EventLoop
import Glibc

/// Runs other programs; blocking, so never call it on an event loop.
package enum ChildProcess {
    /// How a program ended, and what it wrote.
    package struct Outcome: Sendable {
        /// The exit code, or 128 and the number of the signal that ended it.
        package let status: Int32
        /// Standard output and standard error together.
        package let bytes: [UInt8]
        /// Which of the limits ended it; nil when it ended by itself.
        package var passed: Limits.Kind?

        /// The same as a text.
        package var output: String { String(decoding: bytes, as: UTF8.self) }
    }

    /// What a program may cost that reads what a stranger made.
    package struct Limits: Sendable {
        package let secondsMax: Int
        package let outputBytesMax: Int

        /// Whether nobody waits for it any more; asked a few times a second.
        package var isStopped: @Sendable () -> Bool = { false }

        /// Which of the limits was passed.
        package enum Kind: Sendable {
            case time, output, stopped
        }

        package init(secondsMax: Int, outputBytesMax: Int) {
            self.secondsMax = secondsMax
            self.outputBytesMax = outputBytesMax
        }
    }

    /// Runs a program to its end.
    ///
    /// - Parameters:
    ///   - path: the program.
    ///   - arguments: without the program's name.
    ///   - account: whom to run it as; nil is the present user. Needs root.
    ///   - input: what it reads, at most as much as a pipe holds (64 KiB).
    ///   - limits: when it is killed with all that it has started; nil is never.
    /// - Returns: how it ended, whether well or not.
    /// - Throws: `SystemError` when it cannot be started.
    package static func run(
        _ path: String,
        _ arguments: [String],
        as account: ClusterAccount? = nil,
        input: [UInt8] = [],
        within limits: Limits? = nil
    ) throws -> Outcome {
        let source = try pipe(holding: input)
        defer { close(source) }
        var ends: [Int32] = [-1, -1]
        guard obuka_pipe(&ends) == 0 else { throw SystemError.last("pipe") }
        defer { close(ends[0]) }
        let process: pid_t
        do {
            defer { close(ends[1]) }
            process = try start(path, arguments, as: account, input: source, output: ends[1])
        }
        var bytes: [UInt8] = []
        let passed = readToEnd(ends[0], into: &bytes, within: limits)
        // It leads a session and so a group of its own.
        if passed != nil { kill(-process, SIGKILL) }
        var status: Int32 = 0
        while waitpid(process, &status, 0) < 0 && errno == EINTR {}
        let signal = status & 0x7F
        return Outcome(
            status: signal == 0 ? (status >> 8) & 0xFF : 128 + signal,
            bytes: bytes,
            passed: passed
        )
    }

    /// What a program writes when all goes well.
    ///
    /// - Throws: `SystemError` when it does not.
    static func output(_ path: String, _ arguments: [String]) throws -> String {
        let outcome = try run(path, arguments)
        guard outcome.status == 0 else { throw SystemError(call: path, code: EINVAL) }
        return outcome.output
    }

    /// Starts a program in the root directory and in a session of its own, so that no signal of
    /// this program's terminal reaches it.
    ///
    /// `input` and `output` are descriptors; nil is `/dev/null`.
    package static func start(
        _ path: String,
        _ arguments: [String],
        as account: ClusterAccount? = nil,
        input: Int32? = nil,
        output: Int32? = nil
    ) throws -> pid_t {
        let command = (account?.prefix ?? []) + [path] + arguments
        var process: pid_t = 0
        let code = withMutableCStrings(command) { argv in
            withMutableCStrings(environment) { envp in
                obuka_spawn(&process, argv, envp, input ?? -1, output ?? -1)
            }
        }
        guard code == 0 else { throw SystemError(call: command[0], code: code) }
        return process
    }

    /// Little, and in English: the programs' words are read by this program too.
    private static var environment: [String] {
        let path = getenv("PATH").map { String(cString: $0) } ?? "/usr/bin:/bin:/usr/sbin:/sbin"
        return ["PATH=\(path):/usr/sbin:/sbin", "LC_ALL=C", "PGOPTIONS="]
    }

    /// The end to read from of a pipe that is filled before anybody reads it: nobody waits, and a
    /// program that ends early harms nobody.
    private static func pipe(holding bytes: [UInt8]) throws -> Int32 {
        var ends: [Int32] = [-1, -1]
        guard obuka_pipe(&ends) == 0 else { throw SystemError.last("pipe") }
        _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
        let count = write(ends[1], bytes, bytes.count)
        let error = SystemError.last("write")
        close(ends[1])
        guard count == bytes.count else {
            close(ends[0])
            throw error
        }
        return ends[0]
    }

    /// Reads until nobody writes any more, or a limit is passed.
    private static func readToEnd(
        _ descriptor: Int32,
        into bytes: inout [UInt8],
        within limits: Limits?
    ) -> Limits.Kind? {
        var buffer = [UInt8](repeating: 0, count: 65_536)
        let end = limits.map {
            MonotonicTime.current().nanoseconds + UInt64($0.secondsMax) * second
        }
        while true {
            if let limits, let end {
                guard MonotonicTime.current().nanoseconds < end else { return .time }
                guard !limits.isStopped() else { return .stopped }
                var wait = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
                if poll(&wait, 1, pauseMilliseconds) <= 0 { continue }
            }
            let count = read(descriptor, &buffer, buffer.count)
            if count > 0 { bytes += buffer.prefix(count) }
            if count == 0 || (count < 0 && errno != EINTR) { return nil }
            if let limits, bytes.count > limits.outputBytesMax { return .output }
        }
    }

    private static let second: UInt64 = 1_000_000_000
    private static let pauseMilliseconds: Int32 = 200

    private static func withMutableCStrings<Answer>(
        _ strings: [String],
        _ body: ([UnsafeMutablePointer<CChar>?]) -> Answer
    ) -> Answer {
        let copies = strings.map { strdup($0) }
        defer { for copy in copies { free(copy) } }
        return body(copies + [nil])
    }
}
