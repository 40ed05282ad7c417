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
            codesByName = Directory.names(rows).merging(Directory.names(parts)) { lsg, _ in lsg }
        }

        /// Two may fold alike; such a name says nothing and the code is needed.
        private static func names(_ rows: [(String, String)]) -> [String: String] {
            let groups = Dictionary(grouping: rows) { SerbianText.fold($0.1) }
            return groups.compactMapValues { $0.count == 1 ? $0[0].0 : nil }
        }

        /// The code of what was written; nil when it names no LSG.
        func code(of written: String) -> String? {
            if codes.contains(written) { return written }
            let fold = SerbianText.fold(written)
            if let code = codesByName[fold] { return code }
            // “Opština Bajina Bašta”, “Grad Niš”: as letterheads write it.
            for word in ["opstina ", "grad ", "gradska uprava ", "opstinska uprava "]
            where fold.hasPrefix(word) {
                return codesByName[String(fold.dropFirst(word.count))]
            }
            return nil
        }
    }
}
