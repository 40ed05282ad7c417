/// What somebody typed as a code, cut to a length that a page can show.
struct TypedCode {
    let text: String

    /// A code has 16 symbols and 19 characters with its dashes; longer text is no code anyway.
    enum Limits {
        static let symbols = 16
        static let charactersMax = 64
    }

    init(_ typed: String) {
        text = String(typed.prefix(Limits.charactersMax))
    }

    /// Whether it has as many symbols as a code, whatever dashes and spaces stand between them.
    var hasLengthOfCode: Bool {
        text.filter { $0.isLetter || $0.isNumber }.count == Limits.symbols
    }

    var percentEncoded: String { text.percentEncoded }
}
