import ArgumentParser
import Documents
import Foundation
import LearningPackages
import TrainingCentre

/// Packages of e-learning.
struct PackageCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "package",
        abstract: "Look at packages of e-learning: SCORM, cmi5, xAPI, H5P, films.",
        subcommands: [Check.self, Read.self]
    )

    /// Says what a package is before anybody uploads it.
    struct Check: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read a package and say what it is, or why it is refused.",
            discussion: """
                Nothing is stored, and no database is needed. Names, links, sizes and the manifest \
                are checked as they are at an upload. Exit code 7 when the package is refused.

                  obuka package check course.zip
                  obuka package check course.zip --format json
                """
        )

        @OptionGroup var output: OutputOptions
        @Argument(help: "The package: .zip, .h5p, .mp4, .webm or cmi5.xml.") var file: String

        func run() async throws {
            try await CommandRun.run(format: output.format) {
                try WholeFile.check(file)
                let report = try PackageProcess.report(of: file)
                try write(report)
                if report["accepted"] != true { throw Exit.findings.code }
            }
        }

        private func write(_ report: JSON) throws {
            guard output.format == .table, output.fields == nil else {
                return try Output(options: output).write(report)
            }
            for line in PackageLines.lines(of: report) { print(line) }
        }
    }

    /// What reads the package, in a process of its own.
    struct Read: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Read a package within narrow limits and print a report as JSON.",
            shouldDisplay: false
        )

        @Argument var file: String
        @Option(help: "An empty folder to unpack into.") var into: String?

        func run() throws {
            PackageProcess.confine()
            let report: PackageReport
            do {
                report = try VideoFile.read(file).map { .video($0) } ?? archive()
            } catch let refusal as PackageRefusal {
                report = course(refusal)
            }
            try StandardOutput.write(report.json.bytes)
        }

        /// What is no archive may be the structure of a course by itself.
        private func course(_ refusal: PackageRefusal) -> PackageReport {
            guard refusal.code == .notArchive else { return .refused(refusal) }
            do {
                return try CourseFile.read(file).map { .course($0) } ?? .refused(refusal)
            } catch {
                return .refused(error as? PackageRefusal ?? refusal)
            }
        }

        private func archive() throws -> PackageReport {
            let reader = try PackageReader(path: file)
            let read = try reader.read()
            if let into {
                try reader.unpack(read, into: into)
            } else {
                try reader.verify(read)
            }
            return .read(read)
        }
    }
}
