import Documents

/// The footnote of English texts that name Kosovo or list local self-governments by name.
///
/// Partners of the United Nations and donors need it. Serbian texts use the name that Serbian law
/// has, without a footnote.
enum TerritoryNote {
    /// The name in the three languages; in English it points at the footnote.
    static let name = Titles(sr: "Косово и Метохија", en: "Kosovo and Metohija*")

    /// The footnote; nil in a language that has none.
    static func text(in language: Language) -> String? {
        switch language {
        case .english:
            "* References to Kosovo shall be understood to be in the context of United Nations "
                + "Security Council resolution 1244 (1999)."
        case .serbianCyrillic, .serbianLatin: nil
        }
    }

    /// The footnote of texts, when one of them names Kosovo.
    static func text(below texts: [String], in language: Language) -> String? {
        texts.contains { $0.contains("Kosovo") } ? text(in: language) : nil
    }
}

extension Report {
    /// Whether it lists local self-governments, some of which may lie in Kosovo and Metohija.
    private var listsTerritory: Bool {
        options.contains(.kosovo)
            || columns.contains { ["lsg", "lsg_names", "district"].contains($0.name) }
    }

    /// The footnote of the report; nil where it needs none.
    package func footnote(in language: Language) -> String? {
        listsTerritory ? TerritoryNote.text(in: language) : nil
    }

    /// The footnote below what several reports mean; nil where that needs none.
    package static func footnote(of reports: [Report], in language: Language) -> String? {
        TerritoryNote.text(below: reports.map { $0.definition[language] }, in: language)
    }
}
