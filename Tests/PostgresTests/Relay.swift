import EventLoop
import Glibc
import Synchronization

/// Stands between a client and a server's socket, and never answers a request to cancel.
final class Relay: Sendable {
    /// The TCP port of the loopback address to connect to.
    let port: UInt16
    private let listener: Int32
    private let server: String
    private let swallowed = Counter()

    /// How many requests to cancel have come.
    var cancelRequests: Int { swallowed.value }

    /// Begins to relay to the server whose socket has this path; without one it stays silent.
    init(to server: String?) throws {
        self.server = server ?? ""
        listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = INADDR_LOOPBACK.bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = listener
        let status = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                bind(descriptor, pointer, length) + listen(descriptor, 16)
                    + getsockname(descriptor, pointer, &length)
            }
        }
        guard listener >= 0, status == 0 else { throw SystemError.last("listen") }
        port = UInt16(bigEndian: address.sin_port)
        if server != nil { Thread.start(named: "relay") { self.accept() } }
    }

    /// Ends the relay; connections end with their client.
    func close() {
        shutdown(listener, Int32(SHUT_RDWR))
    }

    private func accept() {
        while true {
            let client = Glibc.accept(listener, nil, nil)
            guard client >= 0 else { break }
            Thread.start(named: "relay") { self.serve(client) }
        }
        Glibc.close(listener)
    }

    private func serve(_ client: Int32) {
        var start = [UInt8](repeating: 0, count: 8)
        let flags = Int32(MSG_PEEK | MSG_WAITALL)
        guard recv(client, &start, start.count, flags) == start.count else { return }
        // The length and the code of CancelRequest, in the protocol's chapter on formats.
        if start == [0, 0, 0, 16, 4, 210, 22, 46] {
            swallowed.count()
            return
        }
        let upstream = connectToServer()
        Thread.start(named: "relay") { self.copy(upstream, client) }
        copy(client, upstream)
    }

    private func connectToServer() -> Int32 {
        let descriptor = socket(
            AF_UNIX,
            Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue),
            0
        )
        var address = sockaddr_un()
        address.sun_family = sa_family_t(AF_UNIX)
        withUnsafeMutableBytes(of: &address.sun_path) { path in
            path.copyBytes(from: server.utf8)
        }
        let length = socklen_t(MemoryLayout<sockaddr_un>.size)
        withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { pointer in
                _ = connect(descriptor, pointer, length)
            }
        }
        return descriptor
    }

    private func copy(_ source: Int32, _ target: Int32) {
        var buffer = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = read(source, &buffer, buffer.count)
            guard count > 0, send(target, buffer, count, Int32(MSG_NOSIGNAL)) == count
            else { break }
        }
        shutdown(target, Int32(SHUT_WR))
    }
}
