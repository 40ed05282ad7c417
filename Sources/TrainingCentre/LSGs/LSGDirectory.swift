import Postgres
import SerbianText

extension LSG {
    /// Finds LSGs by code, or by name in either script, any case and without diacritics.
    ///
    /// It knows city municipalities as well: the database puts them to their city.
    struct Directory: Sendable {
        private struct Place: Hashable {
            let code: String
            let name: String
            /// The name of the city of a city municipality.
            let city: String?

            var full: String { city.map { "\(name) in \($0)" } ?? name }
        }

        private let codes: Set<String>
        /// The city of each city municipality, by code.
        private let cities: [String: String]
        /// What a name means by its fold; of several nobody knows which is meant.
        private let places: [String: [Place]]
        /// What is known already of what was written.
        private var learnt: [String: String] = [:]
        /// The groups that the facts of a person name, for who reads both.
        let targetGroups: TargetGroup.Directory

        init(in transaction: borrowing Transaction) throws {
            let lsgs = try transaction.rows(
                "SELECT code, name_latn FROM lsgs",
                as: (String.self, String.self)
            ).map { Place(code: $0, name: $1, city: nil) }
            let found = try transaction.rows(
                """
                SELECT parts.code, parts.name_latn, cities.name_latn, cities.code
                FROM city_municipalities AS parts
                JOIN lsgs AS cities ON cities.code = parts.lsg_code
                """,
                as: (String.self, String.self, String.self, String.self)
            )
            cities = Dictionary(found.map { ($0.0, $0.3) }) { first, _ in first }
            let parts = found.map { Place(code: $0.0, name: $0.1, city: $0.2) }
            codes = Set((lsgs + parts).map(\.code))
            let ofCities = Dictionary(grouping: lsgs) { SerbianText.fold($0.name) }
            // A city's own name is not that of its part: Vranje is the city.
            var places = Dictionary(grouping: parts) { SerbianText.fold($0.name) }
                .merging(ofCities) { _, lsgs in lsgs }
            for part in parts {
                let city = part.city ?? ""
                places[SerbianText.fold("\(city) \(part.name)")] = [part]
                places[SerbianText.fold("\(part.name) \(city)")] = [part]
            }
            self.places = places
            targetGroups = try TargetGroup.Directory(in: transaction)
        }

        /// The code of what was written; nil when it names no LSG, or several.
        ///
        /// “Opština Bajina Bašta”, “Grad Niš”, “Пландиште, општина”, “Sr. Mitrovica”,
        /// “Beograd-Palilula”: as letterheads write it.
        func code(of written: String) -> String? {
            if codes.contains(written) { return written }
            if let code = learnt[written] { return code }
            let meant = meant(by: written)
            return meant.count == 1 ? meant[0].code : nil
        }

        /// The code of the LSG of what was written, which is the city of a city municipality.
        ///
        /// Refuses with `InvalidForm` under the name of the field.
        func lsgCode(of written: String, field: String) throws -> String {
            guard let code = code(of: written) else {
                let problem = problem(with: written)
                throw InvalidForm([FieldProblem(field, problem.sentence, problem.code)])
            }
            return cities[code] ?? code
        }

        /// Looks up once what stands in many rows of a file.
        mutating func learn(_ written: some Sequence<String>) {
            for text in Set(written) { learnt[text] = code(of: text) }
        }

        /// What is wrong with a text of which there is no code.
        func problem(with written: String) -> (sentence: String, code: FieldCode) {
            let meant = meant(by: written).sorted { $0.code < $1.code }
            guard meant.isEmpty else {
                let all = meant.map { "\($0.full) (\($0.code))" }.joined(separator: " or ")
                return ("“\(written)” can be \(all): write the code", .ambiguous)
            }
            let likeliest = likeliest(written).map { "; is it \($0)?" }
            let sentence = "“\(written)” is no municipality or city: write its name or its code"
            return (sentence + (likeliest ?? ""), .notFound)
        }

        private func meant(by written: String) -> [Place] {
            let key = SerbianText.fold(written)
            if let places = places[key] { return places }
            let bare = Self.bareNames(ofKey: key)
            if let found = bare.lazy.compactMap({ places[$0] }).first { return found }
            return key.contains(".") ? abbreviated(bare.last ?? key) : []
        }

        /// What has a longer word for each of these, as an abbreviation has.
        private func abbreviated(_ bare: String) -> [Place] {
            let words = bare.split(separator: " ")
            guard words.count > 1 else { return [] }
            let found = places.filter { name, _ in
                let full = name.split(separator: " ")
                return full.count == words.count
                    && zip(full, words).allSatisfy { $0.hasPrefix($1) }
            }
            return Array(Set(found.values.joined()))
        }

        /// The one LSG whose name is written with a typing error in it; nil without one.
        private func likeliest(_ written: String) -> String? {
            let names = Self.bareNames(ofKey: SerbianText.fold(written))
            let bare = Array((names.last ?? "").unicodeScalars)
            guard bare.count >= 4 else { return nil }
            let near = places.filter {
                TypingDistance.between(bare, Array($0.key.unicodeScalars), atMost: 2) != nil
            }
            return near.count == 1 ? near.first?.value.first?.full : nil
        }

        /// The name without what stands before it, then without what stands behind it, which may be
        /// a part of it, as in “GO Stari grad”.
        private static func bareNames(ofKey key: String) -> [String] {
            var words = key.split { !$0.isLetter && !$0.isNumber }
            while words.count > 1, let first = words.first, kinds.contains(String(first)) {
                words.removeFirst()
            }
            var names = [words.joined(separator: " ")]
            while words.count > 1, let last = words.last, kinds.contains(String(last)) {
                words.removeLast()
                names.append(words.joined(separator: " "))
            }
            return names
        }

        /// What stands before or after the name of an LSG.
        private static let kinds: Set<String> = [
            "go", "grad", "grada", "gradska", "jls", "opstina", "opstine", "opstinska",
            "skupstina", "so", "uprava", "uprave",
        ]
    }
}
