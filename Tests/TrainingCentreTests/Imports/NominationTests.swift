import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Nominations as an institution sends them", .centre)
struct NominationTests {
    private let centre = TrainingCentre.ofTest

    @Test("Ten rows are read: eight new, one twice, one of no municipality")
    func asReceived() async throws {
        try await openCohort()
        let bytes = try CheckoutFiles.demo("nominations-as-received.csv")
        let file = try ImportFile.read(bytes, as: .enrolments)
        #expect(file.encoding == "windows-1250")
        #expect(file.delimiter == "semicolon")
        let before = try await centre.importFile(
            bytes,
            as: .enrolments,
            cohort: "LAP-2024-15",
            rehearse: true
        )
        try expect(before, problemNaming: "Nepostojeća Opština")
        #expect(try await Sample.found("LAP-2024-15", in: centre).seatsTaken == 0)
        try expect(
            try await centre.importFile(bytes, as: .enrolments, cohort: "LAP-2024-15"),
            problemNaming: "Nepostojeća Opština"
        )
        let again = try await centre.importFile(bytes, as: .enrolments, cohort: "LAP-2024-15")
        #expect(again.unchanged == 9)
        let page = try await centre.read {
            try Enrolment.list(cohort: "LAP-2024-15", page: PageRequest(), by: .clerk, in: $0)
        }
        let first = try #require(page.items.first)
        #expect(first.email == "vuksan.iric@bajinabasta.example")
        #expect(first.name.cyrillic == "Вуксан Ирић")
        #expect(first.name.proposedScript == .cyrillic)
        #expect(
            page.items.map(\.facts.lsgCode).prefix(5) == [
                "70068", "70068", "70068", "70068", "71170",
            ]
        )
        #expect(page.items[4].facts.targetGroup == .commissioner)
        #expect(page.items[5].facts.targetGroup == .councilMember)
        #expect(page.items[5].facts.sex == .female)
        #expect(page.items[7].facts.lsgCode == "79014")
    }

    @Test("With a map of headers that nobody would guess")
    func mapped() async throws {
        try await openCohort()
        let text = try receivedText()
            .replacing("Ime i prezime", with: "Ko dolazi")
            .replacing("Opština/grad", with: "Odakle je")
        let map = [("name", "ko dolazi"), ("Odakle je", "lsg_code")]
        let bytes = Array(text.utf8)
        let report = try await centre.importFile(
            bytes,
            as: .enrolments,
            map: map,
            cohort: "LAP-2024-15"
        )
        try expect(report, problemNaming: "Nepostojeća Opština")
        // Without it the names are missing in every row.
        let unmapped = try await centre.importFile(bytes, as: .enrolments, cohort: "LAP-2024-15")
        #expect(unmapped.rejected.count == 10)
        for wrong in [("name", "Nema"), ("nista", "Ko dolazi")] {
            #expect(throws: ImportFile.Defect.self) {
                try ImportFile.read(bytes, as: .enrolments, map: [wrong])
            }
        }
    }

    @Test("Without a cohort every row says so")
    func withoutCohort() async throws {
        let report = try await centre.importFile(
            CheckoutFiles.demo("nominations-as-received.csv"),
            as: .enrolments
        )
        #expect(report.rejected.map(\.field) == Array(repeating: "cohort_code", count: 10))
    }

    @Test(
        "The same file in another encoding and with another delimiter says the same",
        arguments: ["utf-8", "utf-8 with mark", "utf-16le", "utf-16be", "windows-1251"],
        [",", ";", "\t"]
    )
    func variants(encoding: String, delimiter: String) async throws {
        try await openCohort()
        var text = try receivedText().replacing(";", with: delimiter)
        if encoding == "windows-1251" { text = cyrillic(text) }
        let bytes = try encoded(text, encoding)
        let file = try ImportFile.read(bytes, as: .enrolments)
        #expect(encoding.hasPrefix(file.encoding))
        let report = try await centre.importFile(bytes, as: .enrolments, cohort: "LAP-2024-15")
        let unknown = encoding == "windows-1251" ? "Непостојећа Општина" : "Nepostojeća Opština"
        try expect(report, problemNaming: unknown)
        // Both scripts are one name: the other spelling changes nothing.
        let again = try await centre.importFile(
            CheckoutFiles.demo("nominations-as-received.csv"),
            as: .enrolments,
            cohort: "LAP-2024-15"
        )
        #expect(again.rejected.map(\.line) == [11])
    }

    @Test("Family name first, when the header says so")
    func familyFirst() async throws {
        try await openCohort()
        let report = try await centre.importText(
            "Prezime i ime;E-mail\nIrić Tomić Vuksan;v@a.example\n",
            as: .enrolments,
            cohort: "LAP-2024-15"
        )
        #expect(report.created == 1)
        let people = try await centre.read {
            try Person.list(matching: nil, page: PageRequest(), by: .clerk, in: $0).items
        }
        #expect(people.map(\.name.latin) == ["Vuksan Irić Tomić"])
    }

    @Test(
        "A file that cannot be read says why",
        arguments: [
            ("", "empty"), ("a,b\n1,2\n", "no column of the file is known"),
            ("\"email,name\na,b\n", "never closed"),
            ("email,email\na,b\n", "stands twice"),
        ]
    )
    func defects(text: String, sentence: String) throws {
        let defect = #expect(throws: ImportFile.Defect.self) {
            try ImportFile.read(Array(text.utf8), as: .people)
        }
        #expect(defect?.message.contains(sentence) == true)
        #expect(defect?.code == "file_unreadable")
    }

    @Test("Of a row with several mistakes each is told under its own field")
    func severalProblems() async throws {
        try await openCohort()
        let report = try await centre.importText(
            "cohort_code,name,email,lsg_code\nLAP-2024-15,Ana Anić,nema,Nigde\n",
            as: .enrolments
        )
        let remark = try #require(report.rejected.first)
        #expect(report.rejected.count == 1)
        #expect(remark.problems.map(\.field) == ["email", "lsg_code"])
        #expect(remark.problems.map(\.value) == ["nema", "Nigde"])
        #expect(remark.problems.map(\.fieldCode) == [.noEmail, .notFound])
        let told = remark.json["problems"]?.elements ?? []
        #expect(told.map { $0["field"] } == ["email", "lsg_code"])
        #expect(told.allSatisfy { $0["problem"]?.text?.contains(";") == false })
    }

    @Test(
        "A row that cannot be what it says is rejected alone",
        arguments: [
            ("z@a.example,\"Zora Zorić", "quotation mark"),
            ("z@a.example,Zora \(String(repeating: "z", count: 101))", "more than 100 characters"),
            // Sixty letters of one script are twice as many of the other.
            ("z@a.example,Зора \(String(repeating: "Љ", count: 60))", "more than 100 characters"),
            ("z@a.example,Ovlašćeno lice: Zora Zorić", "“:”"),
            ("0101980715001@a.example,Zora Zorić", "personal number"),
            ("zora@аda.example,Zora Zorić", "no e-mail address"),
            ("zora zoric@ada.example,Zora Zorić", "no e-mail address"),
        ]
    )
    func wrongRow(row: String, words: String) async throws {
        let report = try await centre.importText(
            "email,name\nana@a.example,Ana Anić\n\(row)\nbora@a.example,Bora Borić\n",
            as: .people
        )
        #expect(report.rejected.map(\.line) == [3])
        let problem = report.rejected.first?.problems.first?.problem ?? ""
        #expect(problem.contains(words), "\(problem)")
        #expect(report.created == 2)
    }

    @Test("A row with too few fields is rejected alone")
    func shortRow() async throws {
        let report = try await centre.importText(
            "email,name\nana@a.example\nb@a.example,Bora Borić\n",
            as: .people
        )
        #expect(report.rejected.map(\.line) == [2])
        #expect(report.created == 1)
    }

    private func openCohort() async throws {
        for (noun, name) in Demonstration.files.prefix(3) + [(.cohorts, "open-cohort.csv")] {
            try await centre.importFile(CheckoutFiles.demo(name), as: noun)
        }
        _ = try await centre.write(.clerk) { try Cohort.publish("lap-2024-15", by: .clerk, in: $0) }
    }

    private func expect(_ report: ImportReport, problemNaming unknown: String) throws {
        #expect(report.read == 10)
        #expect(report.created == 8)
        #expect(report.unchanged == 1)
        #expect(report.updated == 0)
        let rejection = try #require(report.rejected.first)
        #expect(report.rejected.count == 1)
        #expect(rejection.line == 11)
        #expect(rejection.field == "lsg_code")
        #expect(rejection.problem.contains(unknown))
    }

    private func receivedText() throws -> String {
        let bytes = try CheckoutFiles.demo("nominations-as-received.csv")
        return String(decoding: try TextEncodingDetector.decode(bytes).utf8, as: UTF8.self)
    }
}
