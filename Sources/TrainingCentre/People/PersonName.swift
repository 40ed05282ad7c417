import Documents
import SerbianText

/// A person's name in both scripts.
///
/// When only one script was given, the other is written from it and marked as proposed until
/// somebody confirms it. Printing never transliterates: it takes what stands here.
package struct PersonName: Hashable, Sendable {
    package let givenCyrl: String
    package let familyCyrl: String
    package let givenLatn: String
    package let familyLatn: String
    package let proposedScript: ProposedScript?

    /// The script in which a name was derived from the other one.
    package enum ProposedScript: String, CaseIterable, Sendable {
        case cyrillic, latin
    }

    package var cyrillic: String { "\(givenCyrl) \(familyCyrl)" }
    package var latin: String { "\(givenLatn) \(familyLatn)" }

    init(
        givenCyrl: String,
        familyCyrl: String,
        givenLatn: String,
        familyLatn: String,
        proposedScript: ProposedScript?
    ) {
        self.givenCyrl = givenCyrl
        self.familyCyrl = familyCyrl
        self.givenLatn = givenLatn
        self.familyLatn = familyLatn
        self.proposedScript = proposedScript
    }

    /// The parts of a full name, given name first.
    ///
    /// The given name has as many words as the one before: “Ana Marija Petrović”, once “Ana Marija
    /// Anić”, stays Ana Marija.
    static func parts(
        of full: String,
        givenBefore: String
    ) -> (given: String, family: String) {
        let words = full.split(separator: " ").map(String.init)
        let count = min(givenBefore.split(separator: " ").count, words.count - 1)
        return (
            words.prefix(count).joined(separator: " "),
            words.dropFirst(count).joined(separator: " ")
        )
    }

    /// Whether another name means this one: it is the same, or the same in Latin letters without
    /// their diacritics, as keyboards without them write it.
    ///
    /// This one stays as it is; what has diacritics of its own says another name.
    func isMeant(by other: PersonName) -> Bool {
        if isSame(as: other) { return true }
        func isPlain(_ text: String) -> Bool { text.utf8.allSatisfy { $0 < 0x80 } }
        guard other.proposedScript == .cyrillic, isPlain(other.latin), !isPlain(latin) else {
            return false
        }
        return Self.plain(latin).utf8.elementsEqual(Self.plain(other.latin).utf8)
    }

    /// The letters without diacritics, and a “dj”, which may stand for “đ”, as “d”.
    private static func plain(_ latin: String) -> String {
        var text = ""
        for scalar in latin.unicodeScalars {
            if "jJ".unicodeScalars.contains(scalar), "dD".contains(text.last ?? " ") { continue }
            text.append(bases[scalar] ?? Character(scalar))
        }
        return text
    }

    private static let bases: [Unicode.Scalar: Character] = [
        "č": "c", "ć": "c", "š": "s", "ž": "z", "đ": "d",
        "Č": "C", "Ć": "C", "Š": "S", "Ž": "Z", "Đ": "D",
    ]

    /// Whether both are one name: in every script that was given for both, letter for letter.
    func isSame(as other: PersonName) -> Bool {
        let cyrillicCounts = proposedScript != .cyrillic && other.proposedScript != .cyrillic
        let latinCounts = proposedScript != .latin && other.proposedScript != .latin
        let sameCyrillic = cyrillic.utf8.elementsEqual(other.cyrillic.utf8)
        let sameLatin = latin.utf8.elementsEqual(other.latin.utf8)
        if cyrillicCounts, latinCounts { return sameCyrillic && sameLatin }
        if cyrillicCounts { return sameCyrillic }
        if latinCounts { return sameLatin }
        // Each was given in another script: one written from the other must be the other.
        return sameCyrillic || sameLatin
    }
}

extension Form {
    /// Reads a name: four columns, two in whichever script (`given_name`, `family_name`), or a full
    /// name in one (`name`: given name first, or `name_family_first`).
    mutating func personName() -> PersonName {
        var cyrillic = namePair("given_name_cyrl", "family_name_cyrl", in: .cyrillic)
        var latin = namePair("given_name_latn", "family_name_latn", in: .latin)
        if cyrillic == nil, latin == nil, let pair = namePair("given_name", "family_name") {
            if Script.of(pair.0 + pair.1) == .cyrillic {
                cyrillic = pair
            } else {
                latin = inLatin(pair)
            }
        }
        if cyrillic == nil, latin == nil {
            let isFamilyFirst = !has("name") && has("name_family_first")
            let field = isFamilyFirst ? "name_family_first" : "name"
            let written = optionalText(field, lengthMax: 201) ?? ""
            let full = LookAlikes.repaired(NameTitles.removed(from: written))
            guard let pair = split(full, field, isFamilyFirst: isFamilyFirst) else {
                if full.isEmpty {
                    refuse(field, "is missing", .missing)
                } else {
                    refuse(field, "needs a given and a family name", .halfName)
                }
                return PersonName(
                    givenCyrl: "",
                    familyCyrl: "",
                    givenLatn: "",
                    familyLatn: "",
                    proposedScript: nil
                )
            }
            if Script.of(full) == .cyrillic { cyrillic = pair } else { latin = inLatin(pair) }
        }
        var proposed: PersonName.ProposedScript? =
            cyrillic == nil ? .cyrillic : latin == nil ? .latin : nil
        // Both were written down, but nobody has confirmed one of them yet.
        if has("proposed_script"), let said = proposedScript() { proposed = proposed ?? said }
        let (givenCyrl, familyCyrl) =
            cyrillic ?? latin.map { (SerbianText.cyrillic($0.0), SerbianText.cyrillic($0.1)) }
            ?? ("", "")
        let (givenLatn, familyLatn) =
            latin ?? cyrillic.map { (SerbianText.latin($0.0), SerbianText.latin($0.1)) } ?? ("", "")
        checkLengths([givenCyrl, familyCyrl, givenLatn, familyLatn])
        return PersonName(
            givenCyrl: givenCyrl,
            familyCyrl: familyCyrl,
            givenLatn: givenLatn,
            familyLatn: familyLatn,
            proposedScript: proposed
        )
    }

    /// Refuses a part that is too long in either script: a letter of one may be two of the other.
    private mutating func checkLengths(_ parts: [String]) {
        guard parts.contains(where: { $0.unicodeScalars.count > 100 }),
            !problems.contains(where: { $0.code == .tooLong })
        else { return }
        let fields = ["name", "name_family_first", "given_name", "given_name_cyrl"]
        refuse(
            fields.first(where: has) ?? "given_name_latn",
            "has a given or family name of more than 100 characters",
            .tooLong
        )
    }

    /// A name whose words are of two scripts, in one.
    private func inLatin(_ pair: (String, String)) -> (String, String) {
        (SerbianText.latin(pair.0), SerbianText.latin(pair.1))
    }

    private mutating func proposedScript() -> PersonName.ProposedScript? {
        choice("proposed_script")
    }

    /// A given and a family name from two fields; nil when neither is filled in.
    private mutating func namePair(
        _ given: String,
        _ family: String,
        in script: Script? = nil
    ) -> (String, String)? {
        guard has(given) || has(family) else { return nil }
        let pair = (namePart(given, in: script), namePart(family, in: script))
        checkOne(pair, field: given)
        return pair
    }

    private mutating func namePart(_ field: String, in script: Script?) -> String {
        let value = LookAlikes.repaired(text(field, lengthMax: 100))
        if let script, let found = Script.of(value), found != script {
            refuse(
                field,
                "is not written in \(script.letters) letters",
                script == .cyrillic ? .notCyrillic : .notLatin
            )
        }
        return checkedName(value, field: field)
    }

    /// One word is the given name, the first or the last; the rest is the family name.
    ///
    /// Double family names are common here and double given names rare; those have two columns.
    private mutating func split(
        _ full: String,
        _ field: String,
        isFamilyFirst: Bool
    ) -> (String, String)? {
        let words = SerbianText.words(full).map(String.init)
        guard words.count >= 2 else { return nil }
        let given = isFamilyFirst ? words[words.count - 1] : words[0]
        let family = (isFamilyFirst ? words.dropLast() : words.dropFirst()).joined(separator: " ")
        let pair = (checkedName(given, field: field), checkedName(family, field: field))
        checkOne(pair, field: field)
        return pair
    }

    /// Refuses two people of whom each part holds some, unless a part was refused already.
    private mutating func checkOne(_ pair: (String, String), field: String) {
        guard !problems.contains(where: { $0.code == .noName }),
            let problem = SerbianText.nameProblem(given: pair.0, family: pair.1)
        else { return }
        refuse(field, problem.sentence, problem.code)
    }

    private mutating func checkedName(_ value: String, field: String) -> String {
        guard !value.isEmpty else { return value }
        if let problem = SerbianText.nameProblem(value) {
            refuse(field, problem.sentence, problem.code)
        }
        return NameCapitals.capitalised(value)
    }
}

extension Form {
    /// Reads a full name as it is to be printed: given name first, at least two words.
    mutating func holderName(_ field: String) -> String {
        let value = text(field, lengthMax: 201)
        guard !value.isEmpty else { return value }
        let parts = value.split(separator: " ", maxSplits: 1)
        if parts.count < 2 {
            refuse(field, "needs a given and a family name", .halfName)
        } else if parts.contains(where: { $0.unicodeScalars.count > 100 }) {
            refuse(field, "has a given or family name of more than 100 characters", .tooLong)
        } else if let problem = SerbianText.nameProblem(value) {
            refuse(field, problem.sentence, problem.code)
        }
        let script: Script = field == "name_cyrl" ? .cyrillic : .latin
        if Script.of(value) != script {
            refuse(
                field,
                "is not written in \(script.letters) letters",
                script == .cyrillic ? .notCyrillic : .notLatin
            )
        }
        return value
    }
}

extension Script {
    /// The script as an adjective, in English.
    fileprivate var letters: String {
        switch self {
        case .cyrillic: "Cyrillic"
        case .latin: "Latin"
        }
    }
}

extension NameProblem {
    /// The problem as a person reads it, behind the field's name.
    var sentence: String {
        switch self {
        case .empty: "is missing"
        case .tooLong(let length, let limit):
            "has \(length) characters: at most \(limit) are possible"
        case .controlCharacter(let scalar), .directionMark(let scalar),
            .invisibleCharacter(let scalar):
            "holds the invisible character \(scalar.codePoint): type the name again"
        case .unsuitableCharacter(let scalar): "holds “\(scalar)”, which no name is written with"
        case .severalPeople(let scalar):
            "holds “\(scalar)”: write one person in each row, and leave remarks out"
        case .joinedPeople(let word):
            "names two people, joined by “\(word)”: write one person in each row, and leave "
                + "remarks out"
        case .remark(let scalar):
            "holds “\(scalar)”: leave remarks out, and write one person in each row"
        case .noLetters: "has no letters"
        case .mixedScripts(let word):
            "mixes Cyrillic and Latin letters in “\(word)”: type it in one script"
        }
    }

    /// The problem for programs.
    var code: FieldCode {
        switch self {
        case .empty: .missing
        case .tooLong: .tooLong
        case .controlCharacter, .directionMark, .invisibleCharacter: .unprintable
        case .unsuitableCharacter, .severalPeople, .joinedPeople, .remark, .noLetters:
            .noName
        case .mixedScripts: .other
        }
    }
}
