extension SerbianText {
    /// The text in Latin script.
    ///
    /// A capital Љ, Њ or Џ becomes Lj, Nj or Dž; in a word all in capitals LJ, NJ or DŽ. A lone
    /// letter such as an initial follows the words around it: LJ only when the nearest words of
    /// more than one letter on its line, before and after, are all in capitals.
    ///
    /// Words with Cyrillic letters that are not Serbian are left as they are, and so are addresses.
    package static func latin(_ text: String) -> String {
        let scalars = Alphabet.spelledOut(text)
        let words = Word.all(in: scalars)
        var surroundings: [Bool]?
        var result: [Unicode.Scalar] = []
        var copied = 0
        for (index, word) in words.enumerated() {
            guard !isLeftInCyrillic(word, in: scalars) else { continue }
            result.append(contentsOf: scalars[copied..<word.range.lowerBound])
            copied = word.range.upperBound
            var isAllCapitals = word.isAllCapitals
            if word.isSingleLetter, word.capitalCount == 1 {
                let known = surroundings ?? areAmongCapitals(words)
                surroundings = known
                isAllCapitals = known[index]
            }
            appendLatin(of: scalars[word.range], isAllCapitals: isAllCapitals, to: &result)
        }
        result.append(contentsOf: scalars[copied...])
        return Normalisation.nfc(String(scalars: result))
    }

    private static func appendLatin(
        of word: ArraySlice<Unicode.Scalar>,
        isAllCapitals: Bool,
        to result: inout [Unicode.Scalar]
    ) {
        for scalar in word {
            switch scalar {
            case _ where scalar.isSplitter: continue
            case "Љ" where isAllCapitals: result.append(contentsOf: "LJ".unicodeScalars)
            case "Њ" where isAllCapitals: result.append(contentsOf: "NJ".unicodeScalars)
            case "Џ" where isAllCapitals: result.append(contentsOf: "DŽ".unicodeScalars)
            case "Ð": result.append("Đ")
            case "ð": result.append("đ")
            default:
                if let latin = Alphabet.latin(of: scalar) {
                    result.append(contentsOf: latin)
                } else {
                    result.append(scalar)
                }
            }
        }
    }

    /// Whether the word must be copied: an address, or letters that are neither alphabet's.
    ///
    /// Half a word in each script would be worse than a foreign word left alone. Latin words are
    /// passed on too unless they are Serbian, so that the Eth of an Icelandic name stays one.
    private static func isLeftInCyrillic(_ word: Word, in scalars: [Unicode.Scalar]) -> Bool {
        if word.isAddress { return true }
        var hasSerbianCyrillic = false
        var hasForeignLatin = false
        for scalar in scalars[word.range] {
            switch Script(scalar) {
            case .cyrillic:
                guard Alphabet.latin(of: scalar) != nil else { return true }
                hasSerbianCyrillic = true
            case .latin:
                if Alphabet.cyrillic(of: scalar) == nil { hasForeignLatin = true }
            case nil: continue
            }
        }
        return hasForeignLatin && !hasSerbianCyrillic
    }

    /// For each word whether the nearest longer words of its line, both sides, are all capitals.
    private static func areAmongCapitals(_ words: [Word]) -> [Bool] {
        let before = nearestAreCapitals(words.indices, words)
        let after = nearestAreCapitals(words.indices.reversed(), words)
        return words.indices.map { index in
            switch (before[index], after[index]) {
            case (nil, nil): false
            case (let before, let after): (before ?? true) && (after ?? true)
            }
        }
    }

    private static func nearestAreCapitals(
        _ order: some Sequence<Int>,
        _ words: [Word]
    ) -> [Bool?] {
        var result = [Bool?](repeating: nil, count: words.count)
        var line: Int?
        var nearest: Bool?
        for index in order {
            let word = words[index]
            if word.line != line { nearest = nil }
            line = word.line
            result[index] = nearest
            if word.letterCount > 1, !word.isAddress { nearest = word.isAllCapitals }
        }
        return result
    }
}
