import ArgumentParser
import Documents
import Postgres
import TrainingCentre

/// Programs of others that are told what happens here.
struct WebhookCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "webhook",
        abstract: "Programs of others that are told what happens here.",
        discussion: """
            Messages follow Standard Webhooks 1.0.0: headers webhook-id, webhook-timestamp and \
            webhook-signature; the content is {"type", "timestamp", "data": \
            {"noun", "code", "href", …}}, as the API's description has it for every type under \
            "webhooks". They hold no personal data. The server sends them, and \
            obuka work; one that does not arrive is tried again for more than three days.
            """,
        subcommands: [
            Create.self, List.self, Show.self, Rotate.self, Disable.self, Deliveries.self,
            Retry.self,
        ]
    )

    struct Create: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Register a webhook; shows its secret, this once."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "Its code.") var code: String
        @Option(help: "Where it is: https://host/path.") var url: String

        @Option(help: "What it is told of, such as cohort.changed; again for more, else all.")
        var type: [String] = []

        @Flag(
            name: [.customLong("private"), .customLong("allow-private")],
            help: "It may be on a private network or on this machine."
        )
        var allowPrivate = false

        func run(_ program: Program, as actor: Actor) async throws {
            let form = Form(
                ["code": code, "url": url, "private": String(allowPrivate)],
                lists: ["types": type]
            )
            let chance = program.centre.chance
            let act = Act(by: actor)
            let made = try await write.perform(act, on: program.centre) {
                (transaction: borrowing Transaction) in
                try Webhook.create(form, chance: chance, by: act, in: transaction)
            }
            try out.write(made.json)
        }
    }

    struct List: CentreCommand {
        static let configuration = CommandConfiguration(abstract: "List the webhooks.")

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions

        func run(_ program: Program, as actor: Actor) async throws {
            let webhooks = try await program.centre.read { (transaction: borrowing Transaction) in
                try Webhook.list(by: actor, in: transaction)
            }
            try out.write(list: webhooks.map(\.json))
        }
    }

    struct Show: CentreCommand {
        static let configuration = CommandConfiguration(abstract: "Show one webhook.")

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Argument(help: "Its code.") var code: String

        func run(_ program: Program, as actor: Actor) async throws {
            let code = code
            let webhook = try await program.centre.read { (transaction: borrowing Transaction) in
                try Webhook.find(code, by: actor, in: transaction)
            }
            try out.write(webhook.json)
        }
    }

    struct Rotate: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give it a new secret; the old one signs beside it for a day."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "Its code.") var code: String

        func run(_ program: Program, as actor: Actor) async throws {
            let (code, chance, act) = (code, program.centre.chance, Act(by: actor))
            let made = try await write.perform(act, on: program.centre) {
                (transaction: borrowing Transaction) in
                try Webhook.rotate(code, chance: chance, by: act, in: transaction)
            }
            try out.write(made.json)
        }
    }

    struct Disable: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Tell it nothing more; what waits is given up."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "Its code.") var code: String
        @Option(help: "Why; it goes into the audit.") var reason: String?

        func run(_ program: Program, as actor: Actor) async throws {
            let code = code
            let act = try Act(by: actor, because: reason)
            let webhook = try await write.perform(act, on: program.centre) {
                (transaction: borrowing Transaction) in
                try Webhook.disable(code, by: act, in: transaction)
            }
            try out.write(webhook.json)
        }
    }
}
