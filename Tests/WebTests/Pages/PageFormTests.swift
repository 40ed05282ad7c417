import Documents
import HTTPServer
import HTTPTypes
import Testing

@testable import TrainingCentre
@testable import Web

@Suite("Forms that browsers send")
struct PageFormTests {
    private func read(_ body: String, _ type: String) async throws -> PageForm {
        let request = Request(.post, "/", fields: [.contentType: type], body: Array(body.utf8))
        return try await PageForm(request, bytesMax: 10_000)
    }

    private func parts(_ mark: String) -> String {
        "--\(mark)\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\nЉ+ %41\r\n"
            + "--\(mark)\r\nContent-Disposition: form-data; name=\"file\"; filename=\"x.csv\"\r\n"
            + "Content-Type: text/csv\r\n\r\n1\r\n--\(mark.dropLast())\r\n2\r\n--\(mark)--\r\n"
    }

    @Test("Fields and a file are read from parts, and the boundary makes no other form of them")
    func multipart() async throws {
        let form = try await read(parts("x-y"), "multipart/form-data; boundary=x-y")
        #expect(form["a"] == "Љ+ %41")
        #expect(form.file.map { String(decoding: $0, as: UTF8.self) } == "1\r\n--x-\r\n2")
        let quoted = try await read(parts("zz"), "Multipart/Form-Data; Boundary=\"zz\"")
        #expect(quoted["a"] == form["a"])
        let same = try await read(parts("x-z"), "multipart/form-data; boundary=x-z")
        #expect(same.content == form.content)
    }

    @Test("What has no end, no name or another type is refused")
    func malformed() async throws {
        let type = "multipart/form-data; boundary=m"
        for body in [
            "", "--m", "--m\r\n", String(parts("m").dropLast(4)), "--m\r\n\r\nx\r\n--m--",
            "--m\r\nContent-Disposition: form-data\r\n\r\nx\r\n--m--",
        ] {
            let error = await #expect(throws: HTTPError.self, "\(body)") {
                try await read(body, type)
            }
            #expect(error?.status == .badRequest, "\(body)")
        }
        for type in ["", "application/json", "multipart/form-data", "text/plain"] {
            let error = await #expect(throws: HTTPError.self) { try await read("a=b", type) }
            #expect(error?.status == .unsupportedMediaType, "\(type)")
        }
    }

    @Test("Every refusal of a seat has words in three languages, and so has every wrong field")
    func wording() {
        let seats = [
            "cohorts_capacity_not_exceeded", "enrolments_live_once", "enrolments_cohort_open",
            "enrolments_cohort_not_closed", "enrolments_cohort_not_cancelled",
            "enrolments_asked_in_time", "enrolments_institution_named",
            "enrolments_institution_asked", "enrolments_prerequisites_met",
            "enrolments_offer_within_hours", "enrolments_status_step",
            "enrolments_offer_not_ended", "enrolments_endorsed_first",
            "enrolments_no_show_after_start", "enrolments_no_show_never_came",
            "enrolments_substituted_in_time", "attendance_marks_of_enrolled",
            "cohort_trainers_not_enrolled", "results_assessors_not_enrolled",
        ]
        for constraint in seats {
            let refusal = EnrolmentError(constraint: constraint)
            #expect(
                refusal.flatMap { RefusalWording.titles(code: $0.code) } != nil,
                "\(constraint)"
            )
        }
        let codes =
            [
                FormRefusal.stale.code, EnrolmentError.nameDiffers.code,
                EnrolmentError.personUnknown.code, ReasonMissing().code,
                IdempotencyKeyReused().code,
                ImportFile.Defect(message: "").code, "person_clashes",
            ] + EnrolmentRemark.allCases.map(\.code)
        for code in codes { #expect(RefusalWording.titles(code: code) != nil, "\(code)") }
        var form = Form([
            "email": "a b", "given_name": "Ana\u{200B}", "family_name": "", "sex": "x",
            "function": String(repeating: "а", count: 301), "employment": "none",
        ])
        _ = (form.email("email"), form.personName(), form.sex())
        _ = form.optionalText("function")
        _ = form.choice("employment", otherwise: EnrolmentFacts.Employment.employee)
        _ = form.optionalDate("sex")
        form.refuse("both", "holds several e-mail addresses: leave one", .severalEmails)
        #expect(form.problems.count >= 6)
        for problem in form.problems {
            #expect(problem.code != .other, "\(problem)")
        }
        for code in FieldCode.allCases where code != .other {
            #expect(FieldWording.titles(code) != FieldWording.titles(.other), "\(code)")
        }
    }

    @Test("What is wrong with a field that the form has not says what it is about")
    func fieldsElsewhere() throws {
        let form = [FormField(name: "note", label: OwnFormText.note.texts)]
        let wrong = InvalidForm([
            FieldProblem("people_count", "is odd"), FieldProblem("note", "is missing", .missing),
            FieldProblem("colour", "is odd"), FieldProblem("", "is odd"),
        ])
        let problems = try #require(FormProblems(wrong, in: form))
        #expect(problems.fields.keys.sorted() == ["note"])
        #expect(
            problems.general.map(\.en) == [
                "Number of people: This is not right. Check it.",
                "“colour”: This is not right. Check it.", "This is not right. Check it.",
            ]
        )
        #expect(problems.general[0].srCyrl.hasPrefix("Број људи: "))
        // Words of its own need none before them.
        let unsaid = try #require(FormProblems(ReasonMissing(), in: form))
        #expect(unsaid.general.map(\.en) == ["Say why, in three characters at least."])
    }

    @Test("A column is told by the sender's own header, with ours beside it")
    func columns() {
        #expect(NominationReport.title(of: "lsg_code", under: "Opština") == "Opština (lsg_code)")
        #expect(NominationReport.title(of: "email", under: "email") == "email")
        #expect(NominationReport.title(of: "cohort_code", under: nil) == "cohort_code")
    }

    @Test("Lines are told as people write them")
    func ranges() {
        #expect(NominationReport.ranges([2, 3, 4, 7, 9, 10]) == "2–4, 7, 9–10")
        #expect(NominationReport.ranges([]) == "")
    }
}
