import ArgumentParser
import TrainingCentre

/// What is taught.
struct CourseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "course",
        abstract: "Courses.",
        subcommands: [
            ListCommand<Course>.self, ShowCommand<Course>.self, CreateCommand<Course>.self,
            ChangeCommand<Course>.self, Versions.self, Revise.self,
            Publish.self, Accredit.self, Missing.self, Recognise.self,
            Experiences.self, CourseTags.self, Modules.self,
        ]
    )
}
