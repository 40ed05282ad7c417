import Postgres
import SerbianText

extension TargetGroup {
    /// Finds target groups by code, or by name in either script or English, in any case and without
    /// diacritics; also as one says it of one person.
    struct Directory: Sendable {
        /// The codes in the order of the vocabulary.
        let codes: [String]
        private let codesByKey: [String: String]

        init(in transaction: borrowing Transaction) throws {
            let groups = try TargetGroup.list(in: transaction)
            codes = groups.map(\.code)
            var codesByKey: [String: String] = [:]
            for (code, words) in Directory.ofOnePerson where codes.contains(code) {
                for word in words { codesByKey[SerbianText.fold(word)] = code }
            }
            for group in groups {
                for name in [group.name.en, group.name.srLatn, group.name.srCyrl, group.code] {
                    codesByKey[SerbianText.fold(name)] = group.code
                }
            }
            self.codesByKey = codesByKey
        }

        /// The group that was written; nil when it names none.
        func group(_ written: String) -> EnrolmentFacts.TargetGroup? {
            codesByKey[SerbianText.fold(written)].map(EnrolmentFacts.TargetGroup.init(rawValue:))
        }

        /// What lists of participants call one of a group.
        private static let ofOnePerson: [(code: String, words: [String])] = [
            ("council-member", ["član saveta", "članica saveta", "član saveta za migracije"]),
            ("lap-working-group", ["član radne grupe", "članica radne grupe"]),
            ("commissioner", ["poverenik", "poverenica", "poverenici"]),
            ("other", ["ostalo", "drugo"]),
            ("local-official", ["službenik jls", "službenica jls", "lokalni službenik"]),
            ("civil-servant", ["državni službenik", "državna službenica"]),
            (
                "asylum-centre-staff",
                [
                    "zaposleni u centru za azil", "zaposlena u centru za azil",
                    "zaposleni u prihvatnom centru", "zaposlena u prihvatnom centru",
                    "zaposleni u centrima za azil",
                ]
            ),
            ("social-worker", ["socijalni radnik", "socijalna radnica", "socijalni radnici"]),
            (
                "police-officer",
                ["policijski službenik", "policijska službenica", "policajac", "policija"]
            ),
            ("educator", ["nastavnik", "nastavnica", "prosvetni radnik", "prosvetna radnica"]),
            ("civil-society", ["ocd", "nvo", "civilno društvo"]),
            ("trainer", ["trener", "trenerica", "trenerkinja"]),
        ]
    }
}

extension Form {
    /// A target group by code or name; refused with the codes there are.
    mutating func targetGroup(
        _ field: String,
        among groups: TargetGroup.Directory
    ) -> EnrolmentFacts.TargetGroup? {
        guard let written = optionalText(field) else { return nil }
        guard let group = groups.group(written) else {
            let known = groups.codes.joined(separator: ", ")
            refuse(
                field,
                "“\(written)” is no target group: write its name, or one of \(known)",
                .notKnown
            )
            return nil
        }
        return group
    }
}
