import SerbianText

/// Which column each header of a file means.
///
/// A header is taken for a column by what the sender's own names are mapped to, by the column's own
/// name, by what people usually write, in both scripts, and then by either with a typing error.
struct HeaderNames {
    private let known: [String]
    private let byName: [String: String]
    /// What a header means when no better one stands in the file.
    private let byVagueName: [String: String]
    private let mapped: [String: String]

    /// Names for the columns of a noun, `name` in the plural.
    ///
    /// `map` pairs a column with a header, either first. Refuses with `ImportFile.Defect` a pair
    /// that names no column.
    init(of name: String, _ known: [String], map: [(String, String)]) throws {
        self.known = known
        var byName = ImportedNoun.headerAliases.filter { known.contains($0.value) }
        for column in known { byName[Self.folded(column)] = column }
        // Everywhere else the code of a noun is called so.
        if name == "cohorts", byName["code"] == nil { byName["code"] = "cohort_code" }
        self.byName = byName
        byVagueName = ImportedNoun.vagueHeaderAliases.filter { known.contains($0.value) }
        var mapped: [String: String] = [:]
        for (left, right) in map {
            // A column's own name decides which side is which; only then what people write for it.
            let (column, header) =
                if known.contains(right) {
                    (right, left)
                } else if known.contains(left) {
                    (left, right)
                } else {
                    (byName[Self.folded(right)] ?? right, left)
                }
            guard known.contains(column) else {
                throw ImportFile.Defect(
                    message: "“\(left)=\(right)” names no column; \(name) have "
                        + known.joined(separator: ", ")
                )
            }
            mapped[SerbianText.fold(header)] = column
        }
        self.mapped = mapped
    }

    /// Refuses with `ImportFile.Defect` when a mapped header is not in the file.
    func check(_ headers: [String]) throws {
        let found = Set(headers.map { SerbianText.fold($0) })
        for header in mapped.keys.sorted(by: { $0.unicodeScalarsPrecede($1) })
        where !found.contains(header) {
            throw ImportFile.Defect(
                message: "the file has no header “\(header)”, but "
                    + headers.filter { !$0.isEmpty }.joined(separator: ", ")
            )
        }
    }

    /// The column that each header is taken for; no column twice.
    func columns(_ headers: [String]) -> [String?] {
        var columns = headers.map { mapped[SerbianText.fold($0)] }
        var taken = Set(columns.compactMap(\.self))
        // What is written right comes before what is nearly right, wherever it stands.
        for guess in [exactly, nearly, vaguely] {
            for (index, header) in headers.enumerated() where columns[index] == nil {
                guard let column = guess(header), !isNamed(column, by: taken),
                    taken.insert(column).inserted
                else { continue }
                columns[index] = column
            }
        }
        return columns
    }

    /// Whether a column of names has its name in parts, or the other way round, from others.
    private func isNamed(_ column: String, by taken: Set<String>) -> Bool {
        column == "name"
            && !taken.isDisjoint(with: ["name_family_first", "given_name", "family_name"])
    }

    /// How many of these cells are headers: what the row of headers has most of.
    func score(_ cells: [String]) -> Int { columns(cells).count { $0 != nil } }

    /// Whether a header is what it says, letter for letter.
    func isExact(_ header: String) -> Bool {
        mapped[SerbianText.fold(header)] != nil || exactly(header) != nil
    }

    private func exactly(_ header: String) -> String? {
        // A paragraph above the table is no header, however it begins.
        guard header.utf8.count <= 120 else { return nil }
        let folded = Self.folded(header)
        if let column = byName[folded] { return column }
        let bare = folded.split(separator: " ").filter { !Self.fillers.contains(String($0)) }
        return byName[bare.joined(separator: " ")]
    }

    private func vaguely(_ header: String) -> String? {
        header.utf8.count <= 60 ? byVagueName[Self.folded(header)] : nil
    }

    /// The column with one typing error in its header, two in a long one; nil when two are as near.
    private func nearly(_ header: String) -> String? {
        guard header.utf8.count <= 60 else { return nil }
        let words = Self.folded(header).split(separator: " ").map(String.init)
        let bare = words.filter { !Self.fillers.contains($0) }.joined(separator: " ")
        let written = Array(bare.unicodeScalars)
        guard written.count >= 5 else { return nil }
        var nearest: Set<String> = []
        var least = written.count >= 10 ? 2 : 1
        for (name, column) in byName {
            let distance = TypingDistance.between(
                written,
                Array(name.unicodeScalars),
                atMost: least
            )
            guard let distance else { continue }
            if distance < least { nearest = [] }
            least = distance
            nearest.insert(column)
        }
        return nearest.count == 1 ? nearest.first : nil
    }

    /// Whether a header is that of the rows' numbers, or empty: nobody misses what stands there.
    static func isOfNumbers(_ header: String) -> Bool {
        ["", "r b", "rb", "r br", "rbr", "red br", "redni broj", "br", "broj", "no"]
            .contains(folded(header))
    }

    /// The header as letters and digits with single spaces.
    static func folded(_ header: String) -> String {
        SerbianText.fold(header).split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
    }

    /// Words that say nothing about which column it is.
    private static let fillers: Set<String> = [
        "adresa", "adresu", "dolazi", "iz", "kandidat", "kandidata", "koje", "kojeg", "kontakt",
        "lica", "lice", "naziv", "nominovanog", "obuku", "osobe", "polaznik", "polaznika",
        "predlozenog", "predstavnice", "predstavnika", "slovima", "sluzbena", "sluzbeni",
        "sluzbenika", "sluzbeno", "stampanim", "u", "ucesnice", "ucesnik", "ucesnika", "upisati",
        "za", "zaposlenog", "zvanicna", "zvanicni",
    ]
}

/// How many typing errors lie between two words: letters wrong, missing, too many or swapped.
enum TypingDistance {
    /// The number of errors; nil for more than `atMost`.
    static func between(
        _ left: [Unicode.Scalar],
        _ right: [Unicode.Scalar],
        atMost limit: Int
    ) -> Int? {
        guard abs(left.count - right.count) <= limit, !left.isEmpty, !right.isEmpty else {
            return nil
        }
        var before: [Int] = []
        var above = Array(0...right.count)
        for (row, letter) in left.enumerated() {
            var current = [row + 1]
            for (column, other) in right.enumerated() {
                var cost = min(
                    above[column] + (letter == other ? 0 : 1),
                    above[column + 1] + 1,
                    current[column] + 1
                )
                if row > 0, column > 0, letter == right[column - 1], left[row - 1] == other {
                    cost = min(cost, before[column - 1] + 1)
                }
                current.append(cost)
            }
            if (current.min() ?? 0) > limit { return nil }
            (before, above) = (above, current)
        }
        return above[right.count] <= limit ? above[right.count] : nil
    }
}

extension ImportedNoun {
    /// Other headers that people write for a column, folded, with single spaces for all marks.
    package static let headerAliases: [String: String] = [
        "ime i prezime": "name", "ime prezime": "name", "full name": "name",
        "name and surname": "name",
        "ime ime oca i prezime": "name", "ime ime roditelja i prezime": "name",
        "ime srednje slovo i prezime": "name", "ime srednje ime i prezime": "name",
        "ime prezime i titula": "name", "titula ime i prezime": "name",
        "ime i prezime i titula": "name",
        "prezime i ime": "name_family_first", "prezime ime": "name_family_first",
        "ime": "given_name", "first name": "given_name", "prezime": "family_name",
        "last name": "family_name",
        "pol": "sex", "pol m z": "sex", "gender": "sex",
        "opstina grad": "lsg_code", "opstina": "lsg_code", "grad": "lsg_code", "lsg": "lsg_code",
        "jls": "lsg_code", "grad opstina": "lsg_code", "opstina ili grad": "lsg_code",
        "lokalna samouprava": "lsg_code", "jedinica lokalne samouprave": "lsg_code",
        "municipality": "lsg_code", "opstina i grad": "lsg_code", "grad i opstina": "lsg_code",
        "lokalne samouprave": "lsg_code", "jedinice lokalne samouprave": "lsg_code",
        "iz opstine": "lsg_code", "iz grada": "lsg_code", "iz opstine grada": "lsg_code",
        "opstina rada": "lsg_code", "opstina zaposlenja": "lsg_code",
        "institucija": "institution", "ustanova": "institution", "organizacija": "institution",
        "institucija ustanova": "institution", "ustanova institucija": "institution",
        "firma": "institution", "preduzece": "institution", "organ": "institution",
        "poslodavac": "institution", "organa": "institution", "organa institucije": "institution",
        "organa ustanove": "institution", "institucije": "institution",
        "ustanove": "institution",
        "radno mesto": "function", "funkcija": "function", "radno mesto funkcija": "function",
        "pozicija": "function", "position": "function", "radnog mesta": "function",
        "radno mesto i funkcija": "function", "funkcija radno mesto": "function",
        "radno mesto pozicija": "function", "radno mesto zvanje": "function",
        "job title": "function",
        "e mail": "email", "mail": "email", "imejl": "email", "mejl": "email", "e adresa": "email",
        "elektronska posta": "email", "elektronske poste": "email", "e posta": "email",
        "elektronska": "email", "email address": "email",
        "organisation": "organisation_code", "sifra organizacije": "organisation_code",
        "sifra ustanove": "organisation_code", "razlog": "reason",
        "sifra realizacije": "cohort_code", "cohort": "cohort_code", "ciljna grupa": "target_group",
        "datum": "session_date", "prisustvo": "mark", "prisutan": "mark",
        "prisutan odsutan": "mark", "broj sati": "hours", "sati": "hours",
        "casova": "hours", "rezultat": "score_percent", "bodovi": "score_percent",
    ]

    /// Headers that may mean a column, and count for it when no other of the file does.
    static let vagueHeaderAliases: [String: String] = [
        "zanimanje": "function", "zvanje": "function", "duznost": "function",
        "mesto rada": "lsg_code",
        "ucesnik": "name", "ucesnica": "name", "polaznik": "name", "polaznica": "name",
        "kandidat": "name", "kandidatkinja": "name", "predstavnik": "name",
        "ucesnik ca": "name", "polaznik ca": "name",
    ]
}
