import EventLoop
import Glibc

/// A blocking client on a plain socket: it shares no code with the server.
final class TestClient: Sendable {
    private let descriptor: Int32
    /// Long, because every test runs at once: only a hang should reach it.
    private static let waitSecondsMax = 300

    /// Connects to `port`; `receiveBufferBytes` makes a client that cannot take much at once.
    ///
    /// `host` is the last number of 127.0.0.1.
    init(port: UInt16, host: UInt32 = 1, receiveBufferBytes: Int32? = nil) throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { throw SystemError.last("socket") }
        var timeout = timeval(tv_sec: Self.waitSecondsMax, tv_usec: 0)
        let timeoutBytes = UInt32(MemoryLayout<timeval>.size)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &timeout, timeoutBytes)
        setsockopt(descriptor, SOL_SOCKET, SO_SNDTIMEO, &timeout, timeoutBytes)
        var on: Int32 = 1
        setsockopt(descriptor, Int32(IPPROTO_TCP), TCP_NODELAY, &on, 4)
        if var bytes = receiveBufferBytes {
            setsockopt(descriptor, SOL_SOCKET, SO_RCVBUF, &bytes, 4)
        }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = (0x7F00_0000 | host).bigEndian
        let status = withUnsafePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Glibc.connect(descriptor, $0, UInt32(MemoryLayout<sockaddr_in>.size))
            }
        }
        // `deinit` closes after a throw as well; to close twice could end another test's socket.
        guard status == 0 else { throw SystemError.last("connect") }
    }

    deinit {
        close(descriptor)
    }

    func send(_ text: String) throws {
        try send(Array(text.utf8))
    }

    func send(_ bytes: [UInt8]) throws {
        var sent = 0
        while sent < bytes.count {
            let count = bytes[sent...].withUnsafeBytes {
                Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
            }
            guard count > 0 else { throw SystemError.last("send") }
            sent += count
        }
    }

    /// Sends what the kernel takes at once; returns how much that was.
    func sendWithoutWaiting(_ bytes: [UInt8]) -> Int {
        bytes.withUnsafeBytes {
            Glibc.send(descriptor, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL | MSG_DONTWAIT))
        }
    }

    func finishSending() {
        shutdown(descriptor, Int32(SHUT_WR))
    }

    /// What is there, waiting for the first byte; empty at the end.
    func receive(bytesMax: Int = 64 << 10) throws -> [UInt8] {
        try [UInt8](unsafeUninitializedCapacity: bytesMax) { buffer, filled in
            let count = recv(descriptor, buffer.baseAddress, buffer.count, 0)
            guard count >= 0 else { throw SystemError.last("recv") }
            filled = count
        }
    }

    /// Everything until the server closes.
    func receiveToEnd() throws -> [UInt8] {
        var all: [UInt8] = []
        while true {
            let piece = try receive()
            if piece.isEmpty { return all }
            all += piece
        }
    }

    /// The next answer, which has to be the only thing that comes.
    func receiveResponse(isHead: Bool = false) throws -> TestResponse {
        var bytes: [UInt8] = []
        while true {
            if let (response, used) = try TestResponse.read(bytes[...], isHead: isHead) {
                guard used == bytes.count else { throw TestResponse.Malformed(what: "surplus") }
                return response
            }
            let piece = try receive()
            if piece.isEmpty { throw TestResponse.Malformed(what: "end within an answer") }
            bytes += piece
        }
    }

    /// Whether the server closes within the time-out of a receive without sending more.
    func isClosedByServer() throws -> Bool {
        try receive().isEmpty
    }

    /// Whether something of the server's is there to be read, its end included.
    var hasAnswer: Bool {
        var look = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        return poll(&look, 1, 0) > 0
    }

    /// Ends the connection as a process does that dies with data unread.
    func reset() {
        var atOnce = linger(l_onoff: 1, l_linger: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_LINGER, &atOnce, UInt32(MemoryLayout<linger>.size))
        // The descriptor stays ours until the end, as a socket without a connection.
        var nowhere = sockaddr()
        nowhere.sa_family = sa_family_t(AF_UNSPEC)
        Glibc.connect(descriptor, &nowhere, UInt32(MemoryLayout<sockaddr>.size))
    }

    /// Lets the server read what was sent.
    func pauseBriefly() {
        usleep(2_000)
    }
}
