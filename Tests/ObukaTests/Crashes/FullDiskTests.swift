import Documents
import Foundation
import Glibc
import TestSupport
import Testing

extension EndToEnd {
    @Suite("A full disk")
    struct FullDiskTests {
        @Test("Issuing on a full disk is refused, loses nothing, and works again with room")
        func fullDisk() async throws {
            guard let disk = try SmallDisk() else {
                print("SKIPPED: the test of a full disk needs root and mount -t tmpfs")
                return
            }
            defer { disk.unmount() }
            let count = 8
            try await Home.with(try Home(parent: disk.path)) { home in
                try await Issuing.prepare(home, cohorts: count)
                let token = try await home.token("staff@issuing.example", "staff")
                let server = try await RunningServer.start(in: home)
                let client = IssuingClient(server, token: token)
                await client.issue(["ISSUE-1", "ISSUE-2"])
                #expect(client.acknowledged.count == 2)
                try disk.fill()
                await client.issue(Array(Issuing.codes(count).dropFirst(2)), stopsWhenCut: false)
                for answer in client.refused {
                    #expect(answer.status == 503, "\(answer.text)")
                    #expect(answer.code == "unavailable")
                }
                print("full disk: \(client.refused.count) of \(count - 2) cohorts were refused")
                let id = try #require(client.acknowledged["ISSUE-1"]?.first)
                let verified = try await server.get("/c/\(id).json")
                #expect([200, 503].contains(verified.status))
                #expect(server.running.isAlive)
                disk.makeRoom()
                try await Blocking.until("ready again", within: .seconds(60)) {
                    try await server.get("/health/ready").status == 200
                }
                await client.issue(
                    Issuing.codes(count).filter { client.acknowledged[$0] == nil }
                )
                let problems = try await Issuing.problems(
                    home,
                    acknowledged: client.acknowledged.filter { !$0.value.isEmpty },
                    cohorts: count
                )
                #expect(problems == [])
                for cohort in Issuing.codes(count) {
                    #expect(try await home.certificates(cohort).count == Issuing.peopleCount)
                }
                #expect(try await server.stop() == 0)
            }
        }
    }
}

/// A small file system in memory, which can be filled to its last byte.
private final class SmallDisk: Sendable {
    let path: String

    /// Mounts it; nil when that is not permitted.
    init?() throws {
        path = "/tmp/obuka_disk_\(getpid())"
        guard geteuid() == 0, mkdir(path, 0o755) == 0 else { return nil }
        guard mount("tmpfs", path, "tmpfs", 0, "size=400m,mode=755") == 0 else {
            rmdir(path)
            return nil
        }
    }

    func fill() throws {
        let descriptor = open("\(path)/filler", O_CREAT | O_WRONLY | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw TestSupportError("the filler cannot be made") }
        defer { close(descriptor) }
        for size in [1 << 20, 4_096] {
            let piece = [UInt8](repeating: 0xAA, count: size)
            while write(descriptor, piece, piece.count) == piece.count {}
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
