import Credentials
import Documents
import Foundation
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

/// What is asked most, on a database in which reading a table whole would be felt.
///
/// Statements that stand alone are explained. What the domain does in a transaction is run, and the
/// database says from which tables it read rows without an index: that holds for every statement
/// of it, however it is put together.
@Suite("Plans of the hottest queries", .centre, .serialized)
struct QueryPlanTests {
    private let centre = TrainingCentre.ofTest

    private static let rows = 20_000
    /// Lists and lookup tables may be read whole; a thousand cohorts, too.
    private static let rowsReadWholeMax = 2_000

    /// Twenty editions of a thousand pages, as triggers would enter them.
    private static let handbooks = """
        INSERT INTO handbooks (code, title_sr_cyrl, title_sr_latn, title_en)
        VALUES ('BENCH', 'Приручник', 'Priručnik', 'Handbook');
        INSERT INTO blobs (digest, bytes, media_type)
        SELECT encode(sha256(n::text::bytea), 'hex'), 1, 'application/pdf'
        FROM generate_series(1, 20) AS n;
        INSERT INTO handbook_editions (
            code, handbook_id, language_tag, version_label, year, licence, blob_id,
            published_on)
        SELECT 'BENCH-' || blobs.id, handbooks.id, 'en', blobs.id::text, 2024, 'CC-BY-4.0',
            blobs.id, '2024-01-01'
        FROM blobs CROSS JOIN handbooks;
        INSERT INTO handbook_texts (blob_id, due_at, read_at, pages)
        SELECT id, NULL, now(), 1000 FROM blobs;
        INSERT INTO handbook_pages (blob_id, number, part, content)
        SELECT blobs.id, n, 1, 'strana ' || n || ' rec' || n * 20 + blobs.id % 20
        FROM blobs CROSS JOIN generate_series(1, 1000) AS n;
        INSERT INTO handbook_words (word)
        SELECT DISTINCT lexeme FROM handbook_pages CROSS JOIN LATERAL unnest(words);
        INSERT INTO handbook_page_stems (page_id, blob_id, stems)
        SELECT id, blob_id, placed_words(replace(content, 'strana', search_stem('strana')))
        FROM handbook_pages;
        """

    /// Fills the database as `deploy/bench` does, but for what is signed.
    private func fill() async throws {
        let text = try CheckoutFiles.text("deploy/benchmarks/fill.sql")
        let parts = text.components(separatedBy: "\n-- The signed forms")
        try #require(parts.count == 2, "fill.sql has another shape")
        let script = """
            \(parts[0])
            INSERT INTO attendance_marks (session_id, enrolment_id, mark)
            SELECT sessions.id, enrolments.id, 'present'
            FROM enrolments JOIN sessions ON sessions.cohort_id = enrolments.cohort_id;
            INSERT INTO person_words (word, person_id)
            SELECT DISTINCT has.word, people.id
            FROM people CROSS JOIN LATERAL unnest(search_words(fold)) AS has (word);
            INSERT INTO search_vocabulary (word) SELECT DISTINCT unnest(search_words(fold))
            FROM (SELECT fold FROM people UNION ALL SELECT fold FROM courses
                UNION ALL SELECT fold FROM cohorts) AS texts;
            INSERT INTO credentials (
                certificate_id, salt, status_list_id, status_slot, proof_key_id, token_key_id,
                document, token)
            SELECT id, sha256(id::text::bytea), 1, register_serial, 1, 1, repeat('d', 3000)::bytea,
                repeat('t', 4000)::bytea
            FROM certificates;
            INSERT INTO accounts (email, person_id) SELECT email, id FROM people;
            INSERT INTO tokens (account_id, name, hash, expires_at)
            SELECT id, 'token', sha256(id::text::bytea), '2999-01-01' FROM accounts;
            INSERT INTO account_roles (account_id, role) SELECT id, 'trainee' FROM accounts;
            INSERT INTO token_uses (token_id, last_used_at) SELECT id, now() FROM tokens;
            INSERT INTO cohorts (
                code, course_id, course_version_id, starts_on, ends_on, venue, capacity,
                minimum_attendance_percent, pass_score_percent, state)
            SELECT 'OPEN', course_id, course_version_id, '2099-01-13', '2099-01-15', venue, 20,
                80, 60, 'published'
            FROM cohorts LIMIT 1;
            INSERT INTO webhooks (code, url, types) VALUES ('HOOK', 'https://a.example/', '{}');
            INSERT INTO webhook_events (type, noun, code, href)
            SELECT 'course.changed', 'course', n::text, '/' FROM generate_series(1, 20000) AS n;
            \(Self.handbooks)
            INSERT INTO webhook_deliveries (event_id, webhook_id, due_at)
            SELECT id, (SELECT max(id) FROM webhooks),
                CASE WHEN id % 1000 = 0 THEN now() END
            FROM webhook_events;
            COMMIT;
            VACUUM (ANALYZE);
            """
        let url = TestDatabase.current.url
        let outcome = try ChildProcess.run(
            "psql",
            ["-Xq", "-v", "ON_ERROR_STOP=1", "-v", "rows=\(Self.rows)", "-d", url],
            input: Array(script.utf8)
        )
        #expect(outcome.status == 0, "\(outcome.output.suffix(500))")
    }

    /// The large tables that an act reads whole.
    private func wholeReads(
        _ body: @escaping @Sendable (borrowing Transaction) throws -> Void
    ) async throws -> [String] {
        try await centre.database.transaction { (transaction: borrowing Transaction) in
            // What an earlier transaction of the connection read may still be counted here.
            let before = try Self.rowsReadWhole(in: transaction)
            try body(transaction)
            return try Self.rowsReadWhole(in: transaction)
                .filter { $0.value - before[$0.key, default: 0] > Self.rowsReadWholeMax }
                .map(\.key)
        }
    }

    private static func rowsReadWhole(
        in transaction: borrowing Transaction
    ) throws -> [String: Int] {
        let rows = try transaction.rows(
            """
            SELECT read.relname::text, read.seq_tup_read
            FROM pg_stat_xact_user_tables AS read JOIN pg_class ON pg_class.oid = read.relid
            WHERE pg_class.reltuples > \(rowsReadWholeMax)
            """,
            as: (String.self, Int.self)
        )
        return Dictionary(rows) { first, _ in first }
    }

    private func plan(_ statement: SQL) async throws -> String {
        try await centre.database.transaction {
            try $0.rows("EXPLAIN \(statement)", as: String.self).joined(separator: "\n")
        }
    }

    @Test("None of them reads a large table whole")
    func hottest() async throws {
        try await fill()
        try await expectExplained()
        try await expectRun()
        try await expectPeopleLookedAt()
    }

    private func expectExplained() async throws {
        let id = try #require(VerificationID(canonical: "0000-0000-0000-0000"))
        let statements: [(String, SQL)] = [
            ("verification", centre.verificationLookup.lookup.statement([id])),
            ("signed document", centre.credentialLookup.documents.statement([id])),
            ("signed token", centre.credentialLookup.tokens.statement([id])),
            ("enrolment by code", centre.enrolmentLookup.lookup.statement([id])),
            ("who a token is", centre.tokenLookup.lookup.statement([[1, 2, 3]])),
        ]
        for (name, statement) in statements {
            let plan = try await plan(statement)
            let large = [
                "people", "enrolments", "certificates", "cohorts", "outcomes", "log_leaves",
                "credentials", "tokens", "token_uses", "accounts", "account_roles",
            ]
            for table in large {
                #expect(!plan.contains("Seq Scan on \(table)"), "\(name): \(plan)")
            }
        }
    }

    private func expectRun() async throws {
        let someone = try await centre.value("SELECT max(person_id) FROM enrolments", as: Int.self)
        let trainee = Actor(
            name: "trainee",
            accountID: ID(1),
            personID: ID(someone),
            roles: [.trainee]
        )
        let page = PageRequest()
        let chance = centre.chance
        let queries: [(String, @Sendable (borrowing Transaction) throws -> Void)] = [
            ("my enrolments", { _ = try Enrolment.mine(of: trainee, in: $0) }),
            ("my page", { _ = try OwnOverview.find(of: trainee, in: $0) }),
            ("my calendar", { _ = try CalendarEntry.mine(of: trainee, in: $0) }),
            ("course search", { _ = try Course.list(matching: "merenje", page: page, in: $0) }),
            ("cohorts on the courses' page", { _ = try Cohort.coming(in: $0) }),
            ("cohort search", { _ = try Cohort.list(matching: "BENCH-77", page: page, in: $0) }),
            (
                "cohort roster",
                { _ = try Enrolment.list(cohort: "BENCH-7", page: page, by: .clerk, in: $0) }
            ),
            (
                "attendance of a cohort",
                { _ = try AttendanceLine.list(cohort: "BENCH-7", by: .clerk, in: $0) }
            ),
            (
                "certificates list page",
                {
                    _ = try Certificate.list(
                        cohort: nil,
                        status: nil,
                        page: page,
                        by: .clerk,
                        in: $0
                    )
                }
            ),
            (
                "certificates of a cohort",
                {
                    _ = try Certificate.list(
                        cohort: "BENCH-7",
                        status: nil,
                        page: page,
                        by: .clerk,
                        in: $0
                    )
                }
            ),
            ("outbox take", { _ = try WebhookOutbox.due(8, in: $0) }),
            ("asking for a seat", { try Self.askForSeat(chance: chance, in: $0) }),
        ]
        for (name, query) in queries + Self.pages + Self.searches + Self.passages {
            let tables = try await wholeReads(query)
            #expect(tables == [], "\(name)")
        }
    }

    private static let pages: [(String, @Sendable (borrowing Transaction) throws -> Void)] = [
        (
            "cohort page",
            {
                let actor = Actor.clerk
                let language = Language.serbianLatin
                _ = try CohortOverview.find("BENCH-7", for: actor, language: language, in: $0)
            }
        )
    ]

    /// A word that one page has, a beginning, and one page of those of a common word.
    private static let passages:
        [(
            String, @Sendable (borrowing Transaction) throws -> Void
        )] = ["rec4321", "strana rec43", "\"strana 77\""].map { (query: String) in
            (
                "handbook search for \(query)",
                {
                    var search = try PassageSearch(query: query)
                    search.includesSuperseded = true
                    let page = PageRequest(rowsMax: 20)
                    let found = try HandbookPassage.search(search, page: page, by: nil, in: $0)
                    #expect(!found.page.items.isEmpty, "\(query)")
                }
            )
        }

    private static let searches: [(String, @Sendable (borrowing Transaction) throws -> Void)] = [
        "ljubica", "djrodjevic", "Lj. Djrodjevic", "person77@bench.example",
    ].map { (query: String) in
        (
            "people search for \(query)",
            { _ = try Person.list(matching: query, page: PageRequest(), by: .clerk, in: $0) }
        )
    }

    private static func askForSeat(
        chance: Chance,
        in transaction: borrowing Transaction
    ) throws {
        try Act.clerk.begin(in: transaction)
        let form = Form([
            "email": "nov@a.example", "name": "Нов Новић", "lsg_code": "70068",
        ])
        _ = try Enrolment.takeSeat(
            cohort: "OPEN",
            form: form,
            chance: chance,
            by: .clerk,
            in: transaction
        )
    }

    /// A search for people looks at a page of them, however many have the name: an index that is
    /// read from end to end is no better than the table.
    private func expectPeopleLookedAt() async throws {
        let page = PageRequest()
        for query in [
            "Ђорђевић", "djrodjevic", "tomin", "ljubica djrodjevic", "Lj. Pelagić", "q x",
            "person77@bench.example", "person@",
        ] {
            let read = try await centre.database.transaction { (transaction) -> Int in
                let before = try Self.peopleRead(in: transaction)
                _ = try Person.list(matching: query, page: page, by: .clerk, in: transaction)
                return try Self.peopleRead(in: transaction) - before
            }
            #expect(read < Self.rows / 10, "\(query)")
        }
    }

    private static func peopleRead(in transaction: borrowing Transaction) throws -> Int {
        try transaction.value(
            """
            SELECT coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0)
            FROM pg_stat_xact_user_tables WHERE relname = 'people'
            """,
            as: Int.self
        ) ?? 0
    }
}
