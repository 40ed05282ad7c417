import ArgumentParser
import Documents
import Postgres
import TrainingCentre

extension WebhookCommand {
    struct Deliveries: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "List its messages of the last thirty days, the latest first."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "Its code.") var code: String

        func run(_ program: Program, as actor: Actor) async throws {
            let code = code
            let all = try await ListOptions.everything { page in
                try await program.centre.read { (transaction: borrowing Transaction) in
                    try WebhookDelivery.list(
                        webhook: code,
                        page: page,
                        by: actor,
                        in: transaction
                    )
                }
            }
            try out.write(list: all.map(\.json))
        }
    }

    struct Retry: RehearsableCommand {
        static let configuration = CommandConfiguration(abstract: "Send a message again, now.")

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "Its code.") var code: String
        @Argument(help: "The delivery, as deliveries lists it.") var delivery: Int

        func run(_ program: Program, as actor: Actor) async throws {
            let (code, id, act) = (code, ID<WebhookDelivery>(delivery), Act(by: actor))
            let found = try await write.perform(act, on: program.centre) {
                (transaction: borrowing Transaction) in
                try WebhookDelivery.retry(id, webhook: code, by: act, in: transaction)
            }
            try out.write(found.json)
        }
    }
}
