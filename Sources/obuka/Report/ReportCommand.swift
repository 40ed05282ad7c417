import ArgumentParser
import Documents
import Foundation
import Postgres
import TrainingCentre

/// Reports, each with its definition and its parameters.
struct ReportCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "report",
        abstract: "Reports.",
        discussion: """
            Every report counts what was so on a date and prints what its numbers mean: in json \
            and ndjson before the rows, in csv below them, in a workbook beside them, for people \
            on standard error.
            """,
        subcommands: [
            List.self, Reach.self, Rows<Coverage>.self, Rows<Deliveries>.self, Rows<Months>.self,
            Rows<TargetGroups>.self, Rows<Sexes>.self, Rows<LSGs>.self, Rows<Institutions>.self,
            Rows<Projects>.self, Rows<Areas>.self, Rows<Targets>.self, Rows<Cascades>.self,
            Rows<DeliveryLog>.self, Rows<Learners>.self,
            Rows<DonorSheet>.self, Cascade.self, Document.self,
        ]
    )

    struct List: CentreCommand {
        static let configuration = CommandConfiguration(abstract: "List the reports there are.")

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @Option(help: "sr-Cyrl, sr-Latn or en.") var language: Language = .english

        func run(_ program: Program, as actor: Actor) async throws {
            try out.write(list: Report.all.map { $0.json(in: language) })
        }
    }

    struct Reach: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "Deliveries, persons, participations and LSGs reached."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var written: ObjectOutput
        @OptionGroup var asked: ReportOptions
        @Option(help: "Of the definition and of the sentence: sr-Cyrl, sr-Latn or en.")
        var language: Language?

        var output: OutputOptions { written.output }

        func run(_ program: Program, as actor: Actor) async throws {
            var parameters = asked.parameters
            parameters.language = language ?? .english
            if let rows = written.rows {
                return try await written.write(.reach, as: rows, parameters, program, by: actor)
            }
            let report = try await program.centre.read {
                [parameters] (transaction: borrowing Transaction) in
                try ReachReport.make(parameters, by: actor, in: transaction)
            }
            let json = report.json(in: language ?? .english)
            guard let language, output.format != .json else { return try out.write(json) }
            // Rows have one language; an object has its sentence in all of them.
            try out.write(
                .object(
                    (json.members ?? []).map { member in
                        member.name == "sentence"
                            ? JSON.Member("sentence", .string(report.sentence[language])) : member
                    }
                )
            )
        }
    }
}

/// The parameters that every report takes.
struct ReportOptions: ParsableArguments {
    @Option(help: "Only this project, by code or any of its names.") var project: String?
    @Option(help: "Only this course.") var course: String?
    @Option(help: "Only this cohort, by code.") var cohort: String?
    @Option(help: "Only courses of this area of a plan, by code.") var area: String?
    @Option(help: "Only people of this LSG or city municipality.") var lsg: String?
    @Option(help: "Deliveries whose last day is not before this date.") var from: CalendarDate?
    @Option(help: "Deliveries whose last day is not after this date.") var to: CalendarDate?
    @Option(help: "What was so on this date; today by default.") var asOf: CalendarDate?
    @Option(
        help: "Only what was recorded by this day or moment (RFC 3339).",
        transform: { written in
            guard let known = KnownBy(written: written) else {
                throw ValidationError("“\(written)” is no day and no moment of RFC 3339")
            }
            return known
        }
    )
    var knownBy: KnownBy?
    @Option(help: "as-city or separately; otherwise the centre's setting decides.")
    var cityMunicipalities: ReportParameters.CityMunicipalities?

    var parameters: ReportParameters {
        var parameters = ReportParameters(
            project: project,
            course: course,
            lsg: lsg,
            from: from,
            to: to,
            asOf: asOf
        )
        parameters.cohort = cohort
        parameters.area = area
        parameters.knownBy = knownBy
        parameters.cityMunicipalities = cityMunicipalities
        return parameters
    }
}

extension ReportParameters.CityMunicipalities: ExpressibleByArgument {}
extension ReportParameters.Edition: ExpressibleByArgument {}
