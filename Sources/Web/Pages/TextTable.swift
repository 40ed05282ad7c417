import Documents
import TrainingCentre

/// The texts of a page in the three languages, one beside the other.
///
/// A case without its texts does not compile, and neither does a text without a language. Templates
/// print a text by the name of its case: `{{t.name}}`.
protocol TextTable: RawRepresentable<String>, CaseIterable, Sendable {
    var texts: Titles { get }
}

extension TextTable {
    /// The text in a language.
    func callAsFunction(in language: Language) -> String {
        texts[language]
    }
}

extension Titles {
    /// A text in Serbian Cyrillic, Serbian Latin and English, in this order.
    init(_ srCyrl: String, _ srLatn: String, _ en: String) {
        self.init(srCyrl: srCyrl, srLatn: srLatn, en: en)
    }
}

/// One value for each language.
struct PerLanguage<Value> {
    private let srCyrl: Value
    private let srLatn: Value
    private let en: Value

    init(_ value: (Language) throws -> Value) rethrows {
        srCyrl = try value(.serbianCyrillic)
        srLatn = try value(.serbianLatin)
        en = try value(.english)
    }

    subscript(language: Language) -> Value {
        switch language {
        case .serbianCyrillic: srCyrl
        case .serbianLatin: srLatn
        case .english: en
        }
    }
}

extension PerLanguage: Sendable where Value: Sendable {}
