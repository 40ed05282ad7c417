import ArgumentParser
import TrainingCentre

/// What is taught.
struct CourseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "course",
        abstract: "Courses.",
        subcommands: [ListCommand<Course>.self, ShowCommand<Course>.self, CourseTags.self]
    )
}
