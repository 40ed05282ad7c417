import EventLoop
import Glibc
import Testing

@Suite("Listeners")
struct ListenerTests {
    /// An address of this suite alone: nobody else gets a port of it that was closed.
    private let ownHost = "127.0.0.2:0"

    @Test("A paused listener leaves connections waiting, and takes them when it goes on")
    func paused() async throws {
        let events = Events()
        try await onLoop { loop in
            let address = try #require(SocketAddress("127.0.0.1:0"))
            let listener = try Listener(address, on: loop) { descriptor, _ in
                events.add("accepted")
                close(descriptor)
            }
            try listener.start()
            listener.pause()
            let clients = try (0..<3).map { _ in try connect(to: listener.address) }
            await loop.sleep(for: .milliseconds(30))
            #expect(events.all.isEmpty)
            listener.resume()
            await loop.sleep(for: .milliseconds(30))
            listener.close()
            for client in clients { close(client) }
        }
        #expect(events.all.count == 3)
    }

    @Test("One that finishes takes those that wait already, and nobody else")
    func finish() async throws {
        let events = Events()
        try await onLoop { loop in
            let address = try #require(SocketAddress(ownHost))
            let listener = try Listener(address, on: loop) { descriptor, _ in
                events.add("accepted")
                close(descriptor)
            }
            try listener.start()
            let clients = try (0..<100).map { _ in try connect(to: listener.address, on: 2) }
            listener.finish()
            #expect(throws: SystemError.self) { try connect(to: listener.address, on: 2) }
            for client in clients { close(client) }
        }
        #expect(events.all.count == 100)
    }

    @Test("An address in use is refused, and one that was closed is free again")
    func inUse() async throws {
        try await onLoop { loop in
            let address = try #require(SocketAddress(ownHost))
            let first = try Listener(address, on: loop) { _, _ in }
            #expect(throws: SystemError.self) {
                try Listener(first.address, on: loop) { _, _ in }
            }
            first.close()
            try Listener(first.address, on: loop) { _, _ in }.close()
        }
    }
}

/// A client's descriptor; the listener does not have to accept for that.
///
/// `host` is the last number of 127.0.0.1.
private func connect(to address: SocketAddress, on host: UInt32 = 1) throws -> Int32 {
    let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    name.sin_port = address.port.bigEndian
    name.sin_addr.s_addr = (0x7F00_0000 | host).bigEndian
    let status = withUnsafePointer(to: &name) { pointer in
        pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
            Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
        }
    }
    guard status == 0 else { throw SystemError.last("connect") }
    return descriptor
}
