import Postgres
import SerbianText

/// What somebody looks for inside of handbooks: words in whatever form, and phrases as they are.
///
/// “migracije "radna grupa" opšt” asks for three things, all of which a page has to have: a form of
/// the first word, the two words in quotes next to each other and just so, and a form of the last
/// word or what begins with it, from five letters on.
struct PassageQuery: Sendable {
    /// One of the things that a page has to have.
    struct Term: Sendable {
        /// Folded; more than one are a phrase.
        let words: [String]
        let isPhrase: Bool
        let isPrefix: Bool
        /// For each word, the stems that it stands for.
        fileprivate(set) var stems: [[String]]
    }

    private(set) var terms: [Term]

    enum Limits {
        static let queryCharactersMax = 200
        static let termsMax = 16
        /// As in every search: fewer letters begin too many words.
        static let prefixLettersMin = 5
        /// Stems of words that begin as the last one, beside the stems that do so themselves.
        static let otherStemsMax = 30
        /// Words that are marked for a query.
        static let formsMax = 5_000
    }

    private static let quotes: Set<Character> = ["\"", "“", "”", "„", "‟", "«", "»", "″"]

    init(_ query: String) {
        var terms: [Term] = []
        let parts = query.split(omittingEmptySubsequences: false) { Self.quotes.contains($0) }
        for (index, part) in parts.enumerated() {
            let words = SerbianText.words(in: String(part)).map(\.key)
            // A quote that is never closed quotes nothing.
            if index % 2 == 1, index < parts.count - 1 {
                if !words.isEmpty { terms.append(Term(phrase: words)) }
                continue
            }
            for (place, word) in words.enumerated() {
                let isLast = index == parts.count - 1 && place == words.count - 1
                terms.append(Term(word, mayBeBeginning: isLast))
            }
        }
        let weighty = terms.filter { $0.isPhrase || !SearchWords.isWeightless($0.words[0]) }
        self.terms = Array((weighty.isEmpty ? terms : weighty).prefix(Limits.termsMax))
    }

    /// Looks up which stems the words stand for.
    mutating func prepare(in transaction: borrowing Transaction) throws {
        var (asked, places, beginnings): ([String], [Int], [Bool]) = ([], [], [])
        for (place, term) in terms.enumerated() {
            asked += term.words
            places += term.words.map { _ in place }
            beginnings += term.words.map { _ in term.isPrefix }
        }
        let found = try transaction.rows(
            """
            SELECT asked.place, asked.number, meant.stem
            FROM unnest(\(asked), \(places), \(beginnings)) WITH ORDINALITY
                AS asked (word, place, is_beginning, number)
            CROSS JOIN LATERAL (
                SELECT search_stem(asked.word) COLLATE "C" AS stem
                -- Of Kraljevo and Kraljeva more looks like an ending than is one.
                UNION
                SELECT known.stem FROM handbook_words AS known
                WHERE known.word = ANY(ARRAY(
                    SELECT root || ending
                    FROM unnest(search_roots(asked.word)) AS root
                    CROSS JOIN unnest(
                        ARRAY['', 'a', 'e', 'i', 'o', 'u', 'om', 'em', 'ima', 'ama']) AS ending))
                UNION
                (SELECT known.stem FROM handbook_words AS known
                WHERE asked.is_beginning
                    AND known.word >= asked.word AND known.word < asked.word || U&'\\+10FFFF'
                    AND NOT starts_with(known.stem, asked.word)
                GROUP BY known.stem
                ORDER BY min(length(known.word)), known.stem
                LIMIT \(Limits.otherStemsMax))
            ) AS meant
            ORDER BY asked.number, meant.stem
            """,
            as: (Int.self, Int.self, String.self)
        )
        var first = 1
        for place in terms.indices {
            for word in terms[place].words.indices {
                terms[place].stems[word] = found.filter { $0.1 == first + word }.map(\.2)
            }
            first += terms[place].words.count
        }
    }

    /// What the stems of a page have to match, as text of a tsquery.
    var ofStems: String {
        terms.map { term in
            let words = zip(term.words, term.stems).map { word, stems in
                let alternatives =
                    stems.map(Self.quoted) + (term.isPrefix ? ["\(Self.quoted(word)):*"] : [])
                return alternatives.count == 1
                    ? alternatives[0] : "(\(alternatives.joined(separator: " | ")))"
            }
            return "(\(words.joined(separator: " <-> ")))"
        }.joined(separator: " & ")
    }

    /// What the words themselves have to match, as text of a tsquery; nil without a phrase.
    var ofPhrases: String? {
        let phrases = terms.filter(\.isPhrase).map { term in
            "(\(term.words.map(Self.quoted).joined(separator: " <-> ")))"
        }
        return phrases.isEmpty ? nil : phrases.joined(separator: " & ")
    }

    /// Looks up which words of handbooks each term stands for: those that are marked.
    func forms(in transaction: borrowing Transaction) throws -> [PassageTerm] {
        try terms.map { term in
            if term.isPhrase { return PassageTerm(phrase: term.words) }
            let beginning = term.isPrefix ? term.words[0] : nil
            let forms = try transaction.rows(
                """
                SELECT word FROM handbook_words WHERE stem = ANY(\(term.stems[0]))
                UNION
                SELECT word FROM handbook_words
                WHERE word >= \(beginning) AND word < \(beginning) || U&'\\+10FFFF'
                UNION
                SELECT word FROM handbook_words
                WHERE stem >= \(beginning) AND stem < \(beginning) || U&'\\+10FFFF'
                LIMIT \(Limits.formsMax)
                """,
                as: String.self
            )
            return PassageTerm(forms: Set(forms))
        }
    }

    private static func quoted(_ word: String) -> String {
        "'\(word.replacing("\\", with: "\\\\").replacing("'", with: "''"))'"
    }
}

extension PassageQuery.Term {
    fileprivate init(phrase words: [String]) {
        self.init(words: words, isPhrase: true, isPrefix: false, stems: words.map { _ in [] })
    }

    fileprivate init(_ word: String, mayBeBeginning: Bool) {
        let isPrefix =
            mayBeBeginning && word.count >= PassageQuery.Limits.prefixLettersMin
        self.init(words: [word], isPhrase: false, isPrefix: isPrefix, stems: [[]])
    }
}
