import Documents
import EventLoop
import Foundation
import TestSupport
import Testing

extension EndToEnd {
    @Suite("Under load")
    struct LoadTests {
        private static let roundCount = 5
        private static let workerCount = 8
        private static let requestsPerWorker = 250
        private static let mebibytesMax = 100
        private static let growthMebibytesMax = 2

        @Test("Memory stays small and flat under ten thousand mixed requests")
        func memory() async throws {
            let demonstration = try await Demonstration.shared()
            let server = try await RunningServer.start(in: demonstration.home)
            let paths = try await mixedPaths(demonstration)
            let token = try demonstration.token("staff")
            let port = server.port
            var samples: [Int] = []
            for _ in 0..<LoadTests.roundCount {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    for worker in 0..<LoadTests.workerCount {
                        group.addTask {
                            try await Blocking.run {
                                try LoadTests.run(port, paths, token, worker)
                            }
                        }
                    }
                    try await group.waitForAll()
                }
                samples.append(try server.kibibytes("VmRSS"))
            }
            // The first round warms up: code is paged in, connections and caches are made.
            let growth = samples[samples.count - 1] - samples[1]
            print("VmRSS after each round: \(samples) KiB")
            for kibibytes in samples { #expect(kibibytes < LoadTests.mebibytesMax << 10) }
            #expect(growth <= LoadTests.growthMebibytesMax << 10)
            #expect(try await server.stop() == 0)
        }

        private func mixedPaths(_ demonstration: Demonstration) async throws -> [String] {
            let ids = try await demonstration.certificates("LAP-2023-09")
            let codes = try await demonstration.home.enrolments("LAP-2024-14").compactMap {
                $0["code"]?.text
            }
            return ids.map { "/c/\($0).json" } + ids.map { "/en/c/\($0)" }
                + codes.map { "/e/\($0)" }
                + [
                    "/", "/courses/LAP", "/api/v1/cohorts", "/api/v1/people?q=vuksan", "/nowhere",
                    "/api/v1/cohorts/LAP-2024-14/enrolments", "/metrics", "/c/nonsense",
                    "/api/v1/reports/reach",
                ]
        }

        /// Asks one thing after the other; some connections are kept, some are made anew.
        private static func run(
            _ port: UInt16,
            _ paths: [String],
            _ token: String,
            _ worker: Int
        ) throws {
            var client = try HTTPClient(port: port)
            for count in 0..<requestsPerWorker {
                if count % 50 == worker { client = try HTTPClient(port: port) }
                let call = HTTPCall(
                    path: paths[(count * 7 + worker) % paths.count],
                    fields: ["Authorization": "Bearer \(token)"]
                )
                let status = try client.exchange(call).status
                guard [200, 404].contains(status) else {
                    throw TestSupportError("\(call.path): \(status)")
                }
            }
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
