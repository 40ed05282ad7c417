import Foundation
import TrainingCentre

/// Where the program's own files lie: `sql`, `Templates`, `Assets`, `Papers`.
enum Resources {
    struct Problem: SettingProblem {
        let description: String
    }

    /// The given directory, or the checkout that the program was built in, or `/usr/share/obuka`.
    ///
    /// - Throws: `Problem` when none of them holds `sql/migrations`.
    static func directory(_ given: String?) throws -> String {
        if let given {
            guard holdsMigrations(given.absolutePath) else {
                throw Problem(description: "OBUKA_RESOURCES: \(given) holds no sql/migrations")
            }
            return given.absolutePath
        }
        var directory = executablePath
        while let slash = directory.lastIndex(of: "/") {
            directory = String(directory[..<slash])
            if holdsMigrations(directory) { return directory }
        }
        guard holdsMigrations("/usr/share/obuka") else {
            throw Problem(
                description: "the program's files are missing: set OBUKA_RESOURCES to the "
                    + "directory that holds sql/migrations"
            )
        }
        return "/usr/share/obuka"
    }

    /// The directory of templates and assets: beside `sql` when installed, else in the sources.
    static func webDirectory(in resources: String) -> String {
        let installed = "\(resources)/Templates"
        return FileManager.default.fileExists(atPath: installed)
            ? resources : "\(resources)/Sources/Web"
    }

    /// The directory of what papers are made of: `Papers` beside `sql` when installed, else in the
    /// sources.
    static func papersDirectory(in resources: String) -> String {
        let installed = "\(resources)/Papers"
        return FileManager.default.fileExists(atPath: installed)
            ? installed : "\(resources)/Sources/Documents/Templates"
    }

    /// Reads a part of what papers are made of, as it comes with the program.
    static func paperPart(_ part: PaperPart, in resources: String) throws -> [UInt8] {
        try WholeFile.read("\(papersDirectory(in: resources))/\(part.rawValue).json")
    }

    /// Reads the templates of published documents, in the order of their names.
    ///
    /// - Throws: `ReportDocument.Malformed`.
    static func documents(in resources: String) throws -> [ReportDocument] {
        let directory = documentsDirectory(in: resources)
        let files = try FileManager.default.contentsOfDirectory(atPath: directory)
        let names = files.filter { $0.hasSuffix(".txt") }.map { String($0.dropLast(4)) }
        return try names.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }.map { name in
            let template = try WholeFile.read("\(directory)/\(name).txt")
            return try ReportDocument(
                name: name,
                template: String(decoding: template, as: UTF8.self)
            )
        }
    }

    /// The directory of the templates of published documents.
    static func documentsDirectory(in resources: String) -> String {
        "\(resources)/sql/demo/documents"
    }

    private static var executablePath: String {
        (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
            ?? CommandLine.arguments[0].absolutePath
    }

    private static func holdsMigrations(_ directory: String) -> Bool {
        FileManager.default.fileExists(atPath: "\(directory)/sql/migrations")
    }
}
