/// A language of the centre with its script, by its BCP 47 tag: of pages, papers and pictures.
package enum Language: String, CaseIterable, Sendable {
    case serbianCyrillic = "sr-Cyrl"
    case serbianLatin = "sr-Latn"
    case english = "en"

    /// What Pango and the font call the language: both scripts of Serbian are one.
    var fontLanguage: String { self == .english ? "en" : "sr" }
}
