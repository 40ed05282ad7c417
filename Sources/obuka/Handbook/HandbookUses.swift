import ArgumentParser
import Documents
import Postgres
import TrainingCentre

extension HandbookCommand {
    struct Uses: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show how often editions were read and taken home.",
            discussion: """
                Counted without knowing by whom. A reading is a file that is opened or heard where \
                it is, a download one that is taken home; its parts are not counted again, and \
                robots that say so are not counted at all.
                """
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Option(help: "The code of one handbook.") var handbook: String?
        @Option(help: "The first day.") var from: CalendarDate?
        @Option(help: "The last day.") var to: CalendarDate?
        @Option(help: "What is added up: day, month or all.") var by = "all"

        func run(_ program: Program, as actor: Actor) async throws {
            var form = Form([
                "handbook": handbook ?? "", "from": from?.description ?? "",
                "to": to?.description ?? "", "by": by,
            ])
            let asked = try EditionUseCount.Asked(&form)
            let found = try await program.centre.read { (transaction: borrowing Transaction) in
                try EditionUseCount.list(asked, by: actor, in: transaction)
            }
            try out.write(list: found.map(\.json))
        }
    }
}

extension Program {
    /// Enters again and again what was counted while a server runs, until cancelled.
    func keepEnteringUses() async {
        while !Task.isCancelled {
            // The database may be away, and somebody else says so; nothing is lost by that.
            try? await centre.enterEditionUses()
            try? await Task.sleep(for: UsePauses.pause)
        }
    }
}

private enum UsePauses {
    /// What a crash loses at most.
    static let pause = Duration.seconds(3)
}
