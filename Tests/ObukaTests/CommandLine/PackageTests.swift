import Documents
import Foundation
import Testing

extension EndToEnd {
    @Suite("A package is looked at before it is uploaded")
    struct PackageTests {
        private static let page = "<title>Strana</title>"
        private static let manifest = """
            <manifest xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2">
            <metadata><schemaversion>1.2</schemaversion></metadata>
            <organizations><organization identifier="O"><title>Први курс</title>
            <item identifier="I" identifierref="R"><title>Лекција</title></item>
            </organization></organizations><resources>
            <resource identifier="R" scormtype="sco" href="index.html"/></resources></manifest>
            """

        @Test("The author reads what it is, or what to do about it; a program reads the code")
        func check() async throws {
            let home = try await Demonstration.shared().home
            let folder = FileManager.default.temporaryDirectory
                .appendingPathComponent("obuka_package_\(UUID().uuidString)").path
            defer { try? FileManager.default.removeItem(atPath: folder) }
            let files = [("imsmanifest.xml", Self.manifest), ("index.html", Self.page)]
            let good = try archive(files, in: folder, named: "good")
            let said = try await home.run(["package", "check", good])
            #expect(said.status == 0)
            #expect(said.output.hasPrefix("accepted: scorm-1.2 (1.2) “Први курс”\n2 files, "))
            #expect(said.output.hasSuffix("\n  Лекција  index.html\n"))
            let bad = try archive(Array(files.prefix(1)), in: folder, named: "bad")
            let refused = try await home.run(["package", "check", bad])
            #expect(refused.status == 7)
            let sentence = "The address “index.html” names a file that is not in the package."
            #expect(refused.output == "refused: \(sentence)\n")
            let object = try await home.run(["package", "check", bad, "--format", "json"])
            #expect(object.status == 7)
            #expect(try object.json["code"] == "launch_missing")
        }

        @Test("What is no file is said so")
        func noFile() async throws {
            let home = try await Demonstration.shared().home
            #expect(try await home.run(["package", "check", "missing.zip"]).status == 5)
            #expect(try await home.run(["package", "check", "/etc"]).status == 1)
            let text = try await home.run(["package", "check", "/etc/hostname"])
            #expect(text.status == 7)
            #expect(text.output.hasPrefix("refused: This is neither a ZIP archive nor a film"))
        }

        private func archive(
            _ files: [(name: String, text: String)],
            in folder: String,
            named name: String
        ) throws -> String {
            let source = "\(folder)/\(name)"
            try FileManager.default.createDirectory(
                atPath: source,
                withIntermediateDirectories: true
            )
            for file in files {
                try Data(file.text.utf8).write(to: URL(filePath: "\(source)/\(file.name)"))
            }
            let packer = Process()
            packer.executableURL = URL(filePath: "/usr/bin/python3")
            packer.currentDirectoryURL = URL(filePath: source)
            packer.arguments =
                ["-m", "zipfile", "-c", "\(folder)/\(name).zip"] + files.map(\.name)
            try packer.run()
            packer.waitUntilExit()
            return "\(folder)/\(name).zip"
        }
    }
}
