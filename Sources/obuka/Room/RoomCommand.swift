import ArgumentParser
import TrainingCentre

/// Rooms in which sessions take place.
struct RoomCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "room",
        abstract: "Rooms: where sessions take place.",
        subcommands: [
            ListCommand<Room>.self, ShowCommand<Room>.self, CreateCommand<Room>.self,
            ChangeCommand<Room>.self,
        ]
    )
}
