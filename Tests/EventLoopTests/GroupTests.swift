import Glibc
import Testing

@testable import EventLoop

@Suite("What a process is given")
struct GroupTests {
    @Test(
        "The cores that the process may run on are counted, not those of the machine",
        arguments: [
            ("Cpus_allowed:\t1\n", 1), ("Cpus_allowed:\tff,00000003\n", 10),
            ("Cpus_allowed:\t0\n", nil), ("Cpus_allowed_list:\t0-1\n", nil),
            ("Name:\tff\n", nil),
        ]
    )
    func cores(_ line: String, _ count: Int?) {
        #expect(EventLoopGroup.cores(inStatusLine: line) == count)
        let ofMachine = Int(sysconf(Int32(_SC_NPROCESSORS_CONF)))
        #expect((1...ofMachine).contains(EventLoopGroup.usableCores))
    }

    @Test("The limit of descriptors is raised to the highest that is allowed")
    func descriptors() {
        var limit = rlimit()
        #expect(DescriptorLimit.raise() > 0)
        #expect(getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &limit) == 0)
        #expect(limit.rlim_cur == limit.rlim_max)
    }

    @Test("A loop that has ended is not the one that runs on a later thread")
    func ended() async throws {
        let loop = try EventLoop()
        loop.start(named: "first")
        let isCurrent = await withCheckedContinuation { continuation in
            loop.spawn { continuation.resume(returning: loop.isCurrent) }
        }
        #expect(isCurrent)
        loop.stop()
        // The system likes to give the number of the last thread to the next.
        for _ in 0..<50 {
            let isElsewhere = await withCheckedContinuation { continuation in
                Thread.start(named: "later") {
                    usleep(2_000)
                    continuation.resume(returning: !loop.isCurrent)
                }
            }
            #expect(isElsewhere)
        }
    }
}
