import EventLoop
import Glibc
import Synchronization

/// Runs `body` as a task on a loop of its own and returns what it made.
func onLoop<Value: Sendable>(
    _ body: @escaping @Sendable (EventLoop) async throws -> Value
) async throws -> Value {
    let loop = try EventLoop()
    loop.start(named: "test")
    defer { loop.stop() }
    return try await withCheckedThrowingContinuation { continuation in
        loop.spawn {
            do {
                continuation.resume(returning: try await body(loop))
            } catch {
                continuation.resume(throwing: error)
            }
        }
    }
}

/// What happened, in order.
final class Events: Sendable {
    private let list = Mutex<[String]>([])

    func add(_ event: String) {
        list.withLock { $0.append(event) }
    }

    var all: [String] { list.withLock { $0 } }
}

/// Two connected non-blocking sockets.
func socketPair() throws -> (Int32, Int32) {
    var ends: [Int32] = [0, 0]
    // A program that another test starts would keep an end open, and no end of file would come.
    let type =
        Int32(SOCK_STREAM.rawValue) | Int32(SOCK_NONBLOCK.rawValue)
        | Int32(SOCK_CLOEXEC.rawValue)
    guard socketpair(AF_UNIX, type, 0, &ends) == 0 else { throw SystemError.last("socketpair") }
    return (ends[0], ends[1])
}

func writeByte(_ descriptor: Int32) {
    var octet: UInt8 = 1
    _ = write(descriptor, &octet, 1)
}
