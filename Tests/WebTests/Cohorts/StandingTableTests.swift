import Documents
import Testing

@testable import TrainingCentre
@testable import Web

@Suite("Who gets which certificate")
struct StandingTableTests {
    @Test("Who withdrew and asked again is there twice, each time with what is true of it")
    func twice() throws {
        func standing(_ enrolment: Int, _ reasons: [String]) -> Eligibility {
            Eligibility(
                enrolment: ID(enrolment),
                email: "ana@obuka.example",
                holderCyrl: "Ана Анић",
                holderLatn: "Ana Anić",
                isNameConfirmed: true,
                reasons: reasons,
                heldNumber: nil
            )
        }
        let standings = [standing(1, ["withdrawn"]), standing(2, [])]
        let table = try #require(
            StandingTables(language: .english).certificates([
                .completion: standings, .participation: standings,
            ])
        )
        let cells = table.rows.map { row in
            row.cells.map { $0.parts.map(\.text).joined() }
        }
        let withdrawn = StandingText.withdrawn(in: .english)
        let gets = StandingText.gets(in: .english)
        #expect(cells == [["Ana Anić", withdrawn, withdrawn], ["Ana Anić", gets, gets]])
    }
}
