import Credentials
import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Invitations that are brought along", .centre)
struct EvaluationInvitationRowsTests {
    private let centre = TrainingCentre.ofTest

    /// An evaluation that is open, of a cohort with so many people, of whom nobody is invited.
    private func open(_ count: Int) async throws -> ID<Evaluation> {
        try await Sample.today("OCENA", count, in: centre)
        let draft = try QuestionnaireDraft(JSON.parse(Array(EvaluationTests.reaction.utf8)))
        return try await centre.write(.clerk) {
            _ = try draft.enter(by: .clerk, in: $0)
            let form = Form(["questionnaire": "reakcija"])
            return try Evaluation.create(cohort: "OCENA", form, by: .clerk, in: $0).id
        }
    }

    private func invite(_ evaluation: ID<Evaluation>) async throws -> [EvaluationInvitation] {
        let chance = centre.chance
        return try await centre.write(.clerk) {
            try EvaluationInvitation.make(
                evaluation,
                renews: false,
                chance: chance,
                by: .clerk,
                in: $0
            )
        }
    }

    private func code() -> VerificationID {
        var chance = centre.chance
        return VerificationID.make(using: &chance)
    }

    private func bring(
        _ number: Int,
        _ code: VerificationID,
        answered: Bool = false,
        reason: String? = nil
    ) async throws -> ImportReport {
        let hash = EvaluationInvitation.hash(code)
            .map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
        return try await centre.importText(
            """
            cohort_code,questionnaire,email,code_hash,answered
            OCENA,REAKCIJA,\(Sample.email(number)),\(hash),\(answered)
            """,
            as: .evaluationInvitations,
            reason: reason
        )
    }

    /// By which constraint the service is refused, past the program.
    private func refused(
        _ evaluation: ID<Evaluation>,
        _ number: Int,
        _ code: VerificationID,
        of cohort: String = "OCENA",
        answered: Bool = false,
        reason: String? = nil
    ) async throws -> String? {
        let hash = EvaluationInvitation.hash(code)
        let act = try Act(by: .clerk, because: reason)
        return try await constraint {
            try await centre.write(act) {
                _ = try $0.execute(
                    """
                    SELECT bring_invitation(\(evaluation), enrolments.id, \(hash), \(answered))
                    FROM enrolments
                    JOIN people ON people.id = enrolments.person_id
                    JOIN cohorts ON cohorts.id = enrolments.cohort_id
                    WHERE people.email = \(Sample.email(number)) AND cohorts.code = \(cohort)
                    """
                )
            }
        }
    }

    private func answered() async throws -> Int {
        try await centre.value(
            "SELECT count(*) FROM evaluation_invitations WHERE is_used",
            as: Int.self
        )
    }

    @Test("Nobody takes over a code that was sent, or counts an answer that nobody gave")
    func sent() async throws {
        let evaluation = try await open(2)
        let sent = try await invite(evaluation).compactMap(\.code)
        let reason = "preseljenje"
        let stolen = try await bring(0, code(), reason: reason)
        #expect(stolen.rejected.map(\.code) == ["evaluation_code_sent"])
        #expect(stolen.rejected.map(\.field) == ["code_hash"])
        #expect(
            try await refused(evaluation, 0, code(), reason: reason)
                == "evaluation_invitations_code_kept"
        )
        #expect(try await bring(0, sent[0]).unchanged == 1)
        #expect(try await refused(evaluation, 0, sent[0]) == nil)
        let counted = try await bring(1, sent[1], answered: true, reason: reason)
        #expect(counted.rejected.map(\.code) == ["evaluation_asked_here"])
        #expect(
            try await refused(evaluation, 1, sent[1], answered: true, reason: reason)
                == "evaluation_invitations_none_sent"
        )
        #expect(try await answered() == 0)
        _ = try await centre.answer(sent[0].printed, [1: "4"], requestID: "zahtev")
        // What was exported before the answer takes nothing back.
        #expect(try await bring(0, sent[0]).unchanged == 1)
        #expect(try await answered() == 1)
    }

    @Test("Who answered elsewhere is known with a reason, until somebody is asked here")
    func elsewhere() async throws {
        let evaluation = try await open(4)
        let codes = (0..<4).map { _ in code() }
        #expect(
            try await bring(0, codes[0], answered: true).rejected.map(\.code) == ["reason_missing"]
        )
        #expect(
            try await refused(evaluation, 0, codes[0], answered: true)
                == "evaluation_invitations_answered_has_reason"
        )
        let reason = "preseljenje centra"
        #expect(try await bring(0, codes[0], answered: true, reason: reason).created == 1)
        #expect(try await bring(1, codes[1]).created == 1)
        #expect(try await bring(1, codes[1], answered: true, reason: reason).updated == 1)
        #expect(try await bring(2, codes[2]).created == 1)
        let reasons = try await centre.value(
            """
            SELECT count(*) FROM audit_entries
            WHERE noun = 'evaluation_invitations' AND actor = 'test clerk' AND reason = \(reason)
            """,
            as: Int.self
        )
        #expect(reasons == 2)
        #expect(try await answered() == 2)
        _ = try await centre.answer(codes[2].printed, [1: "4"], requestID: "zahtev")
        #expect(
            try await refused(evaluation, 3, codes[3], answered: true, reason: reason)
                == "evaluation_invitations_none_sent"
        )
        #expect(try await invite(evaluation).map(\.email) == [Sample.email(3)])
    }

    @Test("A brought code that was renewed is one that was sent from here")
    func renewed() async throws {
        let evaluation = try await open(2)
        let codes = [code(), code()]
        for number in 0..<2 { #expect(try await bring(number, codes[number]).created == 1) }
        let chance = centre.chance
        let new = try await centre.write(.clerk) {
            try EvaluationInvitation.make(
                evaluation,
                renews: true,
                chance: chance,
                by: .clerk,
                in: $0
            )
        }.compactMap(\.code)
        #expect(
            try await bring(0, codes[0]).rejected.map(\.code) == ["evaluation_code_sent"]
        )
        #expect(
            try await refused(evaluation, 0, new[0], answered: true, reason: "preseljenje")
                == "evaluation_invitations_none_sent"
        )
    }

    @Test("Nobody is brought into what is over, nor without a seat in the cohort that is asked")
    func overOrWithoutSeat() async throws {
        let evaluation = try await open(2)
        try await Sample.cohort("DRUGA", in: centre)
        try await Sample.enrol([Sample.email(7)], in: "DRUGA", centre)
        #expect(
            try await refused(evaluation, 7, code(), of: "DRUGA")
                == "evaluation_invitations_of_seat"
        )
        let hash = EvaluationInvitation.hash(code())
        let direct: SQL = """
            INSERT INTO evaluation_invitations (evaluation_id, enrolment_id, code_hash)
            SELECT \(evaluation), enrolments.id, \(hash)
            FROM enrolments JOIN cohorts ON cohorts.id = enrolments.cohort_id
            WHERE cohorts.code = 'DRUGA'
            """
        #expect(
            try await constraint { try await centre.sql(direct) }
                == "evaluation_invitations_of_seat"
        )
        #expect(try await bring(7, code()).rejected.map(\.field) == ["email"])
        let known = code()
        #expect(try await bring(0, known).created == 1)
        try await Owner.corrupt(
            "UPDATE evaluations SET opens_on = opens_on - 90, closes_on = closes_on - 90"
        )
        for (number, code) in [(0, known), (1, code())] {
            let report = try await bring(number, code, answered: true, reason: "preseljenje")
            #expect(report.rejected.map(\.code) == ["evaluation_over"])
            #expect(
                try await refused(evaluation, number, code, answered: true, reason: "preseljenje")
                    == "evaluations_over_kept"
            )
        }
        #expect(try await answered() == 0)
    }
}
