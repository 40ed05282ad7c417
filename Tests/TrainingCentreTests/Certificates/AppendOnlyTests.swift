import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("What can only be added to", .centre)
struct AppendOnlyTests {
    private static let tables = [
        "audit_entries", "lsgs", "attendance_marks", "results", "outcomes", "certificate_batches",
        "certificates", "certificate_revocations", "certificate_replacements", "token_revocations",
        "person_former_names", "credentials", "issuer_keys", "issuer_key_retirements",
        "issuer_key_revocations", "status_publications", "log_roots",
        "certificate_batch_candidates", "certificate_batch_decisions", "certificate_ceremonies",
        "certificate_handovers", "document_certificates", "paper_parts", "certificate_papers",
        "accreditations", "accreditation_suspensions", "notices", "course_accreditations",
        "arrival_keys", "arrivals", "arrival_confirmations", "questionnaires", "questions",
        "question_options", "enrolment_events", "enrolment_changes", "person_merges",
        "organisation_merges",
        "project_merges", "city_municipalities", "qualifications", "engagements",
        "trainer_decisions", "candidacy_verdicts", "webhook_secrets", "blobs", "experiences",
        "former_titles", "former_rows", "module_completions", "module_versions",
        "module_publications", "module_attempts", "module_launches", "module_runs", "module_saves",
        "edition_acknowledgements",
        "quizzes", "quiz_pools", "quiz_questions", "quiz_pictures", "quiz_attempts", "quiz_draws",
        "quiz_answers", "quiz_grades", "quiz_submissions",
        "xapi_statements", "xapi_statement_agents", "xapi_statement_activities",
        "xapi_attachments", "xapi_statement_attachments", "xapi_agent_labels",
        "cmi5_registrations", "cmi5_satisfactions",
        "module_watching_rules", "module_silence_rules", "module_completion_refusals",
        "module_previews",
    ]

    @Test("The service lacks the privilege, and a trigger refuses the owner", arguments: tables)
    func refused(table: String) async throws {
        let centre = TrainingCentre.ofTest
        let column = try await centre.value(
            """
            SELECT attname::text FROM pg_attribute
            WHERE attrelid = \(table)::regclass AND attnum > 0 AND attgenerated = ''
                AND attidentity = ''
            ORDER BY attnum LIMIT 1
            """,
            as: String.self
        )
        let statements: [SQL] = [
            """
            UPDATE \(identifier: table) SET \(identifier: column) = \(identifier: column)
            """,
            "DELETE FROM \(identifier: table)", "TRUNCATE \(identifier: table) CASCADE",
        ]
        for statement in statements {
            let service = try await constraint { try await centre.sql(statement) }
            #expect(service == "42501", "\(statement)")
            let owner = try await constraint {
                try await Owner.run { _ = try $0.execute(statement) }
            }
            #expect(owner == "\(table)_append_only", "\(statement)")
        }
    }

    @Test("The list above is all of them")
    func complete() async throws {
        let found = try await TrainingCentre.ofTest.database.transaction {
            try $0.rows(
                """
                SELECT relname::text FROM pg_trigger JOIN pg_class ON pg_class.oid = tgrelid
                WHERE tgname = 'append_only'
                """,
                as: String.self
            )
        }
        #expect(Set(found) == Set(Self.tables))
    }

    @Test("The service enters no audit, LSG or outcome by itself, and lends nobody the function")
    func notEntered() async throws {
        let centre = TrainingCentre.ofTest
        let statements: [SQL] = [
            """
            INSERT INTO audit_entries (actor, action, noun, subject_id)
            VALUES ('niko', 'insert', 'people', 1)
            """,
            "INSERT INTO lsgs (code) VALUES ('99999')",
            "CREATE TABLE forgery (id bigint)",
            """
            CREATE TRIGGER forge AFTER INSERT ON people REFERENCING NEW TABLE AS new_rows
            FOR EACH STATEMENT EXECUTE FUNCTION audit_rows()
            """,
        ]
        for statement in statements {
            #expect(try await constraint { try await centre.sql(statement) } == "42501")
        }
        let forged = try await constraint {
            try await centre.write(.clerk) {
                _ = try $0.execute("CREATE TEMPORARY TABLE forgery (id bigint)")
                _ = try $0.execute(
                    """
                    CREATE TRIGGER forge AFTER INSERT ON forgery REFERENCING NEW TABLE AS new_rows
                    FOR EACH STATEMENT EXECUTE FUNCTION audit_rows()
                    """
                )
            }
        }
        #expect(forged == "42501")
    }
}
