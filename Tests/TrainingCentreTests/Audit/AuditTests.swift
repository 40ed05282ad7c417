import Credentials
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("The audit trail", .centre)
struct AuditTests {
    let centre = TrainingCentre.ofTest

    /// Tables that hold no act of anybody, each with its reason.
    ///
    /// The audit itself; lists that the law or the migrator fills; counters and marks that follow
    /// from audited rows, such as signed forms, the log, words to search for, the text of files of
    /// handbooks and what webhooks are told; statements of xAPI, which say who sent them; the note
    /// of a token's use; stored answers to requests; answers to questionnaires and how often
    /// handbooks are read, behind which nobody shall be found.
    private static let unaudited = [
        "audit_entries", "lsgs", "schema_migrations", "register_counters", "live_certificates",
        "token_uses", "idempotency_keys", "credentials", "log_leaves", "log_tiles", "log_roots",
        "log_checkpoints", "witness_states", "watched_trees", "evaluation_answers",
        "enrolment_events", "enrolment_changes", "former_rows", "untold_events",
        "untold_changes", "module_runs", "module_saves", "module_part_standings",
        "quiz_draws", "quiz_answers", "quiz_grades",
        "xapi_statements", "xapi_statement_agents", "xapi_statement_activities",
        "xapi_attachments", "xapi_statement_attachments", "xapi_agent_labels", "xapi_activities",
        "xapi_documents", "cmi5_registrations", "cmi5_sessions", "cmi5_satisfactions",
        "city_municipalities", "search_vocabulary",
        "person_words", "handbook_texts", "handbook_pages", "handbook_words", "handbook_page_stems",
        "webhook_events", "webhook_deliveries", "webhook_due_evaluations", "edition_uses",
        "catalogue_records", "handbook_covers",
    ]

    /// One change of every table that takes changes; the cohort of the sample is open.
    static let updates: [(noun: String, statement: SQL)] = [
        ("status_lists", "UPDATE status_lists SET dealt = dealt + 1"),
        ("settings", "UPDATE settings SET value = 'on'"),
        ("webhooks", "UPDATE webhooks SET url = url || 'x'"),
        ("import_profiles", "UPDATE import_profiles SET name = 'X'"),
        ("seat_rules", "UPDATE seat_rules SET offer_hours = 5"),
        ("seat_quotas", "UPDATE seat_quotas SET seats = seats + 1"),
        ("person_privacies", "UPDATE person_privacies SET shown = 'initials'"),
        ("organisations", "UPDATE organisations SET name_en = 'X'"),
        ("organisation_aliases", "UPDATE organisation_aliases SET alias = alias || 'x'"),
        ("projects", "UPDATE projects SET title_en = 'X'"),
        ("project_aliases", "UPDATE project_aliases SET alias = alias || 'x'"),
        ("project_roles", "UPDATE project_roles SET role = 'organiser'"),
        ("people", "UPDATE people SET proposed_script = 'latin'"),
        ("accounts", "UPDATE accounts SET email = 'x' || email"),
        ("account_roles", "UPDATE account_roles SET role = 'auditor'"),
        ("tokens", "UPDATE tokens SET name = 'x'"),
        (
            "cohort_assessments",
            "UPDATE cohort_assessments SET weight = weight + 1 WHERE code = 'x'"
        ),
        (
            "course_version_assessments",
            "UPDATE course_version_assessments SET weight = weight + 1"
        ),
        ("evaluations", "UPDATE evaluations SET closes_on = closes_on + 1"),
        (
            "evaluation_invitations",
            "UPDATE evaluation_invitations SET code_hash = sha256(code_hash)"
        ),
        ("courses", "UPDATE courses SET title_en = 'X'"),
        ("venues", "UPDATE venues SET name_en = 'X'"),
        ("venue_aliases", "UPDATE venue_aliases SET alias = alias || 'x'"),
        ("tags", "UPDATE tags SET title_en = 'X'"),
        ("project_outputs", "UPDATE project_outputs SET title_en = 'X'"),
        ("project_targets", "UPDATE project_targets SET promised = promised + 1"),
        ("activities", "UPDATE activities SET title_en = 'X'"),
        ("activity_items", "UPDATE activity_items SET title_en = 'X'"),
        ("activity_speakers", "UPDATE activity_speakers SET function_en = 'X'"),
        ("activity_participants", "UPDATE activity_participants SET function = 'X'"),
        ("needs_assessments", "UPDATE needs_assessments SET title_en = 'X'"),
        ("plans", "UPDATE plans SET title_en = 'X'"),
        ("plan_areas", "UPDATE plan_areas SET title_en = 'X'"),
        ("course_versions", "UPDATE course_versions SET year = 2020 WHERE published_on IS NULL"),
        ("interests", "UPDATE interests SET note = 'X'"),
        ("rooms", "UPDATE rooms SET capacity = 40"),
        ("modules", "UPDATE modules SET title_en = 'X'"),
        ("programmes", "UPDATE programmes SET title_en = 'X'"),
        ("fields", "UPDATE fields SET title_en = 'X'"),
        ("handbooks", "UPDATE handbooks SET title_en = 'X'"),
        ("handbook_editions", "UPDATE handbook_editions SET year = 2025"),
        (
            "calendar_addresses",
            "UPDATE calendar_addresses SET secret_hash = sha256(secret_hash)"
        ),
        ("trainers", "UPDATE trainers SET is_listed = NOT is_listed"),
        ("candidacies", "UPDATE candidacies SET deadline_on = deadline_on + 1"),
        ("cohorts", "UPDATE cohorts SET venue = 'X' WHERE state <> 'closed'"),
        (
            "sessions",
            """
            UPDATE sessions SET hours = 1
            WHERE cohort_id = (SELECT id FROM cohorts WHERE code = 'AUD')
            """
        ),
        (
            "enrolments",
            """
            UPDATE enrolments SET function = 'X'
            WHERE cohort_id = (SELECT id FROM cohorts WHERE code = 'AUD')
            """
        ),
    ]

    @Test("Every insert, update and delete leaves an entry with actor, reason and request")
    func everyTable() async throws {
        try await fill()
        let tables = try await auditedTables()
        #expect(tables.count >= 91 + AuditedLearning.kept.count)
        for table in tables {
            #expect(try await entries(table, "insert") == (try await centre.count(table)))
        }
        let act = try Act(by: .clerk, because: "provera", requestID: "zahtev-1")
        for (noun, statement) in Self.updates {
            let rows = try await centre.write(act) { try $0.execute(statement) }
            #expect(rows > 0)
            #expect(try await entries(noun, "update", "zahtev-1") == rows, "\(noun)")
        }
        // No table but these takes updates, which is shown elsewhere.
        #expect(
            Set(tables).subtracting(Self.updates.map(\.noun) + AuditedLearning.kept) == [
                "account_disablings", "token_revocations", "attendance_marks", "results",
                "outcomes",
                "certificate_batches",
                "certificates", "certificate_revocations", "certificate_replacements",
                "cohort_trainers", "person_former_names", "issuers", "issuer_keys",
                "issuer_key_retirements", "issuer_key_revocations", "status_publications",
                "witnesses", "watched_logs", "document_certificates", "paper_parts",
                "certificate_papers", "certificate_batch_candidates",
                "certificate_batch_decisions", "certificate_ceremonies", "certificate_handovers",
                "accreditations", "accreditation_suspensions", "notices", "person_merges",
                "organisation_merges", "project_merges", "project_tags", "course_tags",
                "activity_tags", "activity_organisations", "activity_batches",
                "plan_area_courses",
                "accreditations", "accreditation_suspensions", "notices", "target_groups",
                "course_version_outcomes", "course_version_prerequisites",
                "course_version_target_groups", "course_version_authors", "course_accreditations",
                "programme_courses", "session_trainers",
                "field_courses", "trainer_subjects", "trainer_decisions", "trainer_evidence",
                "qualifying_courses", "qualifications", "candidacy_verdicts", "engagements",
                "webhook_secrets", "handbook_courses", "handbook_files", "blobs", "experiences",
                "qualifying_programmes", "course_version_questionnaires", "former_titles",
                "course_version_modules", "module_completions", "module_versions",
                "module_publications", "module_attempts", "module_launches", "cohort_editions",
                "edition_acknowledgements", "quizzes", "quiz_pools", "quiz_questions",
                "quiz_pictures", "quiz_attempts", "quiz_submissions",
                "module_watching_rules", "module_silence_rules", "module_completion_refusals",
                "module_previews",
            ]
        )
        try await deleteAll(tables, act)
    }

    /// Deletes every row, with all triggers and foreign keys out of the way but the audit.
    private func deleteAll(_ tables: [String], _ act: Act) async throws {
        try await Owner.run {
            try act.begin(in: $0)
            for table in tables {
                _ = try $0.execute("ALTER TABLE \(identifier: table) DISABLE TRIGGER ALL")
                _ = try $0.execute(
                    "ALTER TABLE \(identifier: table) ENABLE TRIGGER audit_delete"
                )
            }
            for table in tables {
                let rows = try $0.execute("DELETE FROM \(identifier: table)")
                let entries = try $0.value(
                    """
                    SELECT count(*) FROM audit_entries
                    WHERE noun = \(table) AND action = 'delete' AND actor = 'test clerk'
                        AND reason = 'provera' AND request_id = 'zahtev-1'
                    """,
                    as: Int.self
                )
                #expect(rows > 0 && entries == rows, "\(table)")
            }
        }
    }

    @Test("A row cannot slip out of the trail by taking another id")
    func keptIDs() async throws {
        try await Demonstration.load(into: centre)
        let statement: SQL = "UPDATE project_aliases SET id = DEFAULT"
        #expect(try await constraint { try await centre.sql(statement) } == "42501")
        let owner = try await constraint {
            try await Owner.run {
                try Act.clerk.begin(in: $0)
                _ = try $0.execute(statement)
            }
        }
        #expect(owner == "audit_entries_id_kept")
    }

    @Test("An update names the columns that changed, and a delete its row")
    func fields() async throws {
        let act = try Act(by: .clerk, because: "novi naziv", requestID: "zahtev-2")
        try await Demonstration.load(into: centre)
        try await centre.write(act) {
            _ = try $0.execute(
                "UPDATE organisations SET name_en = 'X', kind = kind WHERE code = 'IOM'"
            )
            _ = try $0.execute("DELETE FROM organisation_aliases WHERE alias = 'IOM'")
            _ = try $0.execute("UPDATE organisations SET name_en = name_en")
        }
        let found = try await centre.database.transaction {
            try $0.rows(
                """
                SELECT action, noun, coalesce(fields, '{}'), actor, reason FROM audit_entries
                WHERE request_id = 'zahtev-2' ORDER BY id
                """,
                as: (String.self, String.self, [String].self, String.self, String?.self)
            )
        }
        #expect(found.map(\.0) == ["update", "delete"])
        #expect(found.map(\.1) == ["organisations", "organisation_aliases"])
        #expect(found.map(\.2) == [["name_en"], []])
        #expect(found.allSatisfy { $0.3 == "test clerk" && $0.4 == "novi naziv" })
    }

    @Test("A write without an actor is refused, on every audited table")
    func withoutActor() async throws {
        let statement: SQL = """
            INSERT INTO people (
                email, given_name_cyrl, family_name_cyrl, given_name_latn, family_name_latn)
            VALUES ('a@a.example', 'А', 'Б', 'A', 'B')
            """
        let name = try await constraint {
            try await centre.database.transaction { _ = try $0.execute(statement) }
        }
        #expect(name == "audit_entries_actor_stated")
        let nobody = try await constraint {
            try await centre.write(Act(by: Actor(name: "", roles: [.administrator]))) {
                _ = try $0.execute(statement)
            }
        }
        #expect(nobody == "audit_entries_actor_stated")
        // The owner is not let past either, and the actor of one transaction is not the next one's.
        try await centre.write(.clerk) { _ = try $0.execute(statement) }
        let owner = try await constraint {
            try await Owner.run { _ = try $0.execute("UPDATE people SET sex = 'F'") }
        }
        #expect(owner == "audit_entries_actor_stated")
        let next = try await constraint {
            try await centre.database.transaction {
                _ = try $0.execute("UPDATE people SET sex = 'F'")
            }
        }
        #expect(next == "audit_entries_actor_stated")
    }

    @Test("No name, address, institution or reason class of anybody stands anywhere in it")
    func noPersonalData() async throws {
        try await fill()
        let found = try await centre.database.transaction {
            try $0.rows(
                """
                SELECT DISTINCT word
                FROM (
                    SELECT unnest(ARRAY[
                        email, given_name_cyrl, family_name_cyrl, given_name_latn,
                        family_name_latn]) FROM people
                    UNION SELECT institution FROM enrolments
                    UNION SELECT code FROM enrolments
                    UNION SELECT verification_id FROM certificates
                    UNION SELECT email FROM accounts
                ) AS personal (word)
                JOIN audit_entries ON strpos(audit_entries::text, word) > 0
                WHERE length(word) > 2
                """,
                as: String.self
            )
        }
        #expect(found == [])
        #expect(try await centre.count("audit_entries") > 1_000)
    }

    @Test("A rehearsal does all of it and changes nothing, not even the audit")
    func rehearsal() async throws {
        try await Demonstration.load(into: centre)
        let before = try await dump()
        let report = try await centre.importFile(
            Array(Sample.enrolments("LAP-2024-14", ["nov@sample.example"]).utf8),
            as: .enrolments,
            rehearse: true
        )
        #expect(report.created == 1)
        let code = try #require(try Demonstration.cohorts().first)
        let cohort = try await centre.write(.clerk, rehearse: true) {
            try Cohort.close(code, on: nil, by: .clerk, in: $0)
        }
        #expect(cohort.state == .closed)
        #expect(try await dump() == before)
    }

    @Test("Entries are listed newest first, page by page, by noun, for those who may")
    func list() async throws {
        try await Sample.cohort("AUD", in: centre)
        try await Sample.enrol(Sample.emails(5), in: "AUD", centre)
        var page = PageRequest(rowsMax: 2)
        var ids: [Int] = []
        while true {
            let request = page
            let found = try await centre.read {
                try AuditEntry.list(noun: "people", page: request, by: .clerk, in: $0)
            }
            ids += found.items.map(\.id)
            guard let next = found.next else { break }
            page = PageRequest(after: next, rowsMax: 2)
        }
        #expect(ids.count == 5)
        #expect(ids == ids.sorted(by: >))
        let trainer = Actor(name: "trainer", roles: [.trainer])
        #expect(
            try await refusal {
                _ = try await centre.read {
                    try AuditEntry.list(noun: nil, page: PageRequest(), by: trainer, in: $0)
                }
            } == "not_allowed"
        )
    }

    private func auditedTables() async throws -> [String] {
        try await centre.database.transaction {
            try $0.rows(
                """
                SELECT relname::text FROM pg_class
                WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
                ORDER BY relname
                """,
                as: String.self
            )
        }.filter { !Self.unaudited.contains($0) }
    }

    private func entries(
        _ noun: String,
        _ action: String,
        _ request: String? = nil
    ) async throws -> Int {
        try await centre.value(
            """
            SELECT count(*) FROM audit_entries
            WHERE noun = \(noun) AND action = \(action)
                -- Migrations made the issuer and the settings, trainees and the program the others.
                AND (actor = 'test clerk' OR noun IN (
                    'issuers', 'settings', 'status_publications', 'paper_parts',
                    'certificate_papers', 'notices', 'target_groups', 'arrivals'))
                AND (\(request)::text IS NULL OR request_id = \(request) AND reason = 'provera')
            """,
            as: Int.self
        )
    }

    /// The content of all tables as text.
    private func dump() async throws -> String {
        try TestDatabase.current.cluster.run(
            "pg_dump",
            [
                "--data-only", "--inserts", "--exclude-table-data=obuka_test.*",
                TestDatabase.current.url,
            ]
        ).split(separator: "\n").filter { !$0.contains("setval") && !$0.hasPrefix("\\") }
            .joined(separator: "\n")
    }
}
