/// A stretch of letters that is converted, or left alone, as a whole.
///
/// Digits, apostrophes and invisible splitters inside belong to it; hyphens and slashes end it. An
/// address (e-mail, URL, file name) is one word with all its punctuation.
struct Word {
    /// Where the word stands in the text's scalars.
    let range: Range<Int>

    /// Whether this is an address, which has the same spelling in both scripts.
    let isAddress: Bool

    /// The number of the line the word stands on.
    let line: Int

    /// How many letters the word has.
    private(set) var letterCount = 0

    /// How many of the letters are capitals.
    private(set) var capitalCount = 0

    /// Whether the word is evidence that its surroundings are set in capitals.
    var isAllCapitals: Bool { letterCount > 1 && capitalCount == letterCount && !isAddress }

    /// Whether the word is a lone letter, which cannot be evidence of anything.
    var isSingleLetter: Bool { letterCount == 1 }

    /// The word at a place, its letters counted.
    init(_ range: Range<Int>, isAddress: Bool, line: Int, in scalars: [Unicode.Scalar]) {
        self.range = range
        self.isAddress = isAddress
        self.line = line
        for scalar in scalars[range] where scalar.isLetter && !scalar.isDiacritic {
            letterCount += 1
            if scalar.isCapital { capitalCount += 1 }
        }
    }

    /// The words of a text in order; what stands between them is copied by whoever converts.
    static func all(in scalars: [Unicode.Scalar]) -> [Word] {
        var words: [Word] = []
        var line = 0
        var position = 0
        while position < scalars.count {
            if scalars[position].isWhiteSpace {
                if isLineEnd(scalars[position]) { line += 1 }
                position += 1
                continue
            }
            let end =
                scalars[position...].firstIndex(where: \.isWhiteSpace) ?? scalars.count
            append(chunk: position..<end, line: line, in: scalars, to: &words)
            position = end
        }
        return words
    }

    private static func append(
        chunk: Range<Int>,
        line: Int,
        in scalars: [Unicode.Scalar],
        to words: inout [Word]
    ) {
        if let address = Address.range(in: scalars, chunk: chunk) {
            words.append(Word(address, isAddress: true, line: line, in: scalars))
            return
        }
        var position = chunk.lowerBound
        while position < chunk.upperBound {
            guard isPart(scalars[position]) else {
                position += 1
                continue
            }
            let end = scalars[position..<chunk.upperBound].firstIndex { !isPart($0) }
            let range = position..<(end ?? chunk.upperBound)
            words.append(Word(range, isAddress: false, line: line, in: scalars))
            position = range.upperBound
        }
    }

    private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isLetter || scalar.isDigit || scalar.isApostrophe || scalar.isDiacritic
            || scalar.isSplitter
    }

    private static func isLineEnd(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0xA, 0xB, 0xC, 0xD, 0x85, 0x2028, 0x2029: true
        default: false
        }
    }
}
