import Dispatch
import EventLoop
import Glibc
import Testing

@Suite("A process without descriptors")
struct ExhaustionTests {
    @Test("lets new connections wait, answers them later and does not spin")
    func descriptors() async throws {
        let child = try await offPool { try ChildServer(descriptorsMax: 40) }
        defer { child.stop() }
        let port = child.port
        let (answers, processorTime) = try await offPool {
            let clients = try (0..<80).map { _ in try TestClient(port: port) }
            for client in clients { try client.send("GET /constant HTTP/1.1\r\nHost: a\r\n\r\n") }
            let before = child.processorTicks
            usleep(500_000)
            let processorTime = child.processorTicks - before
            // Each one that leaves makes room for one that waits.
            var answers = 0
            for client in clients {
                if try client.receiveResponse().status == 200 { answers += 1 }
                client.finishSending()
            }
            return (answers, processorTime)
        }
        #expect(answers == 80)
        #expect(processorTime < 25, "of 50 ticks")
    }
}

/// The echo server as a process of its own that may open few descriptors.
private final class ChildServer: Sendable {
    private let process: pid_t
    let port: UInt16

    init(descriptorsMax: Int) throws {
        var ends: [Int32] = [0, 0]
        guard pipe(&ends) == 0 else { throw SystemError.last("pipe") }
        defer { close(ends[0]) }
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, ends[1], STDOUT_FILENO)
        let command = "ulimit -n \(descriptorsMax); exec '\(Self.path)' 0 1 /dev/null"
        var words: [UnsafeMutablePointer<CChar>?] = []
        for word in ["sh", "-c", command] { words.append(strdup(word)) }
        words.append(nil)
        defer { for word in words { free(word) } }
        var started: pid_t = 0
        let status = posix_spawn(&started, "/bin/sh", &actions, nil, &words, environ)
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

    func stop() {
        kill(process, SIGKILL)
        waitpid(process, nil, 0)
    }
}
