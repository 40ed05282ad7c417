import Credentials
import Documents
import Foundation
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("What is exported is imported again as it was", .centre)
struct RoundTripTests {
    private let centre = TrainingCentre.ofTest

    private func text(_ noun: ImportedNoun, cohort: String? = nil) async throws -> [UInt8] {
        try await file(ExportWriter(ExportedTable(noun, cohort: cohort), as: .csv))
    }

    private func file(_ writer: ExportWriter) async throws -> [UInt8] {
        try await centre.read {
            var bytes: [UInt8] = []
            try writer.write(by: .clerk, in: $0) { bytes += $0 }
            return bytes
        }
    }

    /// Fills the centre, and answers the codes of a questionnaire that is open: the first is used.
    @discardableResult
    private func fill() async throws -> [VerificationID] {
        try await Demonstration.load(into: centre)
        try await Demonstration.loadPlanning(into: centre)
        for (noun, text) in Self.more { try await enter(text, as: noun) }
        try await issue()
        for (noun, text) in Self.handedOut { try await enter(text, as: noun) }
        let holder = try await centre.value(
            """
            SELECT min(people.email) FROM live_certificates AS live
            JOIN people ON people.id = live.person_id
            """,
            as: String.self
        )
        let today = try await centre.read { try centreToday(in: $0) }
        try await enter(
            "cohort_code,email,kind,handed_on\nLAP-2023-01,\(holder),completion,\(today)\n",
            as: .certificateHandovers
        )
        let codes = try await invite()
        _ = try await centre.answer(codes[0].printed, Self.answers, requestID: "zahtev")
        return codes
    }

    private static let answers: EvaluationSheet.Answers = [1: "4"]

    private func invite() async throws -> [VerificationID] {
        let chance = centre.chance
        return try await centre.write(.clerk) { (transaction: borrowing Transaction) in
            try Evaluation.list(cohort: "LAP-2023-01", by: .clerk, in: transaction).flatMap {
                try EvaluationInvitation.make(
                    $0.id,
                    renews: false,
                    chance: chance,
                    by: .clerk,
                    in: transaction
                )
            }.compactMap(\.code)
        }
    }

    /// What the codes that were sent still do: the first is used, and the second opens the sheet.
    private func tryCodes(_ codes: [VerificationID]) async throws {
        await #expect(throws: EvaluationError.answeredAlready) {
            try await centre.answer(codes[0].printed, Self.answers, requestID: "zahtev")
        }
        _ = try await centre.answer(codes[1].printed, Self.answers, requestID: "zahtev")
    }

    private func enter(_ text: String, as noun: ImportedNoun) async throws {
        let report = try await centre.importText(text, as: noun, reason: "proba")
        #expect(report.rejected.map(\.problem) == [], "\(noun)")
        #expect(report.created + report.updated == report.read, "\(noun)")
    }

    private func issue() async throws {
        try await TestKeys.publish(in: centre)
        _ = try await Sample.issue("LAP-2023-01", in: centre)
    }

    /// What closing froze, by what it says alone.
    private func outcomes() async throws -> [String] {
        try await centre.read {
            try $0.rows(
                """
                SELECT concat_ws(' ', cohorts.code, people.email, outcomes.attended_hours,
                    outcomes.total_hours, outcomes.final_score_percent, outcomes.problem,
                    outcomes.lsg_code, cohorts.closed_on)
                FROM outcomes
                JOIN cohorts ON cohorts.id = outcomes.cohort_id
                JOIN people ON people.id = outcomes.person_id
                ORDER BY 1
                """,
                as: String.self
            )
        }
    }

    private func findings() async throws -> [String] {
        try await Doctor.examine(centre).map { "\($0.check): \($0.subject)" }
    }

    /// Empties every table that was empty before anything was imported.
    private func empty(but kept: [String]) async throws {
        let tables = try await tables().filter { !kept.contains($0) }
        try await Owner.run { transaction in
            _ = try transaction.execute("SET LOCAL session_replication_role = replica")
            for table in tables {
                _ = try transaction.execute("DELETE FROM \(identifier: table)")
            }
        }
    }

    private func tables() async throws -> [String] {
        try await Owner.run {
            try $0.rows(
                "SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY tablename",
                as: String.self
            )
        }
    }

    private func filledTables() async throws -> [String] {
        let tables = try await tables()
        return try await Owner.run { transaction in
            try tables.filter { table in
                try transaction.value(
                    "SELECT EXISTS (SELECT FROM \(identifier: table))",
                    as: Bool.self
                ) == true
            }
        }
    }

    @Test("Every noun, as CSV and as XLSX: into the same centre, and into an empty one")
    func roundTrips() async throws {
        let kept = try await filledTables()
        let codes = try await fill()
        let findings = try await findings()
        #expect(Set(ImportedNoun.inOrder) == Set(ImportedNoun.allCases))
        var files: [ExportWriter.Format: [ImportedNoun: [UInt8]]] = [:]
        for noun in ImportedNoun.inOrder {
            for format in ExportWriter.Format.allCases {
                let bytes = try await file(ExportWriter(ExportedTable(noun), as: format))
                files[format, default: [:]][noun] = bytes
                let report = try await centre.importFile(bytes, as: noun)
                #expect(report.read > 0, "\(noun) has no rows to try it with")
                #expect(report.unchanged == report.read, "\(noun) \(format)")
                #expect(report.rejected.map(\.problem) == [], "\(noun) \(format)")
            }
        }
        let frozen = try await outcomes()
        #expect(!frozen.isEmpty)
        for (format, exported) in files {
            try await empty(but: kept)
            for noun in ImportedNoun.inOrder {
                if noun == .activityBatches { try await issue() }
                let bytes = try #require(exported[noun])
                let report = try await centre.importFile(bytes, as: noun, reason: "proba")
                #expect(report.rejected.map(\.problem) == [], "\(noun) \(format)")
            }
            for noun in ImportedNoun.inOrder {
                let again = try await file(ExportWriter(ExportedTable(noun), as: format))
                #expect(again == exported[noun], "\(noun) \(format)")
            }
            #expect(try await outcomes() == frozen)
            #expect(try await self.findings() == findings)
            try await tryCodes(codes)
        }
        let proposed = try await centre.value(
            "SELECT count(*) FROM people WHERE proposed_script = 'latin'",
            as: Int.self
        )
        #expect(proposed == 1, "what nobody confirmed is not confirmed by a round trip")
        let nominated = try await centre.value(
            "SELECT count(*) FROM people WHERE nominated_email = 'mira@a.example'",
            as: Int.self
        )
        #expect(nominated == 1, "and the address that was given of a nominee stays beside hers")
    }

    @Test("A header without rows is a file of nothing, of every noun, as CSV and as XLSX")
    func nothing() async throws {
        var emptyCount = 0
        for noun in ImportedNoun.inOrder {
            for format in ExportWriter.Format.allCases {
                let bytes = try await file(ExportWriter(ExportedTable(noun), as: format))
                let report = try await centre.importFile(bytes, as: noun)
                #expect(report.read == report.unchanged, "\(noun) \(format)")
                if report.read == 0 { emptyCount += 1 }
            }
        }
        // Target groups are there from the beginning.
        #expect(emptyCount == 2 * (ImportedNoun.inOrder.count - 1))
    }

    @Test("A row may name one that stands below it, and a wrong one stops no other")
    func order() async throws {
        let text = """
            code,name_sr_latn,kind,parent_code
            A,Prva,other,B
            B,Druga,other,C
            C,Treća,other,
            D,Četvrta,other,NEMA
            """
        let report = try await centre.importText(text, as: .organisations)
        #expect(report.created == 3)
        #expect(report.rejected.map(\.line) == [5])
    }

    @Test("Who imports rows of a noun has to be allowed to write it")
    func rights() async throws {
        for noun in ImportedNoun.allCases {
            for role in [Role.trainee, .auditor, .focalPoint] {
                let actor = Actor(name: "somebody", roles: [role])
                // A focal point brings in nominations, if there is somebody to nominate for.
                if noun != .enrolments || role != .focalPoint {
                    #expect(throws: AccessError.self) { try noun.checkImport(by: actor) }
                }
                await #expect(throws: AccessError.self, "\(noun) \(role)") {
                    try await centre.importRows([], as: noun, act: Act(by: actor))
                }
            }
            try noun.checkImport(by: Actor(name: "somebody", roles: [.staff]))
        }
        for refusal in NotTransferred.allCases {
            #expect(throws: refusal) { try ImportedNoun.named(refusal.rawValue) }
        }
        #expect(throws: NotFound.self) { try ImportedNoun.named("nonsense") }
    }

    @Test("The register of what was signed goes out, and no file brings it in")
    func registers() async throws {
        try await fill()
        for register in ExportedNoun.Register.allCases {
            let table = try ExportedTable(ExportedNoun.named(register.rawValue))
            let rows = try await centre.read {
                var rows: [[String]] = []
                try table.forEachRow(by: .clerk, in: $0) { rows.append($0) }
                return rows
            }
            #expect(!rows.isEmpty, "\(register)")
            #expect(Set(rows.map(\.count)) == [table.columns.count], "\(register)")
            await #expect(throws: AccessError.self) {
                let trainee = Actor(name: "trainee", roles: [.trainee])
                try await centre.read { try table.forEachRow(by: trainee, in: $0) { _ in } }
            }
            #expect(throws: NotTransferred.self) { try ImportedNoun.named(register.rawValue) }
        }
        let table = try ExportedTable(.register(.certificates), cohort: "lap-2023-01")
        let text = String(decoding: try await file(ExportWriter(table, as: .csv)), as: UTF8.self)
        let listed = try await centre.read {
            try Certificate.list(
                cohort: "LAP-2023-01",
                status: nil,
                page: PageRequest(rowsMax: 200),
                by: .clerk,
                in: $0
            ).items
        }
        #expect(!listed.isEmpty)
        let lines = text.split(separator: "\r\n")
        #expect(lines.count == listed.count + 1)
        for certificate in listed {
            let entry = "\(certificate.number),\(certificate.id.printed),"
            #expect(lines.contains { $0.hasPrefix(entry + certificate.kind.rawValue) }, "\(entry)")
        }
        #expect(throws: InvalidForm.self) {
            try ExportedTable(.candidacies, cohort: "LAP-2023-01")
        }
        do {
            _ = try ExportedNoun.named("quotas")
            Issue.record("there is no such noun")
        } catch let unknown as NotFound {
            #expect(unknown.message == "there is no noun quotas: is seat-quotas meant?")
        }
    }

    @Test("Rows of one cohort; columns that the import knows; nobody sees people who may not")
    func limits() async throws {
        try await fill()
        for noun in ImportedNoun.allCases {
            let table = try ExportedTable(noun)
            let widths = try await centre.read {
                var widths: Set<Int> = []
                try table.forEachRow(by: .clerk, in: $0) { widths.insert($0.count) }
                return widths
            }
            #expect(widths.isSubset(of: [table.columns.count]), "\(noun)")
            #expect(Set(table.columns).isSubset(of: noun.columns + (noun.rows?.told ?? [])))
        }
        let one = try await text(.enrolments, cohort: "lap-2023-01")
        let rows = try ImportFile.read(one, as: .enrolments).rows
        #expect(Set(rows.map { $0.values["cohort_code"] }) == ["LAP-2023-01"])
        #expect(throws: InvalidForm.self) { try ExportedTable(.people, cohort: "LAP-2023-01") }
        await #expect(throws: NotFound.self) { try await text(.results, cohort: "NEMA") }
        let trainee = Actor(name: "trainee", roles: [.trainee])
        for noun in ImportedNoun.allCases {
            let table = try ExportedTable(noun)
            await #expect(throws: AccessError.self) {
                try await centre.read { try table.forEachRow(by: trainee, in: $0) { _ in } }
            }
        }
    }
}
