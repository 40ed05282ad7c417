import SerbianText

/// What is marked in a text for one term of a query.
struct PassageTerm: Sendable {
    /// Folded words, each of which is one.
    let forms: Set<String>
    /// Folded words that have to stand next to each other; empty for a word.
    let phrase: [String]

    init(forms: Set<String>) { (self.forms, phrase) = (forms, []) }
    init(phrase words: [String]) { (forms, phrase) = ([], words) }
}

/// A short piece of a page in which the words that were looked for are marked.
package struct Passage: Hashable, Sendable {
    package let text: String
    /// What is marked of the text, in order and apart, counted in Unicode code points.
    package let marks: [Range<Int>]

    /// How long a passage is.
    package enum Limits {
        /// Code points of a passage, the dots at its ends included.
        package static let charactersMax = 240
        /// From the first marked word to the last one.
        static let spanMax = 160
    }

    /// Finds the piece with most of the terms in it; of several, the first with most words.
    init(of text: String, marking terms: [PassageTerm]) {
        let scalars = Array(text.unicodeScalars)
        let hits = Hit.all(in: SerbianText.words(in: text), terms)
        let window = Passage.window(around: Hit.densest(hits), in: scalars)
        let dots = String.UnicodeScalarView("…".unicodeScalars)
        var shown = window.lowerBound > 0 ? dots : String.UnicodeScalarView()
        let moved = shown.count - window.lowerBound
        shown.append(contentsOf: scalars[window])
        if window.upperBound < scalars.count { shown.append(contentsOf: dots) }
        self.text = String(shown)
        marks = hits.map { $0.range.clamped(to: window) }.filter { !$0.isEmpty }
            .map { $0.lowerBound + moved..<$0.upperBound + moved }
    }

    /// What stands around a span, between spaces where there are any.
    private static func window(
        around span: Range<Int>,
        in scalars: [Unicode.Scalar]
    ) -> Range<Int> {
        let lengthMax = Limits.charactersMax - 2
        guard scalars.count > Limits.charactersMax else { return 0..<scalars.count }
        let before = max(0, lengthMax - span.count) / 3
        var start = max(0, span.lowerBound - before)
        if start + lengthMax > scalars.count { start = scalars.count - lengthMax }
        start = min(start, span.lowerBound)
        var end = min(scalars.count, start + lengthMax)
        if start > 0, scalars[start - 1] != " " {
            let space = scalars[start..<span.lowerBound].firstIndex(of: " ")
            start = space.map { $0 + 1 } ?? span.lowerBound
        }
        if end < scalars.count, scalars[end] != " ", span.upperBound < end {
            end = scalars[span.upperBound..<end].lastIndex(of: " ") ?? end
        }
        return start..<end
    }

    /// The text in pieces, marked ones and others in turns, as pages show it.
    package var pieces: [(text: String, isMarked: Bool)] {
        let scalars = Array(text.unicodeScalars)
        var pieces: [(String, Bool)] = []
        var place = 0
        func add(_ range: Range<Int>, _ isMarked: Bool) {
            guard !range.isEmpty else { return }
            pieces.append((String(String.UnicodeScalarView(scalars[range])), isMarked))
        }
        for mark in marks {
            add(place..<mark.lowerBound, false)
            add(mark, true)
            place = mark.upperBound
        }
        add(place..<scalars.count, false)
        return pieces
    }
}

/// Where a term stands in a text.
private struct Hit {
    let range: Range<Int>
    let term: Int

    /// All of them in their order, none inside of another.
    static func all(in words: [FoldedWord], _ terms: [PassageTerm]) -> [Hit] {
        var hits: [Hit] = []
        var next = 0
        while next < words.count {
            defer { next += 1 }
            guard hits.last.map({ $0.range.upperBound <= words[next].range.lowerBound }) ?? true
            else { continue }
            if let (term, count) = phrase(at: next, in: words, terms) {
                let end = words[next + count - 1].range.upperBound
                hits.append(Hit(range: words[next].range.lowerBound..<end, term: term))
            } else if let term = terms.firstIndex(where: { $0.forms.contains(words[next].key) }) {
                hits.append(Hit(range: words[next].range, term: term))
            }
        }
        return hits
    }

    private static func phrase(
        at place: Int,
        in words: [FoldedWord],
        _ terms: [PassageTerm]
    ) -> (term: Int, count: Int)? {
        for (index, term) in terms.enumerated() where term.phrase.first == words[place].key {
            if words[place...].prefix(term.phrase.count).map(\.key) == term.phrase {
                return (index, term.phrase.count)
            }
        }
        return nil
    }

    /// The span of those with most terms within reach of each other; empty without any.
    static func densest(_ hits: [Hit]) -> Range<Int> {
        var best = (score: 0, span: 0..<0)
        for (first, hit) in hits.enumerated() {
            var terms: Set<Int> = []
            var (count, end) = (0, hit.range.upperBound)
            for other in hits[first...] {
                let reach = other.range.upperBound - hit.range.lowerBound
                guard reach <= Passage.Limits.spanMax || count == 0 else { break }
                terms.insert(other.term)
                count += 1
                end = other.range.upperBound
            }
            let score = terms.count * 1_000 + count
            if score > best.score { best = (score, hit.range.lowerBound..<end) }
        }
        return best.span
    }
}
