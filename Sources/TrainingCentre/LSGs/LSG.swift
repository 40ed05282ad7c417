import Postgres
import SerbianText

/// A local self-government: one of the municipalities and cities of the law.
package struct LSG: Sendable {
    package let code: String
    package let nameCyrl: String
    package let nameLatn: String

    /// Finds LSGs by code, or by name in either script, any case and without diacritics.
    ///
    /// It knows city municipalities as well: the database puts them to their city.
    struct Directory: Sendable {
        private let codes: Set<String>
        private let codesByName: [String: String]
        /// The Latin names by their fold.
        private let names: [String: String]

        init(in transaction: borrowing Transaction) throws {
            let rows = try transaction.rows(
                "SELECT code, name_latn FROM lsgs",
                as: (String.self, String.self)
            )
            let parts = try transaction.rows(
                "SELECT code, name_latn FROM city_municipalities",
                as: (String.self, String.self)
            )
            codes = Set((rows + parts).map { $0.0 })
            // A city's own name is not that of its part: Vranje is the city.
            let known = Directory.known(rows).merging(Directory.known(parts)) { lsg, _ in lsg }
            codesByName = known.mapValues { $0.0 }
            names = known.mapValues { $0.1 }
        }

        /// Code and name by the fold of the name.
        ///
        /// Two may fold alike; such a name says nothing and the code is needed.
        private static func known(_ rows: [(String, String)]) -> [String: (String, String)] {
            let groups = Dictionary(grouping: rows) { SerbianText.fold($0.1) }
            return groups.compactMapValues { $0.count == 1 ? $0[0] : nil }
        }

        /// The code of what was written; nil when it names no LSG.
        ///
        /// “Opština Bajina Bašta”, “Grad Niš”, “Пландиште, општина”: as letterheads write it.
        func code(of written: String) -> String? {
            if codes.contains(written) { return written }
            let key = SerbianText.fold(written)
            return codesByName[key] ?? codesByName[Self.bareName(ofKey: key)]
        }

        /// The one LSG whose name is written with a typing error in it; nil without one.
        func likeliest(_ written: String) -> String? {
            let bare = Array(Self.bareName(ofKey: SerbianText.fold(written)).unicodeScalars)
            guard bare.count >= 4 else { return nil }
            let near = names.filter {
                TypingDistance.between(bare, Array($0.key.unicodeScalars), atMost: 2) != nil
            }
            return near.count == 1 ? near.first?.value : nil
        }

        private static func bareName(ofKey key: String) -> String {
            var words = key.split { !$0.isLetter && !$0.isNumber }
            while words.count > 1, let first = words.first, kinds.contains(String(first)) {
                words.removeFirst()
            }
            while words.count > 1, let last = words.last, kinds.contains(String(last)) {
                words.removeLast()
            }
            return words.joined(separator: " ")
        }

        /// What stands before or after the name of an LSG.
        private static let kinds: Set<String> = [
            "grad", "grada", "gradska", "jls", "opstina", "opstine", "opstinska", "skupstina", "so",
            "uprava", "uprave",
        ]
    }
}
