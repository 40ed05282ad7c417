import EventLoop
import Foundation
import Glibc
import TestSupport
import Testing

extension EndToEnd {
    @Suite("A full disk")
    struct FullDiskTests {
        @Test(
            "Issuing on a full disk is refused, loses nothing, and works again with room",
            .enabled(if: SmallDisk.isPermitted, "only root can mount a small disk and fill it")
        )
        func fullDisk() async throws {
            let disk = try SmallDisk()
            defer { disk.unmount() }
            let count = 4
            try await Home.with(try Home(parent: disk.path)) { home in
                let token = try await Issuing.prepare(home, cohorts: count)
                let server = try await RunningServer.start(in: home)
                let client = IssuingClient(server: server, token: token)
                let codes = try Issuing.unissued(home)
                guard case .issued(var acknowledged) = try await client.issue(codes[0]) else {
                    throw TestSupportError("nothing was issued with room on the disk")
                }
                var refusedCount = 0
                for cohort in codes.dropFirst() {
                    try disk.fill()
                    switch try await client.issue(cohort) {
                    case .issued(let entries): acknowledged.formUnion(entries)
                    case .refused(let answer):
                        refusedCount += 1
                        expectPlain(answer)
                    case .nothing: Issue.record("the server gave no answer")
                    }
                }
                // A batch is megabytes, and there is no room for one byte.
                #expect(refusedCount == count - 1)
                print("full disk: \(refusedCount) of \(count - 1) issues were refused")
                let id = try #require(acknowledged.first).split(separator: " ")[1]
                #expect(
                    [200, 503].contains(
                        try await server.get("/c/\(id)", accept: "application/json").status
                    )
                )
                disk.makeRoom()
                // Nobody starts it again.
                try await Blocking.until("ready again", within: .seconds(60)) {
                    try await server.get("/health/ready").status == 200
                }
                #expect(server.running.isAlive)
                #expect(try await Issuing.problems(home, acknowledged: acknowledged) == [])
                for cohort in try Issuing.unissued(home) {
                    guard case .issued(let entries) = try await client.issue(cohort) else {
                        throw TestSupportError("\(cohort) is refused with room on the disk")
                    }
                    acknowledged.formUnion(entries)
                }
                #expect(acknowledged.count == count * Issuing.peopleCount)
                #expect(try await Issuing.problems(home, acknowledged: acknowledged) == [])
                #expect(try await server.stop() == 0)
            }
        }

        /// A named problem that says when to come again, and nothing of what is inside.
        private func expectPlain(_ answer: Answer) {
            #expect(answer.status == 503, "\(answer.text)")
            #expect(answer.code == "unavailable", "\(answer.text)")
            #expect(answer["content-type"] == "application/problem+json")
            #expect(answer["retry-after"] != nil)
            for inside in ["INSERT", "SELECT", "certificates (", ".swift", "cluster/", "53100"] {
                #expect(!answer.text.contains(inside), "\(answer.text)")
            }
        }
    }
}

/// A small file system in memory, which can be filled to its last byte.
private final class SmallDisk: Sendable {
    let path: String

    /// Whether it is to be expected that one can be mounted; then it must be possible.
    static var isPermitted: Bool { geteuid() == 0 }

    init() throws {
        path = "/tmp/obuka_disk_\(getpid())"
        guard mkdir(path, 0o755) == 0 else { throw SystemError.last("mkdir \(path)") }
        guard mount("tmpfs", path, "tmpfs", 0, "size=500m,mode=755") == 0 else {
            let error = SystemError.last("mount -t tmpfs \(path)")
            rmdir(path)
            throw error
        }
    }

    /// Writes until a write of one byte is refused for want of space.
    func fill() throws {
        let flags = O_CREAT | O_WRONLY | O_APPEND | O_CLOEXEC
        let descriptor = open("\(path)/filler", flags, 0o600)
        guard descriptor >= 0 else { throw SystemError.last("open the filler") }
        defer { close(descriptor) }
        for size in [1 << 20, 4_096, 1] {
            let piece = [UInt8](repeating: 0xAA, count: size)
            while write(descriptor, piece, piece.count) == piece.count {}
        }
        var status = statvfs()
        guard statvfs(path, &status) == 0, status.f_bavail == 0 else {
            throw TestSupportError("the disk is not full")
        }
    }

    func makeRoom() {
        unlink("\(path)/filler")
    }

    func unmount() {
        umount2(path, Int32(MNT_DETACH))
        rmdir(path)
    }
}
