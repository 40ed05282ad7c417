import Documents
import Foundation
import Postgres
import TrainingCentre

/// The contents of the modules of the demonstration, each packed from its folder.
struct DemoModules {
    let centre: TrainingCentre
    let act: Act
    /// One folder for each module, by its code.
    let directory: String

    /// Takes every folder in as the content of its module; what is there already stays.
    func perform() async throws {
        let names = try FileManager.default.contentsOfDirectory(atPath: directory).sorted()
        for code in names where !code.hasPrefix(".") {
            let questions = "\(directory)/\(code)/questions.xml"
            if FileManager.default.fileExists(atPath: questions) {
                try await enterQuiz(questions, rules: "\(directory)/\(code)/rules.json", into: code)
                continue
            }
            let package = try PackageFile.read("\(directory)/\(code)", for: centre)
            let act = act
            _ = try await centre.write(act) { (transaction: borrowing Transaction) in
                try ModuleVersion.enter(package, into: code, by: act.actor, in: transaction)
            }
        }
    }

    /// A quiz has its questions in one file, and its rules as the API takes them in another.
    private func enterQuiz(
        _ questions: String,
        rules: String,
        into code: String
    ) async throws {
        let file = try QuizFile(try WholeFile.read(questions), as: .moodleXML)
        let form = QuizRules.form(try JSON.parse(try WholeFile.read(rules)))
        let (act, blobs) = (act, centre.blobs)
        try await centre.write(act) { (transaction: borrowing Transaction) in
            guard try ModuleVersion.list(of: code, in: transaction).isEmpty else { return }
            _ = try Quiz.enter(
                file,
                into: code,
                rules: form,
                keepingIn: blobs,
                by: act.actor,
                in: transaction
            )
        }
    }
}
