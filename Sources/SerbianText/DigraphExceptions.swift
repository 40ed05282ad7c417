/// The stems in which lj, nj or dž are two letters.
///
/// About one word in four hundred of those with such a pair. The list is of stems, not of words, so
/// that it holds for every ending and prefix; what looks alike but has the real letter (коњаник,
/// тањир, кањон, оџак, наџак, буџет) matches none of them. No stem with two-letter lj is known.
enum DigraphExceptions {
    /// A stem with the place where its pair comes apart.
    private struct Stem {
        let letters: [Unicode.Scalar]
        let split: Int

        /// Reads "in|jek": letters before and after the split.
        init(_ spelling: String) {
            let parts = spelling.unicodeScalars.split(separator: "|")
            letters = parts.flatMap { $0 }
            split = parts.first?.count ?? 0
        }
    }

    /// Stems so peculiar that they count anywhere in a word (микроинјекција, хиперконјугација).
    private static let anywhere: [Stem] = [
        "in|jek", "in|junk", "kon|jek", "kon|jug", "kon|junk", "kon|junt", "kon|jukt",
        "kon|jukc", "van|jez", "van|jedin", "van|jedar", "n|jugoslov", "feld|žand",
    ].map(Stem.init)

    /// Stems that count only at the start of a word or after known prefixes.
    ///
    /// The prefixes od-, nad-, pod- and pred- before ж look like џ. Verbs in -žal- are spelled
    /// further than the stem, because Оџалан is a name.
    private static let initial: [Stem] = [
        "an|jon", "in|jicir", "in|juri", "tan|jug", "šen|jang", "šen|jeng", "and|žej",
        "od|živ", "od|žali", "od|žale", "od|žalj", "od|žar", "od|žel", "od|žet", "od|žeo",
        "od|žnj", "od|žanj", "od|žup", "od|žv", "od|žd", "od|žm",
        "nad|živ", "nad|žel", "nad|žet", "nad|žeo", "nad|žnj", "nad|žanj", "nad|žup",
        "nad|žandar", "nad|žbuk", "nad|žv", "nad|žd",
        "pod|živ", "pod|žar", "pod|želu", "pod|žet", "pod|žeg", "pod|žeć", "pod|žež", "pod|žiga",
        "pod|žiza", "pod|žup", "pod|žanr", "pod|žandar", "pod|žbuk", "pod|žv", "pod|žd", "pod|žm",
        "pred|živ", "pred|žal", "pred|žel", "pred|žetv", "pred|ženid", "pred|žup", "pred|žv",
    ].map(Stem.init)

    private static let prefixes: [[Unicode.Scalar]] = [
        "ne", "naj", "po", "pre", "pro", "pri", "za", "iz", "raz", "sa", "samo", "polu", "među",
        "mikro", "makro", "hiper", "hipo", "super", "ultra", "anti", "kontra", "re", "de", "dis",
        "ko", "poli", "mono", "bi", "di", "tri", "inter", "intra", "ekstra", "post", "sub", "neo",
        "kvazi", "pseudo", "elektro", "foto", "bio", "termo", "eks", "van", "nad", "pod", "vele",
    ].map { Array($0.unicodeScalars) }

    /// How many prefixes may stand before an initial stem ("најнеодживљенији").
    private static let prefixesMax = 2

    /// The positions in the word before which a pair comes apart.
    ///
    /// Splitters may stand anywhere in the word; a pair around one comes apart by itself.
    static func splits(in word: [Unicode.Scalar]) -> Set<Int> {
        var letters: [Unicode.Scalar] = []
        var positions: [Int] = []
        for (position, scalar) in word.enumerated() where !scalar.isSplitter {
            letters.append(scalar.lowercased)
            positions.append(position)
        }
        guard hasPair(letters) else { return [] }
        var splits: Set<Int> = []
        for start in letters.indices {
            let rest = letters[start...]
            for stem in anywhere where rest.starts(with: stem.letters) {
                splits.insert(positions[start + stem.split])
            }
            for stem in initial where rest.starts(with: stem.letters) {
                if isPrefixes(letters[..<start], most: prefixesMax) {
                    splits.insert(positions[start + stem.split])
                }
            }
        }
        return splits
    }

    private static func hasPair(_ letters: [Unicode.Scalar]) -> Bool {
        zip(letters, letters.dropFirst()).contains { Alphabet.digraph($0, $1) != nil }
    }

    private static func isPrefixes(_ letters: ArraySlice<Unicode.Scalar>, most: Int) -> Bool {
        if letters.isEmpty { return true }
        if most == 0 { return false }
        return prefixes.contains { prefix in
            letters.starts(with: prefix)
                && isPrefixes(letters.dropFirst(prefix.count), most: most - 1)
        }
    }
}
