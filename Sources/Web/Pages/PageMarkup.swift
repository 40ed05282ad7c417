import Quizzes
import SerbianText

/// Markup that a template prints as it is: that of a question, and no other.
///
/// `QuestionText` holds nothing but elements and attributes that are known to be harmless, and the
/// page's policy lets nothing else load or run.
struct PageMarkup: Sendable {
    let html: String
    /// The language of the text, as far as its letters say it: empty for one that is unknown.
    let language: String

    /// `pictures` is the address below which pictures are, by their digests.
    init(_ text: QuestionText, pictures: String) {
        html = text.html(picturesAt: { "\(pictures)/\($0)" })
        language = PageMarkup.language(of: text.plain)
    }

    /// What stands in `lang` for a text of which nobody said in which language it is.
    static func language(of text: String) -> String {
        Script.of(text) == .cyrillic ? "sr-Cyrl" : ""
    }
}
