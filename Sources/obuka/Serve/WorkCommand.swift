import ArgumentParser
import Foundation
import TrainingCentre

/// Does what waits without serving: takes the log on, reminds people, sends to webhooks,
/// reads handbooks so that they can be searched.
///
/// As many as one likes may run beside servers; each thing is done by one of them.
struct WorkCommand: CentreCommand {
    static let configuration = CommandConfiguration(
        commandName: "work",
        abstract: "Do what waits: the log, reminders, webhooks, handbooks; until interrupted."
    )

    @OptionGroup var options: SettingOptions
    @OptionGroup var output: OutputOptions

    @Flag(help: "Do what waits now, and end.")
    var once = false

    func run(_ program: Program, as actor: Actor) async throws {
        if once {
            await program.settle()
            try await program.readHandbooks()
            while try await program.sendToWebhooks() > 0 {}
            return
        }
        async let settling: Void = program.keepSettling()
        async let sending: Void = program.keepSendingToWebhooks()
        async let reading: Void = program.keepReadingHandbooks()
        async let giving: Void = program.keepGivingMemoryBack()
        _ = await (settling, sending, reading, giving)
    }
}
