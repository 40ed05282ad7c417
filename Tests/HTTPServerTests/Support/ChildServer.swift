import EventLoop
import Glibc

/// The echo server as a process of its own, with a loop of its own.
final class ChildServer: Sendable {
    private let process: pid_t
    let port: UInt16

    /// Starts it after `before`, words for the shell.
    ///
    /// It logs to `log`, which stays the caller's, or nowhere.
    init(before: String = "", log: Int32? = nil, descriptorsReserved: Int = 256) throws {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw SystemError.last("pipe") }
        defer { close(ends[0]) }
        // Two processes are started at a time: neither may inherit what is the other's.
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
        if let log { posix_spawn_file_actions_adddup2(&actions, log, STDERR_FILENO) }
        let words = "0 1 \(log == nil ? "/dev/null" : "/dev/stderr") \(descriptorsReserved)"
        let command = "\(before) exec '\(Self.path)' \(words)"
        var arguments: [UnsafeMutablePointer<CChar>?] = []
        for word in ["sh", "-c", command] { arguments.append(strdup(word)) }
        arguments.append(nil)
        defer { for word in arguments { free(word) } }
        // This process ignores signals that the other must not ignore from birth.
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
        var started: pid_t = 0
        let status = posix_spawn(&started, "/bin/sh", &actions, &attributes, &arguments, environ)
        close(ends[1])
        guard status == 0 else { throw SystemError(call: "posix_spawn", code: status) }
        process = started
        var line = [UInt8](repeating: 0, count: 200)
        let count = read(ends[0], &line, line.count)
        let text = String(decoding: line[..<max(0, count)], as: UTF8.self)
        let digits = text.split(separator: ":").last?.prefix { $0.isNumber }
        guard let digits, let port = UInt16(digits) else {
            throw SystemError(call: "read \(text)", code: EIO)
        }
        self.port = port
    }

    /// The executable lies beside the test runner.
    private static var path: String {
        var buffer = [CChar](repeating: 0, count: Int(PATH_MAX))
        let count = readlink("/proc/self/exe", &buffer, buffer.count)
        let runner = String(
            decoding: buffer[..<max(0, count)].map(UInt8.init(bitPattern:)),
            as: UTF8.self
        )
        let directory = runner[..<(runner.lastIndex(of: "/") ?? runner.startIndex)]
        return "\(directory)/HTTPEchoServer"
    }

    /// Processor time so far, in hundredths of a second.
    var processorTicks: Int {
        guard let file = fopen("/proc/\(process)/stat", "r") else { return 0 }
        defer { fclose(file) }
        var line = [CChar](repeating: 0, count: 1_024)
        guard fgets(&line, Int32(line.count), file) != nil else { return 0 }
        let text = String(
            decoding: line.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)),
            as: UTF8.self
        )
        let words = text.split(separator: ")").last?.split(separator: " ") ?? []
        return words.count > 12 ? (Int(words[11]) ?? 0) + (Int(words[12]) ?? 0) : 0
    }

    /// Stops or continues the process, as a debugger or a snapshot of the machine does.
    func send(_ number: Int32) {
        kill(process, number)
    }

    func stop() {
        kill(process, SIGKILL)
        waitpid(process, nil, 0)
    }
}
