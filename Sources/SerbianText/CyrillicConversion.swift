extension SerbianText {
    /// The text in Cyrillic script.
    ///
    /// Pairs lj, nj and dž become one letter except in stems where they are two (инјекција,
    /// надживети; see `DigraphExceptions`) and where ZWNJ or CGJ stands between them. Left in Latin
    /// are addresses, words with letters that Serbian does not have, Roman numerals, and the
    /// abbreviations in `keeping`, compared with their capitals.
    ///
    /// No rule can know what its author meant ("IOM" is printed both ways), so a person confirms
    /// what this proposes before it is stored or printed. "dj" is never taken for "đ".
    package static func cyrillic(
        _ text: String,
        keeping abbreviations: Set<String> = KeptLatin.abbreviations
    ) -> String {
        let scalars = Alphabet.spelledOut(text)
        let words = Word.all(in: scalars)
        let isKept = KeptLatin.decide(words, in: scalars, abbreviations: abbreviations)
        var result: [Unicode.Scalar] = []
        var copied = 0
        for (index, word) in words.enumerated() where !isKept[index] {
            result.append(contentsOf: scalars[copied..<word.range.lowerBound])
            appendCyrillic(of: Array(scalars[word.range]), to: &result)
            copied = word.range.upperBound
        }
        result.append(contentsOf: scalars[copied...])
        return Normalisation.nfc(String(scalars: result))
    }

    private static func appendCyrillic(
        of word: [Unicode.Scalar],
        to result: inout [Unicode.Scalar]
    ) {
        let splits = DigraphExceptions.splits(in: word)
        var position = 0
        while position < word.count {
            let scalar = word[position]
            let next = position + 1
            if next < word.count, !splits.contains(next),
                let digraph = Alphabet.digraph(scalar, word[next])
            {
                result.append(digraph)
                position += 2
                continue
            }
            if let cyrillic = Alphabet.cyrillic(of: scalar) {
                result.append(contentsOf: cyrillic)
            } else if !scalar.isSplitter {
                result.append(scalar)
            }
            position = next
        }
    }
}
