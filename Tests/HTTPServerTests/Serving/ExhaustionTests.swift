import Glibc
import Testing

@Suite("A process without descriptors")
struct ExhaustionTests {
    @Test("lets new connections wait, answers them later and does not spin")
    func descriptors() async throws {
        // It may use them all for connections, so that it meets the limit.
        let child = try await offPool {
            try ChildServer(before: "ulimit -n 40;", descriptorsReserved: 0)
        }
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
