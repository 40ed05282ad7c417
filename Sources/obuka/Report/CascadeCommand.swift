import ArgumentParser
import Documents
import Postgres
import TrainingCentre

extension ReportCommand {
    struct Cascade: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "What came of a training of trainers, over all generations.",
            discussion: """
                Graduates, the deliveries that they held, the people who passed there and their \
                LSGs. As ndjson, csv and workbook: the rows of `report cascades --training CODE`, \
                one a delivery. The page of it is at /cohorts/CODE/cascade.
                """
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var written: ObjectOutput
        @Argument(help: "The code of the training's cohort.") var cohort: String
        @Option(help: "Deliveries whose last day is not before this date.") var from: CalendarDate?
        @Option(help: "Deliveries whose last day is not after this date.") var to: CalendarDate?
        @Option(help: "What was so on this date; today by default.") var asOf: CalendarDate?

        @Option(help: "Of the definition: sr-Cyrl, sr-Latn or en.")
        var language: Language = .english

        var output: OutputOptions { written.output }

        func run(_ program: Program, as actor: Actor) async throws {
            if let rows = written.rows {
                var parameters = ReportParameters(from: from, to: to, asOf: asOf)
                parameters.training = cohort
                parameters.language = language
                return try await written.write(.cascades, as: rows, parameters, program, by: actor)
            }
            let cohort = cohort
            let parameters = CascadeReport.Parameters(from: from, to: to, asOf: asOf)
            let report = try await program.centre.read { (transaction: borrowing Transaction) in
                try CascadeReport.make(cohort, parameters, by: actor, in: transaction)
            }
            let total = report.total
            StandardError.write(
                "\(report.cohort.code): \(count(report.graduates, "graduate", "graduates")), "
                    + "\(count(total.deliveries, "delivery", "deliveries")) "
                    + "by \(total.trainers) of them and theirs, "
                    + "\(count(total.personsPassed, "person", "persons")) passed, "
                    + "\(count(total.lsgs, "LSG", "LSGs")), "
                    + "as of \(report.asOf)"
            )
            StandardError.write(CascadeReport.definitions[language])
            try out.write(report.json(in: language), rowsIn: "branches")
        }

        private func count(_ number: Int, _ one: String, _ many: String) -> String {
            "\(number) \(number == 1 ? one : many)"
        }
    }
}
