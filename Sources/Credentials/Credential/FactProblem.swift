/// Why a fact cannot be certified: which one, and what is wrong with it.
package struct FactProblem: Error, Hashable, Sendable, CustomStringConvertible {
    /// What is wrong with a fact.
    package enum Kind: Hashable, Sendable {
        case empty
        case tooLong(codePointsMax: Int)
        case spaceAtAnEnd
        /// A control character, or a line end in a text of one line.
        case controlCharacter
        /// A mark that changes the direction of writing.
        case directionMark
        /// A character that is not seen, not assigned, or private.
        case invisible
        case notNFC
        case notAnAddress
        case notAnIdentifier
        case notANumber
        case outOfRange
        /// Two things of the credential have the same address.
        case addressTwice
        /// It belongs to another issuer.
        case ofAnother
    }

    /// The member of the credential, `credentialSubject.name`.
    package let fact: String
    package let kind: Kind

    package init(_ fact: String, _ kind: Kind) {
        self.fact = fact
        self.kind = kind
    }

    package var description: String { "\(fact): \(words)" }

    private var words: String {
        switch kind {
        case .empty: "it is empty"
        case .tooLong(let max): "it is longer than \(max) characters"
        case .spaceAtAnEnd: "it begins or ends with white space"
        case .controlCharacter: "it holds a control character or a line end"
        case .directionMark: "it holds a mark that changes the direction of writing"
        case .invisible: "it holds an invisible or unassigned character"
        case .notNFC: "its accents are not composed as in normal form C"
        case .notAnAddress: "it is no https address in plain ASCII"
        case .notAnIdentifier: "it is no identifier of the expected form"
        case .notANumber: "it is no number of the expected form"
        case .outOfRange: "it is outside its bounds"
        case .addressTwice: "it is also the address of another part"
        case .ofAnother: "it belongs to another issuer"
        }
    }
}
