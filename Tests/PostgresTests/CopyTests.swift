import FoundationEssentials
import Postgres
import Synchronization
import TestSupport
import Testing

@Suite("COPY", .database)
struct CopyTests {
    private var database: Database { TestDatabase.current.database }

    @Test("A hundred thousand rows go in and out", arguments: [false, true])
    func both(isBinary: Bool) async throws {
        let database = database
        let copied = try await database.transaction { transaction in
            try transaction.execute("CREATE TABLE facts (id bigint, name text, amount float8)")
            let rows = (0..<100_000).lazy.map { number in
                (number, number % 7 == 0 ? nil : "имe\t\\\(number)\n", Double(number) / 3)
            }
            return isBinary
                ? try transaction.copyIn("COPY facts FROM STDIN (FORMAT binary)", rows: rows)
                : try transaction.copyIn("COPY facts (id, name, amount) FROM STDIN", rows: rows)
        }
        #expect(copied == 100_000)
        let wrong = try await database.transaction {
            try $0.value(
                """
                SELECT count(*) FROM facts WHERE amount <> id / 3.0::float8
                    OR name IS DISTINCT FROM
                        CASE WHEN id % 7 <> 0 THEN E'имe\\t\\\\' || id || E'\\n' END
                """,
                as: Int.self
            )
        }
        #expect(wrong == 0)
        let (lines, chunks) = try await database.transaction { transaction in
            var (lines, chunks) = (0, 0)
            let rows = try transaction.copyOut("COPY facts TO STDOUT") { chunk in
                lines += chunk.count { $0 == UInt8(ascii: "\n") }
                chunks += 1
            }
            #expect(rows == 100_000)
            return (lines, chunks)
        }
        #expect(lines == 100_000)
        #expect(chunks > 10)
    }

    @Test("Data in binary format goes in as it came out")
    func rawBinary() async throws {
        let copied = try await database.transaction { transaction in
            try transaction.execute("CREATE TABLE facts (id bigint, name text)")
            try transaction.execute("INSERT INTO facts SELECT n, 'x' FROM generate_series(1, 9) n")
            var chunks: [[UInt8]] = []
            try transaction.copyOut("COPY facts TO STDOUT (FORMAT binary)") { chunks.append($0) }
            return try transaction.copyIn("COPY facts FROM STDIN (FORMAT binary)", data: chunks)
        }
        #expect(copied == 9)
    }

    @Test("The text form of every type is read as the same value")
    func textForm() async throws {
        let date = Date(timeIntervalSince1970: -62_000_000_000.25)
        let other = Date(timeIntervalSince1970: 1_709_251_199.5)
        let uuid = try #require(UUID(uuidString: "6BA7B810-9DAD-11D1-80B4-00C04FD430C8"))
        let numbers = ["0", "-12.50", "0.00012", "1e20", "-1e-12", "100000"].compactMap {
            Decimal(string: $0)
        }
        let wrong = try await database.transaction { transaction in
            try transaction.execute(
                """
                CREATE TABLE facts (
                    a int, b smallint, c numeric, d timestamptz[], e bytea, f uuid, g text[],
                    h float8, i boolean, j numeric[], k varchar
                )
                """
            )
            let texts = ["a", nil, "b\"\\,{}\t"]
            let copied = try transaction.copyIn(
                "COPY facts FROM STDIN",
                rows: [
                    (
                        1, 2, numbers[1], [date, other], [0, 255] as [UInt8], uuid, texts,
                        -Double.infinity, true, numbers, "v"
                    )
                ]
            )
            #expect(copied == 1)
            return try transaction.value(
                """
                SELECT count(*) FROM facts WHERE NOT (
                    a = 1 AND b = 2 AND c = \(numbers[1]) AND d = \([date, other])
                    AND e = \([0, 255] as [UInt8]) AND f = \(uuid) AND g = \(texts)
                    AND h = '-Infinity' AND i AND j = \(numbers) AND k = 'v')
                """,
                as: Int.self
            )
        }
        #expect(wrong == 0)
    }

    @Test("A refused row, a failing source and the wrong statement leave a usable pool")
    func failures() async throws {
        let database = database
        try await database.transaction {
            try $0.execute("CREATE TABLE facts (id bigint CONSTRAINT facts_pkey PRIMARY KEY)")
        }
        let twice = await #expect(throws: PostgresError.self) {
            try await database.transaction {
                try $0.copyIn("COPY facts FROM STDIN", values: [1, 1])
            }
        }
        #expect(twice?.constraint == "facts_pkey")
        struct Stop: Error {}
        await #expect(throws: Stop.self) {
            try await database.transaction { transaction in
                try transaction.copyOut("COPY (SELECT generate_series(1, 10000000)) TO STDOUT") {
                    _ in throw Stop()
                }
            }
        }
        for sql in ["SELECT 1", "COPY facts TO STDOUT", "COPY nowhere FROM STDIN"] as [SQL] {
            await #expect(throws: PostgresError.self) {
                try await database.transaction { try $0.copyIn(sql, values: [1]) }
            }
        }
        let count = try await database.transaction { transaction in
            _ = try? transaction.savepoint {
                try transaction.copyIn("COPY facts FROM STDIN", values: [5, 5])
            }
            try transaction.copyIn("COPY facts FROM STDIN (FORMAT csv)", data: [Array("7\n8".utf8)])
            return try transaction.value("SELECT count(*) FROM facts", as: Int.self)
        }
        #expect(count == 2)
    }
}
