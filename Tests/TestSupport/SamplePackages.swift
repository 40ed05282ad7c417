import Foundation
import Testing

/// Packages that a script makes once for all tests.
package enum SamplePackages {
    package static let folder: String = {
        let folder = FileManager.default.temporaryDirectory
            .appendingPathComponent("obuka_packages_\(ProcessInfo.processInfo.processIdentifier)")
        do {
            try FileManager.default.createDirectory(
                at: folder,
                withIntermediateDirectories: true
            )
            let maker = Process()
            maker.executableURL = URL(fileURLWithPath: "/usr/bin/env")
            maker.arguments = ["python3", data("make_packages.py"), folder.path]
            try maker.run()
            maker.waitUntilExit()
        } catch {
            // The tests say which packages are not there.
        }
        return folder.path
    }()

    /// What each package must get: a kind or the code of a refusal, and the codes of warnings.
    package static let expected: [Expectation] = {
        let table = try? String(contentsOfFile: data("packages.tsv"), encoding: .utf8)
        return (table ?? "").split(separator: "\n").dropFirst().map { line in
            let fields = line.split(separator: "\t", omittingEmptySubsequences: false)
            return Expectation(
                package: String(fields[0]),
                becomes: String(fields[1]),
                warnings: fields.count > 2
                    ? fields[2].split(separator: " ").map(String.init) : []
            )
        }
    }()

    package struct Expectation: Sendable, CustomTestStringConvertible {
        package let package: String
        package let becomes: String
        package let warnings: [String]

        package var testDescription: String { package }
    }

    package static func path(_ package: String) -> String { "\(folder)/\(package)" }

    private static func data(_ name: String) -> String {
        URL(fileURLWithPath: #filePath).deletingLastPathComponent()
            .appendingPathComponent("Data/\(name)").path
    }
}
