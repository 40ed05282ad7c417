import ArgumentParser
import Documents
import TrainingCentre

/// The program: server, worker and command line in one.
@main
struct Obuka: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "obuka",
        abstract: "The training centre: courses, cohorts, enrolments, certificates.",
        discussion: """
            Data goes to standard output, messages and progress to standard error. Exit codes: \
            0 ok, 1 failure, 2 usage, 3 some rows failed, 4 not allowed, 5 not found, 6 conflict, \
            7 findings, 130 cancelled.
            """,
        version: "0.1.0",
        subcommands: [
            ServeCommand.self, WorkCommand.self, DBCommand.self, DoctorCommand.self,
            ImportCommand.self,
            ExportCommand.self,
            ProjectCommand.self, NounCommand<ProjectOutput>.self, NounCommand<ProjectTarget>.self,
            OrganisationCommand.self, NounCommand<Venue>.self, NounCommand<Tag>.self,
            ActivityCommand.self, OrderedNounCommand<ActivityItem>.self,
            NounCommand<ActivitySpeaker>.self, PlanCommand.self, OrderedNounCommand<PlanArea>.self,
            NounCommand<NeedsAssessment>.self, PersonCommand.self, CourseCommand.self,
            ProgrammeCommand.self, CohortCommand.self, SessionCommand.self, RoomCommand.self,
            ModuleCommand.self, QuizCommand.self,
            HandbookCommand.self, NounCommand<HandbookEdition>.self, PackageCommand.self,
            InterestCommand.self, FieldCommand.self, TrainerCommand.self,
            QualificationCommand.self, CandidacyCommand.self, AccreditationCommand.self,
            EnrolmentCommand.self, CertificateCommand.self, TemplateCommand.self,
            AttendanceCommand.self, AssessmentCommand.self, EvaluationCommand.self,
            NoticeCommand.self, VerifyCommand.self, KeyCommand.self, LogCommand.self,
            ReportCommand.self, SettingCommand.self, WebhookCommand.self, AccountCommand.self,
            TokenCommand.self,
            StatementCommand.self, AuditCommand.self, TextCommand.self, DemoCommand.self,
        ]
    )

    static func main() async {
        do {
            var command = try parseAsRoot()
            if var asynchronous = command as? any AsyncParsableCommand {
                try await asynchronous.run()
            } else {
                try command.run()
            }
        } catch let code as ExitCode {
            exit(withError: code)
        } catch {
            // What ArgumentParser says about wrong flags; its own code for them is not ours.
            let code = exitCode(for: error)
            let text = fullMessage(for: error)
            if code.isSuccess {
                print(text)
                exit(withError: ExitCode.success)
            }
            if wantsJSON {
                let problem = Problem(status: 400, code: "usage", detail: message(for: error))
                StandardError.write(String(decoding: problem.json.bytes, as: UTF8.self))
            } else {
                StandardError.write(text)
            }
            exit(withError: Exit.usage.code)
        }
    }

    /// Whether a program reads what is wrong; asked before the arguments could be understood.
    private static var wantsJSON: Bool {
        let arguments = CommandLine.arguments
        return ["json", "ndjson"].contains { format in
            arguments.contains("--format=\(format)")
                || zip(arguments, arguments.dropFirst()).contains { $0 == ("--format", format) }
        }
    }
}
