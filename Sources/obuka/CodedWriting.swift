import ArgumentParser
import Postgres
import TrainingCentre

/// Enters a noun that people know by its code.
struct CreateCommand<Noun: CodedNoun>: RehearsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "create",
            abstract: "Enter a new \(Noun.spoken).",
            discussion: FieldAssignments.about(Noun.typedFields)
        )
    }

    @OptionGroup var options: SettingOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var write: WriteOptions
    @Argument(help: "FIELD=VALUE, each field once; | stands between the parts of a list.")
    var fields: [String]

    func run(_ program: Program, as actor: Actor) async throws {
        let form = Form(try FieldAssignments.read(fields, of: Noun.typedFields))
        let created = try await write.perform(Act(by: actor), on: program.centre) {
            (transaction: borrowing Transaction) in
            try Noun.create(form, by: actor, in: transaction)
        }
        try out.write(created.json)
    }
}

/// Changes a noun that people know by its code.
struct ChangeCommand<Noun: CodedNoun>: RehearsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: "change",
            abstract: "Change \(Noun.spokenOfOne); fields that are left out stay as they are.",
            discussion: FieldAssignments.about(Noun.changeableFields)
        )
    }

    @OptionGroup var options: SettingOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var write: WriteOptions
    @Argument(help: "Its code.") var code: String
    @Argument(help: "FIELD=VALUE, each field once; FIELD= empties it.") var fields: [String]
    @Option(help: "Why; needed for what reports have told already.") var reason: String?

    func run(_ program: Program, as actor: Actor) async throws {
        let code = code
        let form = Form(try FieldAssignments.read(fields, of: Noun.changeableFields))
        let act = try Act(by: actor, because: reason)
        let changed = try await write.perform(act, on: program.centre) {
            (transaction: borrowing Transaction) in
            try Noun.change(code, form, ifVersion: nil, by: actor, in: transaction)
        }
        try out.write(changed.json)
    }
}

/// Fields with their values, as somebody types them.
enum FieldAssignments {
    static func about(_ fields: [DraftField]) -> String {
        let lines = fields.map { field in
            var choices = ""
            if case .choice(let values) = field.kind {
                choices = " One of: \(values.joined(separator: ", "))."
            }
            return "  \(field.name)\(field.isRequired ? " (needed)" : ""): \(field.about)\(choices)"
        }
        return "Fields:\n\n" + lines.joined(separator: "\n")
    }

    /// The values by field.
    ///
    /// - Throws: `ValidationError` for what is no assignment, an unknown field, and one that is
    ///   given twice.
    static func read(_ words: [String], of fields: [DraftField]) throws -> [String: String] {
        var values: [String: String] = [:]
        for word in words {
            guard let sign = word.firstIndex(of: "=") else {
                throw ValidationError("“\(word)” is no FIELD=VALUE")
            }
            let name = String(word[..<sign])
            guard fields.contains(where: { $0.name == name }) else {
                let known = fields.map(\.name).joined(separator: ", ")
                throw ValidationError("there is no field “\(name)”: known are \(known)")
            }
            guard values.updateValue(String(word[word.index(after: sign)...]), forKey: name) == nil
            else { throw ValidationError("the field “\(name)” is given twice") }
        }
        return values
    }
}

/// The four commands of a noun that has no others.
struct NounCommand<Noun: CodedNoun>: AsyncParsableCommand {
    static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: Noun.noun.replacing("_", with: "-"),
            abstract: "\(Noun.path.prefix(1).uppercased())\(Noun.path.dropFirst()).".replacing(
                "-",
                with: " "
            ),
            subcommands: [
                ListCommand<Noun>.self, ShowCommand<Noun>.self, CreateCommand<Noun>.self,
                ChangeCommand<Noun>.self,
            ]
        )
    }
}
