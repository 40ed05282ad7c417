import Documents
import TrainingCentre

/// What every page needs to know about where it stands.
struct Site: Sendable {
    /// The address of the service without a slash at the end: `https://obuka.example`.
    let publicURL: String
    /// The name of a place in the script of a language.
    ///
    /// A venue is stored in one script only; whoever wires the program says how it is written in
    /// the other.
    let place: @Sendable (String, Language) -> String
}
