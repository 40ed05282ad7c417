import Documents

/// A text in the three languages of the centre, each entered by a person.
package struct Titles: Hashable, Sendable {
    package var srCyrl: String
    package var srLatn: String
    package var en: String

    package init(srCyrl: String, srLatn: String, en: String) {
        self.srCyrl = srCyrl
        self.srLatn = srLatn
        self.en = en
    }

    /// The texts as the fields of a form.
    func fields(_ name: String) -> [String: String] {
        ["\(name)_sr_cyrl": srCyrl, "\(name)_sr_latn": srLatn, "\(name)_en": en]
    }

    package subscript(language: Language) -> String {
        switch language {
        case .serbianCyrillic: srCyrl
        case .serbianLatin: srLatn
        case .english: en
        }
    }
}

extension Titles {
    /// A text that is there in all languages or in none.
    init?(srCyrl: String?, srLatn: String?, en: String?) {
        guard let srCyrl, let srLatn, let en else { return nil }
        self.init(srCyrl: srCyrl, srLatn: srLatn, en: en)
    }
}
