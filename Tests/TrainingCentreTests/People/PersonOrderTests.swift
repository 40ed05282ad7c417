import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("The order of people on pages", .centre)
struct PersonOrderTests {
    private let centre = TrainingCentre.ofTest

    private static let inCyrillic = ["Vasić", "Žikić", "Zarić", "Lukić", "Ljubić", "Cvetić"]
    private static let inLatin = ["Cvetić", "Lukić", "Ljubić", "Vasić", "Zarić", "Žikić"]
    private static let expected: [(Language, [String])] = [
        (.serbianCyrillic, inCyrillic), (.serbianLatin, inLatin), (.english, inLatin),
    ]

    @Test("A cohort's people and trainers stand in the alphabet of the page, page after page")
    func cohort() async throws {
        try await Sample.cohort("RED", in: centre)
        let rows = Self.inLatin.enumerated().map { "RED,Ana,\($1),F,\(Sample.email($0))" }
        let file = "cohort_code,given_name_latn,family_name_latn,sex,email\n"
        try await centre.importText(file + rows.joined(separator: "\n"), as: .enrolments)
        try await teachers(of: "RED")
        for (language, names) in Self.expected {
            var shown: [String] = []
            var after: String?
            repeat {
                let page = PageRequest(after: after, rowsMax: 4)
                let found = try await centre.read {
                    try CohortOverview.find(
                        "RED",
                        for: .clerk,
                        page: page,
                        language: language,
                        in: $0
                    )
                }
                #expect(found.trainers.map(\.familyLatn) == names)
                shown += (found.participants ?? []).map(\.name.familyLatn)
                after = found.nextParticipants
            } while after != nil && shown.count < 9
            #expect(shown == names, "\(language)")
        }
        // What programs get has one order, in which certificates are numbered.
        let verdicts = try await centre.read {
            try Eligibility.list(cohort: "RED", kind: .completion, by: .clerk, in: $0)
        }
        #expect(verdicts.map(\.holderLatn) == Self.inCyrillic.map { "Ana \($0)" })
    }

    /// Six others with the same names.
    private func teachers(of cohort: String) async throws {
        let rows = Self.inLatin.enumerated().map { "t\($0)@sample.example,Iva,\($1)" }
        let file = "email,given_name_latn,family_name_latn\n"
        try await centre.importText(file + rows.joined(separator: "\n"), as: .people)
        for number in Self.inLatin.indices {
            _ = try await centre.write(.clerk(because: "zamena")) {
                let email = "t\(number)@sample.example"
                return try Trainer.assign(email, to: cohort, by: .clerk, in: $0)
            }
        }
    }
}
