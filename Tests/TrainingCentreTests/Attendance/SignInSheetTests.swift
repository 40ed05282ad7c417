import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Sign-in sheets", .centre)
struct SignInSheetTests {
    private let centre = TrainingCentre.ofTest

    @Test("Namesakes are told apart by the first fact that differs, and others by nothing more")
    func namesakes() async throws {
        try await Sample.cohort("LISTA", in: centre)
        let file = """
            name,email,institution,lsg_code,function
            Ana Anić,ana1@a.example,Grad,Niš,savetnik
            Ana Anić,ana2@a.example,Grad,Vranje,savetnik
            Bora Borić,bora1@a.example,Crveni krst,Niš,
            Bora Borić,bora2@a.example,Komesarijat,Niš,
            Vera Verić,vera1@a.example,Grad,Niš,vozač
            Vera Verić,vera2@a.example,Grad,Niš,savetnik
            Goran Gorić,goran1@a.example,,,
            Goran Gorić,goran2@a.example,,,
            Deana Dedić,deana@a.example,Grad,Niš,savetnik
            """
        let report = try await centre.importText(file, as: .enrolments, cohort: "LISTA")
        #expect(report.created == 9)
        let lines = try await centre.read { transaction in
            let cohort = try Cohort.id(of: "LISTA", in: transaction)
            return try SignInSheet.lines(of: cohort, .serbianLatin, in: transaction)
        }
        let told = Dictionary(grouping: lines, by: \.name).mapValues { $0.map(\.institution) }
        #expect(told["Ana Anić"]?.sorted() == ["Grad, Niš", "Grad, Vranje"])
        #expect(told["Bora Borić"]?.sorted() == ["Crveni krst", "Komesarijat"])
        #expect(told["Vera Verić"]?.sorted() == ["Grad, Niš, savetnik", "Grad, Niš, vozač"])
        #expect(told["Goran Gorić"]?.sorted() == ["goran1@a.example", "goran2@a.example"])
        #expect(told["Deana Dedić"] == ["Grad"])
    }
}
