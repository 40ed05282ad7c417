import EventLoop
import Glibc
import Testing

@Suite("Sockets")
struct SocketTests {
    /// Reads one byte, waiting for it until `moment`.
    private static func readByte(_ socket: Socket, until moment: MonotonicTime?) async throws -> Int
    {
        var octet: UInt8 = 0
        while true {
            let count = try withUnsafeMutableBytes(of: &octet) { try socket.receive(into: $0) }
            if let count { return count }
            try await socket.waitReadable(until: moment)
        }
    }

    /// Writes until the kernel takes no more.
    private static func fill(_ socket: Socket) throws {
        let bytes = [UInt8](repeating: 1, count: 1 << 20)
        while try bytes.withUnsafeBytes({ try socket.send($0) }) != nil {}
    }

    /// Reads everything that is there.
    private static func empty(_ descriptor: Int32) {
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while Glibc.read(descriptor, &buffer, buffer.count) > 0 {}
    }

    @Test("A read waits for bytes and finds the end")
    func read() async throws {
        let counts = try await onLoop { loop in
            let (near, far) = try socketPair()
            let socket = try Socket(descriptor: near, on: loop)
            let deadline = Deadline(on: loop) { writeByte(far) }
            deadline.set(after: .milliseconds(10))
            let first = try await Self.readByte(socket, until: nil)
            close(far)
            let second = try await Self.readByte(socket, until: nil)
            socket.close()
            return [first, second]
        }
        #expect(counts == [1, 0])
    }

    @Test("An end that comes together with bytes is not missed")
    func bytesAndEnd() async throws {
        let total = try await onLoop { loop in
            var total = 0
            for _ in 0..<200 {
                let (near, far) = try socketPair()
                let socket = try Socket(descriptor: near, on: loop)
                writeByte(far)
                close(far)
                await loop.nextTurn()
                let deadline = loop.now.advanced(by: .seconds(60))
                var buffer = [UInt8](repeating: 0, count: 100)
                while true {
                    let count = try buffer.withUnsafeMutableBytes { try socket.receive(into: $0) }
                    if count == 0 { break }
                    if let count {
                        total += count
                    } else {
                        try await socket.waitReadable(until: deadline)
                    }
                }
                socket.close()
            }
            return total
        }
        #expect(total == 200)
    }

    @Test("A wait ends at its moment")
    func timeOut() async throws {
        await #expect(throws: Socket.WaitError.timedOut) {
            try await onLoop { loop in
                let (near, far) = try socketPair()
                defer { close(far) }
                let socket = try Socket(descriptor: near, on: loop)
                defer { socket.close() }
                let moment = loop.now.advanced(by: .milliseconds(20))
                _ = try await Self.readByte(socket, until: moment)
            }
        }
    }

    @Test("What came in time is read, however late the loop looks")
    func lateLoop() async throws {
        let count = try await onLoop { loop in
            let (near, far) = try socketPair()
            defer { close(far) }
            let socket = try Socket(descriptor: near, on: loop)
            defer { socket.close() }
            loop.spawn {
                writeByte(far)
                usleep(60_000)
            }
            return try await Self.readByte(socket, until: loop.now.advanced(by: .milliseconds(20)))
        }
        #expect(count == 1)
    }

    @Test("Room that came in time is used, however late the loop looks")
    func lateLoopWriting() async throws {
        try await onLoop { loop in
            let (near, far) = try socketPair()
            defer { close(far) }
            let socket = try Socket(descriptor: near, on: loop)
            defer { socket.close() }
            try Self.fill(socket)
            loop.spawn {
                Self.empty(far)
                usleep(60_000)
            }
            try await socket.waitWritable(until: loop.now.advanced(by: .milliseconds(20)))
        }
    }

    @Test("What is there is read before an interrupt is heard of")
    func interruptAndBytes() async throws {
        let (first, second) = try await onLoop { loop in
            let (near, far) = try socketPair()
            defer { close(far) }
            let socket = try Socket(descriptor: near, on: loop)
            defer { socket.close() }
            loop.spawn {
                writeByte(far)
                socket.interrupt()
            }
            let first = try await Self.readByte(socket, until: nil)
            do {
                _ = try await Self.readByte(socket, until: nil)
                return (first, nil as Socket.WaitError?)
            } catch {
                return (first, error as? Socket.WaitError)
            }
        }
        #expect(first == 1)
        #expect(second == .interrupted)
    }

    @Test("A connection that breaks is reported, one that is half closed is not")
    func broken() async throws {
        let events = Events()
        try await onLoop { loop in
            let (near, far) = try socketPair()
            let socket = try Socket(descriptor: near, on: loop)
            defer { socket.close() }
            socket.onBreak { events.add("broken") }
            shutdown(far, Int32(SHUT_WR))
            #expect(try await Self.readByte(socket, until: nil) == 0)
            await loop.nextTurn()
            events.add("half closed")
            close(far)
            while events.all.count < 2 { await loop.sleep(for: .milliseconds(5)) }
        }
        #expect(events.all == ["half closed", "broken"])
    }

    @Test("An interrupt ends a wait, or the next one", arguments: [true, false])
    func interrupt(_ isEarly: Bool) async throws {
        await #expect(throws: Socket.WaitError.interrupted) {
            try await onLoop { loop in
                let (near, far) = try socketPair()
                defer { close(far) }
                let socket = try Socket(descriptor: near, on: loop)
                defer { socket.close() }
                if isEarly { socket.interrupt() }
                let deadline = Deadline(on: loop) { socket.interrupt() }
                if !isEarly { deadline.set(after: .milliseconds(10)) }
                _ = try await Self.readByte(socket, until: nil)
            }
        }
    }

    @Test("A socket that was closed is not used, whoever has its number now")
    func closed() async throws {
        await #expect(throws: SystemError.self) {
            try await onLoop { loop in
                let (near, far) = try socketPair()
                defer { close(far) }
                let socket = try Socket(descriptor: near, on: loop)
                socket.close()
                let (again, other) = try socketPair()
                defer { for descriptor in [again, other] { close(descriptor) } }
                writeByte(other)
                _ = try await Self.readByte(socket, until: nil)
            }
        }
    }

    @Test("A write waits until there is room, and a cut ends it")
    func write() async throws {
        let events = Events()
        let error = try await onLoop { loop in
            let (near, far) = try socketPair()
            defer { close(far) }
            let socket = try Socket(descriptor: near, on: loop)
            defer { socket.close() }
            try Self.fill(socket)
            let reading = Deadline(on: loop) {
                events.add("read")
                Self.empty(far)
            }
            reading.set(after: .milliseconds(10))
            try await socket.waitWritable()
            events.add("writable")
            try Self.fill(socket)
            let cutting = Deadline(on: loop) {
                events.add("cut")
                socket.cut()
            }
            cutting.set(after: .milliseconds(10))
            do {
                try await socket.waitWritable()
                return nil as Socket.WaitError?
            } catch {
                return error as? Socket.WaitError
            }
        }
        #expect(events.all == ["read", "writable", "cut"])
        #expect(error == .cut)
    }
}
