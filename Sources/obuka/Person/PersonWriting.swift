import ArgumentParser
import Postgres
import TrainingCentre

extension PersonCommand {
    struct Create: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Enter a new person.",
            discussion: """
                A name in one script alone is written in the other by the program, as a proposal \
                that somebody confirms (“person confirm”).

                \(FieldAssignments.about(PersonDraft.fields))
                """
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "FIELD=VALUE, each field once.") var fields: [String]

        func run(_ program: Program, as actor: Actor) async throws {
            let form = Form(try FieldAssignments.read(fields, of: PersonDraft.fields))
            let person = try await write.perform(Act(by: actor), on: program.centre) {
                (transaction: borrowing Transaction) in
                try Person.create(form, by: actor, in: transaction)
            }
            try out.write(person.json)
        }
    }

    struct Change: RehearsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Correct a name or the sex, or confirm the spelling that was proposed.",
            discussion: """
                What is left out stays. Without any new part it confirms both scripts as they are. \
                What was frozen before, on enrolments and certificates, stays. Each option can be \
                written as FIELD=VALUE too; sex= empties it.

                \(FieldAssignments.about(PersonDraft.changeableFields))
                """
        )

        @OptionGroup var options: SettingOptions
        @OptionGroup var output: OutputOptions
        @OptionGroup var write: WriteOptions
        @Argument(help: "The e-mail address.") var email: String
        @Argument(help: "FIELD=VALUE, each field once.") var fields: [String] = []
        @Option(help: "The given name in Cyrillic.") var givenNameCyrl: String?
        @Option(help: "The family name in Cyrillic.") var familyNameCyrl: String?
        @Option(help: "The given name in Latin letters.") var givenNameLatn: String?
        @Option(help: "The family name in Latin letters.") var familyNameLatn: String?
        @Option(help: "M or F.") var sex: String?
        @Option(help: "Why, unless it only confirms.") var reason: String?

        func run(_ program: Program, as actor: Actor) async throws {
            let email = email
            let form = Form(try values())
            let act = try Act(by: actor, because: reason)
            let person = try await write.perform(act, on: program.centre) {
                (transaction: borrowing Transaction) in
                let known = try Person.find(email: email, by: actor, in: transaction)
                return try Person.change(
                    known.id,
                    form,
                    ifVersion: known.version,
                    by: act,
                    in: transaction
                )
            }
            try out.write(person.json)
        }

        /// The fields, written in either way but not in both.
        private func values() throws -> [String: String] {
            let options = [
                "given_name_cyrl": givenNameCyrl, "family_name_cyrl": familyNameCyrl,
                "given_name_latn": givenNameLatn, "family_name_latn": familyNameLatn, "sex": sex,
            ]
            let words = options.compactMap { name, value in value.map { "\(name)=\($0)" } }
            return try FieldAssignments.read(fields + words, of: PersonDraft.changeableFields)
        }
    }
}
