import ArgumentParser

/// The cohort that a command is about, by its code alone or as `--cohort`.
///
/// Commands that narrow something down have it as an option; whoever is used to that is understood
/// where a cohort is all that a command asks for.
struct CohortArgument: ParsableArguments {
    @Argument(help: "The cohort's code.") var cohort: String?
    @Option(name: .customLong("cohort"), help: "The same, as other commands have it.")
    var named: String?

    var code: String { cohort ?? named ?? "" }

    func validate() throws {
        guard (cohort == nil) != (named == nil) else {
            throw ValidationError("name one cohort by its code")
        }
    }
}
