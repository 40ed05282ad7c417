import EventLoop
import FoundationEssentials
import Glibc
import Postgres
import TestSupport

/// Compares single reads and batched lookups on one loop with pgbench running the same query.
///
/// Arguments: rows (1,000,000), seconds a run (5), rounds (5), tasks (64).
let numbers = CommandLine.arguments.dropFirst().compactMap { Int($0) }
let rowCount = numbers.first ?? 1_000_000
let seconds = numbers.count > 1 ? numbers[1] : 5
let rounds = numbers.count > 2 ? numbers[2] : 5
let taskCount = numbers.count > 3 ? numbers[3] : 64

/// Runs `taskCount` tasks on the loop, each looking up rows until the time is over.
func rate(
    on loop: EventLoop,
    _ lookup: @escaping @Sendable (String) async throws -> String?
) async -> Double {
    let start = MonotonicTime.current()
    let end = start.advanced(by: .seconds(seconds))
    let (done, failed) = await withTaskGroup(of: (Int, Int).self) { group in
        for task in 0..<taskCount {
            group.addTask(executorPreference: loop) {
                var number = UInt64(task) &* 0x9E37_79B9_7F4A_7C15
                var (done, failed) = (0, 0)
                while done & 15 != 0 || MonotonicTime.current() < end {
                    number = number &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
                    let key = "k\(Int(number >> 33) % rowCount)"
                    if (try? await lookup(key)) == nil { failed += 1 }
                    done += 1
                }
                return (done, failed)
            }
        }
        return await group.reduce((0, 0)) { ($0.0 + $1.0, $0.1 + $1.1) }
    }
    if failed > 0 { print("failed:", failed) }
    return Double(done) / (MonotonicTime.current().elapsed(since: start) / .seconds(1))
}

func pgbench(_ cluster: TestCluster) throws -> Double {
    let script = "\(cluster.directory)/lookup.sql"
    try """
    \\set n random(0, \(rowCount - 1))
    SELECT key, holder FROM certificates WHERE key = 'k' || :n;
    """.write(to: URL(filePath: script), atomically: true, encoding: .utf8)
    let output = try cluster.run(
        "pgbench",
        [
            "-n", "-M", "prepared", "-c", "\(taskCount)", "-j", "1", "-T", "\(seconds)",
            "-f", script, "-h", cluster.directory, "-U", "obuka", "bench",
        ]
    )
    let line = output.split(separator: "\n").first { $0.hasPrefix("tps") } ?? ""
    return line.split(separator: " ").compactMap { Double($0) }.first ?? 0
}

func median(_ values: [Double]) -> Double {
    values.sorted()[values.count / 2]
}

let cluster = try TestCluster()
try cluster.command("CREATE DATABASE bench")
try cluster.command(
    """
    CREATE TABLE certificates (key text PRIMARY KEY, holder text NOT NULL);
    INSERT INTO certificates SELECT 'k' || n, 'Holder number ' || n
    FROM generate_series(0, \(rowCount - 1)) n;
    """,
    database: "bench"
)
try cluster.command("VACUUM ANALYZE certificates", database: "bench")
let loop = try EventLoopGroup(count: 1).loops[0]
let database = Database(
    configuration: DatabaseConfiguration(url: cluster.url("bench")),
    loops: [loop]
)
let batched = BatchedLookup(
    in: database,
    as: (String.self),
    row: { $0 },
    statement: { (keys: [String]) in
        "SELECT key, holder FROM certificates WHERE key = ANY (\(keys))"
    }
)
let single: @Sendable (String) async throws -> String? = { key in
    try await database.readRow(
        "SELECT key, holder FROM certificates WHERE key = \(key)",
        as: (String.self, String.self)
    )?.1
}
_ = await rate(on: loop, single)
var results: [(bench: Double, single: Double, batched: Double)] = []
for _ in 0..<rounds {
    let bench = try pgbench(cluster)
    let one = await rate(on: loop, single)
    let many = await rate(on: loop) { try await batched.lookup($0) }
    results.append((bench, one, many))
    print(
        "pgbench \(Int(bench))/s, read \(Int(one))/s, batched \(Int(many))/s; ratios",
        (one / bench * 100).rounded() / 100,
        (many / bench * 100).rounded() / 100
    )
}
print(
    "median ratios: read",
    (median(results.map { $0.single / $0.bench }) * 100).rounded() / 100,
    "batched",
    (median(results.map { $0.batched / $0.bench }) * 100).rounded() / 100
)
await database.close()
cluster.tearDown()
