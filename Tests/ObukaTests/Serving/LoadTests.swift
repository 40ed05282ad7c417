import Documents
import EventLoop
import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite("Under load")
    struct LoadTests {
        private static let memoryMax = 100 << 20

        @Test("Memory stays small and flat under twenty seconds of mixed requests")
        func memory() async throws {
            let demonstration = try await Demonstration.shared()
            let server = try await RunningServer.start(in: demonstration.home)
            let ids = try await demonstration.certificates("LAP-2023-09")
            let token = try demonstration.token("staff")
            let list = try await demonstration.home.ok(
                "enrolment",
                "list",
                "--cohort",
                "LAP-2024-14",
                "--format",
                "json"
            ).json
            let codes = (list.elements ?? []).compactMap { $0["code"]?.text }
            let paths =
                ids.map { "/c/\($0).json" } + ids.map { "/en/c/\($0)" } + codes.map { "/e/\($0)" }
                + [
                    "/", "/courses/LAP", "/api/v1/cohorts", "/api/v1/people?q=vuksan", "/nowhere",
                    "/api/v1/cohorts/LAP-2024-14/enrolments", "/metrics", "/c/nonsense",
                    "/api/v1/reports/reach",
                ]
            let port = server.port
            let end = MonotonicTime.current().advanced(by: .seconds(20))
            async let sampling = sample(server, until: end)
            let requests = try await withThrowingTaskGroup(of: Int.self) { group in
                for worker in 0..<8 {
                    group.addTask {
                        try await Blocking.run {
                            try LoadTests.run(port, paths, token, worker, until: end)
                        }
                    }
                }
                return try await group.reduce(0, +)
            }
            let samples = try await sampling
            let (half, last) = (samples[samples.count / 2], samples.last ?? 0)
            print(
                "\(requests) requests; VmRSS \(samples.map { $0 >> 20 }) MiB,",
                "\((last - half) >> 10) KiB more in the second half"
            )
            #expect(requests > 1_000)
            for bytes in samples { #expect(bytes < LoadTests.memoryMax) }
            #expect(try await server.stop() == 0)
        }

        /// Asks one thing after the other; some connections are kept, some are made anew.
        private static func run(
            _ port: UInt16,
            _ paths: [String],
            _ token: String,
            _ worker: Int,
            until end: MonotonicTime
        ) throws -> Int {
            var count = 0
            var client = try HTTPClient(port: port)
            while MonotonicTime.current() < end {
                if count % 50 == worker { client = try HTTPClient(port: port) }
                let call = HTTPCall(
                    path: paths[(count * 7 + worker) % paths.count],
                    fields: ["Authorization": "Bearer \(token)"]
                )
                let status = try client.exchange(call).status
                guard [200, 404].contains(status) else {
                    throw TestSupportError("\(call.path): \(status)")
                }
                count += 1
            }
            return count
        }

        private func sample(
            _ server: RunningServer,
            until end: MonotonicTime
        ) async throws -> [Int] {
            var samples: [Int] = []
            while MonotonicTime.current() < end {
                let path = "/proc/\(server.running.process)/status"
                let status = try String(contentsOfFile: path, encoding: .utf8)
                let line = status.split(separator: "\n").first { $0.hasPrefix("VmRSS:") }
                let words = line?.split(whereSeparator: \.isWhitespace) ?? []
                samples.append((words.count > 1 ? Int(words[1]) ?? 0 : 0) << 10)
                try await Task.sleep(for: .seconds(2))
            }
            return samples
        }

        @Test("From the start of the program to its first answer")
        func coldStart() async throws {
            let demonstration = try await Demonstration.shared()
            let begin = MonotonicTime.current()
            let server = try await RunningServer.start(in: demonstration.home)
            let answer = try await server.get("/health/ready")
            let time = MonotonicTime.current().nanoseconds - begin.nanoseconds
            print("cold start of this build to the first answer: \(time / 1_000_000) ms")
            #expect(answer.status == 200)
            #expect(try await server.stop() == 0)
        }
    }
}
