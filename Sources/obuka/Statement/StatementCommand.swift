import ArgumentParser
import Documents
import ExperienceAPI
import Postgres
import TrainingCentre

/// What learners did, as modules and other systems told it.
struct StatementCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "statement",
        abstract: "Statements of the Experience API (xAPI), which programs send to /xapi/.",
        subcommands: [List.self]
    )

    struct List: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "List statements, newest first; those that were voided are left out."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Option(help: "Of this agent or group, as JSON: {\"mbox\": \"mailto:…\"}.")
        var agent: String?
        @Option(help: "With this verb, by its IRI.") var verb: String?
        @Option(help: "About this activity, by its IRI.") var activity: String?
        @Option(help: "Of this registration, a UUID.") var registration: String?
        @Option(help: "At most this many statements.") var limit = 50

        func validate() throws {
            guard limit > 0 else { throw ValidationError("--limit is a number from 1.") }
        }

        func run(_ program: Program, as actor: Actor) async throws {
            let asked = [
                "agent": agent, "verb": verb, "activity": activity, "registration": registration,
                "limit": String(limit),
            ]
            var query: StatementQuery
            do {
                query = try StatementQuery(asked.compactMapValues(\.self))
            } catch {
                throw ValidationError("\(error)")
            }
            let client = try StatementClient(reading: actor)
            var rows: [JSON] = []
            while rows.count < limit {
                let wanted = query
                let page = try await program.centre.read { (transaction: borrowing Transaction) in
                    try StatementPage.find(wanted, languages: [], by: client, in: transaction)
                }
                rows += page.statements.map(StatementSummary.row)
                guard let next = page.next else { break }
                query.cursor = next
            }
            try out.write(list: Array(rows.prefix(limit)))
        }
    }
}
