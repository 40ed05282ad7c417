import FoundationEssentials
import Postgres
import TestSupport
import Testing

@Suite("SQLValue", .database)
struct ValueTests {
    private enum Mark: String, SQLValue { case present, absent }
    private enum Grade: Int, SQLValue { case pass = 1, fail }

    private struct ID: RawRepresentable, SQLValue, Equatable {
        let rawValue: Int
        init(rawValue: Int) { self.rawValue = rawValue }
    }

    private struct CalendarDate: SQLValue, Equatable {
        let days: Int32
        init(days: Int32) { self.days = days }
        static var sqlType: SQLType { .date }
        func encode(into bytes: inout SQLBytes) { bytes.append(bigEndian: days) }
        init(sqlBytes bytes: RawSpan) throws { days = try bytes.bigEndian(as: Int32.self) }
    }

    /// Sends a value and reads it back.
    private func echo<Value: SQLValue>(_ value: Value) async throws -> Value? {
        try await TestDatabase.current.database.transaction {
            try $0.value("SELECT \(value)", as: Value.self)
        }
    }

    /// Sends a value, lets the server make text of it, and reads it back.
    private func text<Value: SQLValue>(_ value: Value) async throws -> String? {
        try await TestDatabase.current.database.transaction {
            try $0.value("SELECT (\(value))::text", as: String.self)
        }
    }

    @Test("Every type comes back as it was sent")
    func roundTrips() async throws {
        #expect(try await echo(true) == true)
        #expect(try await echo(Int.min) == .min)
        #expect(try await echo(Int32.max) == .max)
        #expect(try await echo(Int16.min) == .min)
        #expect(try await echo(Double.leastNonzeroMagnitude) == .leastNonzeroMagnitude)
        #expect(try await echo("Ђорђе Šljivić 🎓\u{1}") == "Ђорђе Šljivić 🎓\u{1}")
        #expect(try await echo("") == "")
        #expect(try await echo([0, 1, 255] as [UInt8]) == [0, 1, 255])
        #expect(try await echo([UInt8]()) == [])
        let uuid = try #require(UUID(uuidString: "6BA7B810-9DAD-11D1-80B4-00C04FD430C8"))
        #expect(try await echo(uuid) == uuid)
        #expect(try await echo(Mark.absent) == .absent)
        #expect(try await echo(Grade.fail) == .fail)
        #expect(try await echo(ID(rawValue: 7)) == ID(rawValue: 7))
        #expect(try await echo(CalendarDate(days: -3)) == CalendarDate(days: -3))
        #expect(try await text(CalendarDate(days: 9_131)) == "2024-12-31")
        #expect(try await text(uuid) == "6ba7b810-9dad-11d1-80b4-00c04fd430c8")
        #expect(try await text([1, 254] as [UInt8]) == "\\x01fe")
    }

    @Test("Arrays come back as they were sent, with and without NULLs")
    func arrays() async throws {
        #expect(try await echo([1, 2, 3]) == [1, 2, 3])
        #expect(try await echo([Int]()) == [])
        #expect(try await echo(["a", "", "ч\"\\,{}"]) == ["a", "", "ч\"\\,{}"])
        #expect(try await echo([[1, 2], []] as [[UInt8]]) == [[1, 2], []])
        #expect(try await echo(["a", nil] as [String?]) == ["a", nil])
        #expect(try await echo([true, false]) == [true, false])
        #expect(try await echo([Decimal(1), Decimal(2)]) == [1, 2])
        #expect(try await echo([Mark.present]) == [.present])
        #expect(try await echo([CalendarDate(days: 1)]) == [CalendarDate(days: 1)])
        #expect(
            try await echo([Date(timeIntervalSince1970: 0)]) == [.init(timeIntervalSince1970: 0)]
        )
        #expect(try await text(["a", nil, "NULL"]) == #"{a,NULL,"NULL"}"#)
    }

    @Test("NULL needs an optional")
    func nulls() async throws {
        #expect(try await echo(nil as Int?) == .some(nil))
        #expect(try await echo(nil as [String]?) == .some(nil))
        let database = TestDatabase.current.database
        let error = await #expect(throws: PostgresError.self) {
            try await database.transaction { try $0.value("SELECT NULL::text", as: String.self) }
        }
        #expect(error?.kind == .undecodable)
        let inArray = await #expect(throws: PostgresError.self) {
            try await database.transaction {
                try $0.value("SELECT ARRAY['a', NULL]", as: [String].self)
            }
        }
        #expect(inArray?.kind == .undecodable)
    }

    @Test("Integers widen, other types do not mix, and the error names the column")
    func types() async throws {
        let database = TestDatabase.current.database
        let row = try await database.transaction {
            try $0.row(
                "SELECT 1::int2, 2::int4, 3::int8, 4::int2, 1.5::real, 'x'::varchar, 'y'::name",
                as: (
                    Int.self, Int.self, Int.self, Int32.self, Double.self, String.self, String.self
                )
            )
        }
        let (a, b, c, d, e, f, g) = try #require(row)
        #expect((a, b, c, d) == (1, 2, 3, 4))
        #expect((e, f, g) == (1.5, "x", "y"))
        let error = await #expect(throws: PostgresError.self) {
            try await database.transaction {
                try $0.rows("SELECT 1, 2.5 AS price", as: (Int.self, Int.self))
            }
        }
        #expect(String(reflecting: error).contains("column 2 (price) is numeric, not bigint"))
        await #expect(throws: PostgresError.self) {
            try await database.transaction { try $0.rows("SELECT 1", as: (Int.self, Int.self)) }
        }
        await #expect(throws: PostgresError.self) {
            try await database.transaction { try $0.value("SELECT 'other'", as: Mark.self) }
        }
    }

    @Test("Types made in the database are read and written as text")
    func enums() async throws {
        try await TestDatabase.current.database.transaction { transaction in
            try transaction.execute("CREATE TYPE mark AS ENUM ('present', 'absent')")
            try transaction.execute("CREATE TABLE marks (mark mark, other mark[])")
            try transaction.execute(
                "INSERT INTO marks VALUES (\(Mark.present)::text::mark, '{absent}')"
            )
            #expect(try transaction.value("SELECT mark FROM marks", as: Mark.self) == .present)
        }
    }

    @Test("Random numbers, texts and moments survive", arguments: 0..<4)
    func properties(seed: UInt64) async throws {
        var random = SplitMix64(state: seed)
        let integers = (0..<200).map { _ in Int(bitPattern: UInt(random.next())) }
        let doubles = (0..<200).map { _ in Double(bitPattern: random.next()) }.filter { !$0.isNaN }
        let texts = (0..<100).map { _ in random.text() }
        let bytes = (0..<50).map { _ in (0..<Int(random.next() % 50)).map { UInt8($0) } }
        let moments = (0..<200).map { _ in
            // Whole microseconds between the years 1 and 4000.
            let microseconds =
                Int64(random.next() % 126_000_000_000_000_000) - 62_000_000_000_000_000
            return Date(timeIntervalSince1970: Double(microseconds / 1_000_000))
        }
        #expect(try await echo(integers) == integers)
        #expect(try await echo(doubles) == doubles)
        #expect(try await echo(texts) == texts)
        #expect(try await echo(bytes) == bytes)
        #expect(try await echo(moments) == moments)
    }

    @Test("Decimals survive exactly, and the server reads the same number", arguments: 0..<4)
    func decimals(seed: UInt64) async throws {
        var random = SplitMix64(state: seed)
        var texts = [
            "0", "-0.0001", "10000", "9999.9999", "0.00001", "1e20", "-1e-20", "100000000",
        ]
        for _ in 0..<100 {
            let digits = String((0..<Int(random.next() % 30 + 1)).map { _ in random.digit() })
            texts.append(
                "\(random.next() % 2 == 0 ? "-" : "")\(digits)e\(Int(random.next() % 40) - 20)"
            )
        }
        let values = try texts.map { try #require(Decimal(string: $0)) }
        #expect(try await echo(values) == values)
        let numbers = texts
        let server = try await TestDatabase.current.database.transaction {
            try $0.value("SELECT \(numbers)::numeric[] = \(values)", as: Bool.self)
        }
        #expect(server == true)
        #expect(try await echo(Decimal.nan)?.isNaN == true)
    }

    @Test("A number longer than Decimal is refused, not rounded")
    func longDecimal() async throws {
        let database = TestDatabase.current.database
        for sql in ["SELECT 1e200::numeric", "SELECT (repeat('9', 39))::numeric"] as [SQL] {
            let error = await #expect(throws: PostgresError.self) {
                try await database.transaction { try $0.value(sql, as: Decimal.self) }
            }
            #expect(error?.kind == .undecodable)
        }
    }

    @Test("Moments keep their microsecond; infinity is refused")
    func moments() async throws {
        let database = TestDatabase.current.database
        let moment = try await database.transaction {
            try $0.value("SELECT '2024-02-29 23:59:59.123456+00'::timestamptz", as: Date.self)
        }
        let back = try await self.text(try #require(moment))
        #expect(back == "2024-02-29 23:59:59.123456+00")
        await #expect(throws: PostgresError.self) {
            try await database.transaction {
                try $0.value("SELECT 'infinity'::timestamptz", as: Date.self)
            }
        }
        #expect(try await self.text(Date(timeIntervalSince1970: .infinity)) == "infinity")
    }
}

/// A small generator with a seed, so that a failure can be repeated.
struct SplitMix64: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func digit() -> Character {
        Character("\(next() % 10)")
    }

    /// Text with quotes, tabs, Cyrillic and characters beyond the basic plane.
    mutating func text() -> String {
        let alphabet = Array("aZ'\"\\{},\t\n\r šђЉ🎓e\u{301} $1%")
        return String(
            (0..<Int(next() % 20)).map { _ in alphabet[Int(next() % UInt64(alphabet.count))] }
        )
    }
}
