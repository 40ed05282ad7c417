import Documents
import Postgres

extension Person {
    /// The order of people by family and given name, in the alphabet in which names are read.
    ///
    /// For a statement that reads `people`; whoever uses it adds what tells namesakes apart. Pages
    /// give their language: in Cyrillic Ж comes before З, in Latin Ž comes last, and English pages
    /// write names in Serbian Latin. Programs get both spellings and one order, Cyrillic, in which
    /// certificates are numbered, too.
    static func order(in language: Language = .serbianCyrillic) -> SQL {
        switch language {
        case .serbianCyrillic:
            """
            people.family_name_cyrl COLLATE "sr-Cyrl-x-icu",
            people.given_name_cyrl COLLATE "sr-Cyrl-x-icu"
            """
        case .serbianLatin, .english:
            """
            people.family_name_latn COLLATE "sr-Latn-x-icu",
            people.given_name_latn COLLATE "sr-Latn-x-icu"
            """
        }
    }
}
