import Credentials
import Foundation
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

/// Prints how long the large acts take; asserts only what does not depend on the machine.
///
/// The full sizes take their time in a debug build: set `OBUKA_TEST_SPEED` to have them.
@Suite("Speed", .centre, .serialized)
struct SpeedTests {
    private let centre = TrainingCentre.ofTest
    private static let isFull = ProcessInfo.processInfo.environment["OBUKA_TEST_SPEED"] != nil

    @Test("Ten thousand certificates in one batch")
    func issuing() async throws {
        let count = Self.isFull ? 10_000 : 500
        let people = Sample.emails(count)
        try await Sample.cohort("BRZO", capacity: 10_000, in: centre)
        try await timed("import of \(count) enrolments") {
            try await Sample.enrol(people, in: "BRZO", centre)
        }
        try await timed("import of \(2 * count) marks") {
            try await centre.importText(Sample.attendance("BRZO", people), as: .attendance)
        }
        try await timed("import of \(count) results") {
            try await centre.importText(Sample.results("BRZO", people), as: .results)
        }
        try await timed("closing with \(count) outcomes") {
            try await Sample.close("BRZO", in: centre)
        }
        let issued = try await timed("issuing of \(count) certificates, with commit") {
            try await Sample.issue("BRZO", in: centre)
        }
        #expect(issued.issued.count == count)
        let again = try await timed("issuing again") { try await Sample.issue("BRZO", in: centre) }
        #expect(again.issued.isEmpty)
        try await timed("taking \(count) certificates into the log") {
            try await Sequencer(centre).run()
        }
        try await Scene.settle(centre)
        for signatures in [false, true] {
            let report = try await timed("audit of \(count), signatures checked: \(signatures)") {
                try await centre.auditLog(signatures: signatures)
            }
            #expect(report.findings.map(\.message) == [])
        }
        let findings = try await timed("doctor") { try await Doctor.examine(centre) }
        #expect(findings.map(\.subject) == [])
        let batch = try #require(issued.id)
        let act = try Act.clerk(because: "pogrešan spisak")
        let revoked = try await timed("revoking the batch of \(count), with commit") {
            try await centre.write(act) {
                try CertificateBatch.revoke(
                    batch,
                    class: .issuedInError,
                    signing: .test(),
                    by: act,
                    in: $0
                )
            }
        }
        #expect(revoked.revoked.count == count)
        #expect(try await Doctor.examine(centre).map(\.subject) == [])
    }

    @Test("A hundred thousand rows of enrolments in one file")
    func importing() async throws {
        let (cohorts, seats) = Self.isFull ? (100, 1_000) : (10, 100)
        for number in 0..<cohorts {
            try await Sample.cohort("UVOZ\(number)", capacity: seats, in: centre)
        }
        let header = "cohort_code,given_name_latn,family_name_latn,sex,email,lsg_code,function"
        let rows = (0..<cohorts * seats).map { number in
            // Everybody goes to four trainings.
            let person = number % (cohorts * seats / 4)
            return "UVOZ\(number / seats),Ana,Anić,F,p\(person)@a.example,Bajina Bašta,član saveta"
        }
        let bytes = Array(([header] + rows).joined(separator: "\n").utf8)
        let file = try await timed("reading of \(rows.count) rows") {
            try ImportFile.read(bytes, as: .enrolments)
        }
        let report = try await timed("import of \(rows.count) enrolments in one transaction") {
            try await centre.importRows(file.rows, as: .enrolments, act: .clerk)
        }
        #expect(report.created == rows.count)
        let again = try await timed("import of the same again") {
            try await centre.importRows(file.rows, as: .enrolments, act: .clerk)
        }
        #expect(again.unchanged == rows.count)
    }

    @Test("A log of a million leaves")
    func log() async throws {
        let leaves = Self.isFull ? 1_000_000 : 5_000
        let id = try await Register(centre: centre).issued("PRO", 1)[0]
        try await Scene.settle(centre)
        try await Owner.corrupt(
            """
            INSERT INTO log_leaves (kind, commitment, certificate_id)
            SELECT 'issue', sha256(number::text::bytea), 1000000 + number
            FROM generate_series(1, \(leaves)) AS number
            """
        )
        try await timed("taking \(leaves) leaves into the log") {
            try await Sequencer(centre).run()
        }
        let size = try await Scene.head(of: centre).size
        #expect(size > leaves)
        try await timed("100 proofs in a log of \(size)") {
            for _ in 0..<100 {
                _ = try await centre.file(.logProof, of: id, to: nil)
            }
        }
    }

    @Test("A status list with every place dealt, a tenth of them ended, and then all")
    func statusList() async throws {
        let ended = Self.isFull ? 131_072 : 1_000
        _ = try await Register(centre: centre).issued("PRO", 1)
        try await Scene.settle(centre)
        try await Owner.corrupt(
            """
            INSERT INTO credentials (
                certificate_id, salt, status_list_id, status_slot, proof_key_id, token_key_id,
                document, token)
            SELECT 1000000 + slot, sha256(''), 99, slot, 1, 1,
                convert_to(repeat('d', 3000), 'UTF8'),
                convert_to(repeat('t', 3000), 'UTF8')
            FROM generate_series(0, \(ended) - 1) AS slot
            """
        )
        try await Owner.corrupt(
            """
            INSERT INTO status_lists (id, issuer_id, number, deck, dealt)
            OVERRIDING SYSTEM VALUE
            SELECT 99, issuer_id, 99, deck, 131072 FROM status_lists WHERE number = 1
            """
        )
        let psql = try ServerBinaries.find().program("psql")
        let url = TestDatabase.current.url
        for part in [10, 1] {
            try await Owner.corrupt(
                """
                INSERT INTO certificate_revocations (certificate_id, reason_class, reason)
                SELECT 1000000 + slot, 'other', 'proba'
                FROM generate_series(0, \(ended) - 1, \(part)) AS slot
                ON CONFLICT DO NOTHING
                """
            )
            #expect(try ChildProcess.run(psql, ["-d", url, "-c", "VACUUM ANALYZE"]).status == 0)
            let signed = try await timed("signing a status list, one in \(part) ended") {
                try await StatusPublisher(centre).run()
            }
            #expect(signed > 0)
        }
        let signed = try await timed("asking whether a status list is due") {
            try await StatusPublisher(centre).run()
        }
        #expect(signed == 0)
    }

    @discardableResult
    private func timed<Value>(
        _ what: String,
        _ body: () async throws -> Value
    ) async throws -> Value {
        let clock = ContinuousClock()
        let start = clock.now
        let value = try await body()
        print("speed: \(what): \(start.duration(to: clock.now))")
        return value
    }
}

@Suite("Issuing takes a constant number of statements")
struct StatementCountTests {
    @Test("Ten and three hundred certificates run the same statements, triggers included")
    func issuing() async throws {
        let cluster = try TestCluster(settings: [
            "shared_preload_libraries = 'pg_stat_statements'", "pg_stat_statements.track = 'all'",
        ])
        defer { cluster.tearDown() }
        try cluster.command("CREATE DATABASE obuka_test_count")
        var configuration = DatabaseConfiguration(url: cluster.url("obuka_test_count"))
        try await Migrator(configuration: configuration, directory: CheckoutFiles.migrations)
            .migrate()
        try cluster.command("CREATE EXTENSION pg_stat_statements", database: "obuka_test_count")
        configuration.role = "obuka_service"
        let database = Database(configuration: configuration, loops: TestDatabase.loops)
        let centre = TrainingCentre(
            database: database,
            chance: .ofSystem,
            signing: .test(),
            papers: .ofCheckout,
            blobs: .nowhere
        )
        // The first issue of all makes the status list.
        try await Sample.closed("PRVA", 1, in: centre)
        try await Sample.issue("PRVA", in: centre)
        try await Sample.closed("MALA", 10, in: centre)
        try await Sample.closed("VELIKA", 300, in: centre)
        var calls: [String] = []
        for code in ["MALA", "VELIKA"] {
            try cluster.command("SELECT pg_stat_statements_reset()", database: "obuka_test_count")
            try await Sample.issue(code, in: centre)
            // A foreign key is checked row by row, by a statement of the server's own.
            calls.append(
                try cluster.run(
                    "psql",
                    [
                        "-XqAt", "-d", cluster.url("obuka_test_count"), "-c",
                        """
                        SELECT sum(calls) FROM pg_stat_statements
                        WHERE query NOT LIKE '%pg_stat_statements%'
                            AND query NOT LIKE 'SELECT % FROM ONLY %'
                        """,
                    ]
                ).trimmingCharacters(in: .newlines)
            )
        }
        await database.close()
        print("speed: statements of an issue, those of its triggers included: \(calls)")
        #expect(calls[0] == calls[1])
        #expect((5...60).contains(Int(calls[0]) ?? 0))
    }
}
