import ArgumentParser
import Credentials
import Documents
import Foundation
import Postgres
import TrainingCentre

/// The demonstration: real trainings of 2023 and 2024 with invented people.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "The demonstration data.",
        subcommands: [Load.self]
    )

    struct Load: CentreCommand {
        static let configuration = CommandConfiguration(
            abstract: "Load the demonstration; again changes nothing.",
            discussion: "Prints three addresses worth opening."
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions

        func run(_ program: Program, as actor: Actor) async throws {
            let demo = Demonstration(program: program, actor: actor)
            try await demo.load()
            await program.settle()
            try await program.readHandbooks()
            for address in try await demo.addresses() { print(address) }
        }
    }
}

/// Loads `sql/demo` through the same doors as everybody: imports, closing, issuing.
private struct Demonstration {
    let program: Program
    let actor: Actor

    private static let files: [(ImportedNoun, String)] = [
        (.organisations, "organisations.csv"), (.projects, "projects.csv"),
        (.courses, "courses.csv"), (.courseVersions, "course-versions.csv"),
        (.cohorts, "cohorts.csv"), (.cohorts, "open-cohort.csv"),
        (.enrolments, "enrolments.csv"), (.attendance, "attendance.csv"),
        (.results, "results.csv"),
    ]
    private static let openCohort = "LAP-2024-15"

    /// Loads everything once.
    ///
    /// What was loaded before may have been worked with since: names corrected, certificates
    /// revoked, cohorts closed. Then nothing is touched.
    func load() async throws {
        guard try await !isLoaded() else {
            return StandardError.write("the demonstration is loaded already: nothing was changed")
        }
        let act = try Act(by: actor, because: "demonstration")
        for (noun, name) in Demonstration.files + DemoPlanning.files {
            try await load(noun, name, act)
        }
        for (noun, name) in DemoCascade.files { try await load(noun, name, act) }
        try await DemoCascade(centre: centre, act: act).perform()
        for (noun, name) in DemoHandbooks.files { try await load(noun, name, act) }
        try await DemoHandbooks(centre: centre, act: act, directory: directory + "/handbooks")
            .perform()
        try await DemoLiving(centre: centre, act: act) { try bytes("living/\($0)") }.load()
        try await DemoModules(centre: centre, act: act, directory: directory + "/modules").perform()
        try await enterLetterhead(act)
        let (chance, signing) = (centre.chance, centre.signing)
        let file: @Sendable (String) throws -> [UInt8] = { [self] in try bytes($0) }
        let issued = try await centre.write(act) { [actor] (transaction: borrowing Transaction) in
            _ = try Cohort.publish(Demonstration.openCohort, by: actor, in: transaction)
            let day = try DemoPlanning.issueDay(in: transaction)
            var issued = 0
            for cohort in try Cohort.list(course: "LAP", in: transaction).reversed()
            where cohort.draft.code != Demonstration.openCohort {
                let code = cohort.draft.code
                _ = try Cohort.close(code, on: nil, by: actor, in: transaction)
                let batch = try Certificate.issue(
                    cohort: code,
                    kind: .completion,
                    on: day,
                    chance: chance,
                    signing: signing,
                    by: actor,
                    in: transaction
                )
                issued += batch.issued.count
            }
            try DemoPlanning.finish(file: file, act: act, chance: chance, in: transaction)
            return issued
        }
        StandardError.write("\(issued) certificates issued")
    }

    /// Whether the last step was done: a load that was cut short is completed by the next one.
    private func isLoaded() async throws -> Bool {
        let actor = actor
        return try await centre.read { (transaction: borrowing Transaction) in
            let last = "LAP-2024-14"
            guard try Cohort.exists(last, in: transaction) else { return false }
            return try !Certificate.list(
                cohort: last,
                status: nil,
                page: PageRequest(rowsMax: 1),
                by: actor,
                in: transaction
            ).items.isEmpty
        }
    }

    private var directory: String { "\(program.settings.resourcesDirectory)/sql/demo" }

    private func bytes(_ name: String) throws -> [UInt8] {
        try WholeFile.read("\(directory)/\(name)")
    }

    /// Who signs and the logos; once, though a load that was cut short comes here again.
    private func enterLetterhead(_ act: Act) async throws {
        let content = try bytes("letterhead.json")
        let logos = [try bytes("logo-centre.png"), try bytes("logo-donor.png")]
        let papers = centre.papers
        try await centre.write(act) { (transaction: borrowing Transaction) in
            let known = try PaperVersion.list(.letterhead, in: transaction)
            guard !known.contains(where: \.isImported) else { return }
            _ = try PaperVersion.enter(
                .letterhead,
                content,
                logos: logos,
                papers: papers,
                by: act.actor,
                in: transaction
            )
        }
    }

    private func load(_ noun: ImportedNoun, _ name: String, _ act: Act) async throws {
        let file = try ImportFile.read(bytes(name), as: noun)
        let report = try await centre.importRows(file.rows, as: noun, act: act)
        StandardError.write(
            "\(noun.rawValue): \(report.created) new, \(report.unchanged) unchanged, "
                + "\(report.updated) updated, \(report.rejected.count) rejected"
        )
        for rejection in report.rejected {
            StandardError.write(
                "\(name) row \(rejection.line): \(rejection.field) \(rejection.problem)"
            )
        }
        if !report.rejected.isEmpty { throw Exit.someRowsFailed.code }
    }

    /// A certificate, an enrolment and the catalogue, on this machine.
    func addresses() async throws -> [String] {
        let here = "http://\(program.settings.listen)"
        let actor = actor
        let found = try await centre.read { (transaction: borrowing Transaction) in
            let certificate = try Certificate.list(
                cohort: "LAP-2023-01",
                status: .valid,
                page: PageRequest(rowsMax: 1),
                by: actor,
                in: transaction
            ).items.first
            let enrolment = try Enrolment.list(
                cohort: "LAP-2024-14",
                page: PageRequest(),
                by: actor,
                in: transaction
            ).items.first { $0.passed == true }
            return (certificate?.id.printed, enrolment?.printedCode)
        }
        return [
            found.0.map { "\(here)/c/\($0)" }, found.1.map { "\(here)/e/\($0)" },
            "\(here)/courses/LAP",
        ].compactMap(\.self)
    }

    private var centre: TrainingCentre { program.centre }
}
