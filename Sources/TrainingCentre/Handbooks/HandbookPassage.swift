import Documents
import Postgres

/// A page of a handbook on which something stands, with the passage.
package struct HandbookPassage: Sendable {
    package let edition: SearchedEdition
    /// The page of a PDF, or the chapter of a book, from 1.
    package let number: Int
    /// Of a chapter; nil without one.
    package let title: String?
    package let passage: Passage

    /// Where its page is read: a file of an edition that can be opened, PDF at the page.
    package var path: String {
        let first = "/handbooks/\(edition.handbookCode)/\(edition.code)"
        let file = edition.isFirst ? first : "\(first)/\(edition.mediaType.fileExtension)"
        return edition.mediaType == .pdf ? "\(file)#page=\(number)" : file
    }
}

/// What is looked for inside of handbooks.
package struct PassageSearch: Sendable {
    package let query: String
    /// The code of one handbook; nil is all of them.
    package var handbook: String?
    /// A tag with or without a script: `sr` is both.
    package var language: String?
    /// Whether an edition is searched that a newer one of its language has taken the place of.
    package var includesSuperseded = false

    /// Refuses with `InvalidForm` a query that is missing or too long, and a tag that is none.
    package init(
        query: String?,
        handbook: String? = nil,
        language: String? = nil,
        includesSuperseded: Bool = false
    ) throws {
        self.query = query ?? ""
        (self.handbook, self.language) = (handbook?.uppercased(), language)
        self.includesSuperseded = includesSuperseded
        var problems: [FieldProblem] = []
        if self.query.isEmpty {
            problems.append(FieldProblem("q", "is missing: say what to look for", .missing))
        }
        let charactersMax = PassageQuery.Limits.queryCharactersMax
        if self.query.unicodeScalars.count > charactersMax {
            problems.append(FieldProblem("q", "is longer than \(charactersMax) characters"))
        }
        if let language, language.wholeMatch(of: /[a-z]{2,3}(-[A-Z][a-z]{3})?/) == nil {
            problems.append(
                FieldProblem("language", "is no tag of a language: write sr, sr-Cyrl, en or ar")
            )
        }
        if !problems.isEmpty { throw InvalidForm(problems) }
    }
}

/// What was found, and what could not be looked through.
package struct FoundPassages: Sendable {
    package let page: Page<HandbookPassage>
    /// Editions that belong to those asked for and have no text to be searched.
    package let unsearched: [SearchedEdition]
}

extension HandbookPassage {
    /// Looks for words and phrases in the editions that somebody may read; best pages first.
    ///
    /// Published editions are searched, those for people with an account when there is an actor;
    /// drafts and withdrawn ones never. Refuses with `NotFound` an unknown handbook.
    package static func search(
        _ search: PassageSearch,
        page: PageRequest,
        by actor: Actor?,
        in transaction: borrowing Transaction
    ) throws -> FoundPassages {
        if let code = search.handbook { _ = try Handbook.find(code, in: transaction) }
        let editions = try SearchedEdition.all(for: search, by: actor, in: transaction)
        let unsearched = editions.filter { !$0.text.isRead }
        var query = PassageQuery(search.query)
        guard !query.terms.isEmpty, unsearched.count < editions.count else {
            return FoundPassages(page: Page([], for: page) { _ in "" }, unsearched: unsearched)
        }
        try query.prepare(in: transaction)
        let hits = try hits(query, in: editions.map(\.blobID), page: page, in: transaction)
        let terms = hits.isEmpty ? [] : try query.forms(in: transaction)
        let found = Page(hits, for: page) { "\($0.rank).\($0.pageID)" }
        let passages = try passages(found.items, editions, terms, in: transaction)
        return FoundPassages(
            page: found.compactMap { passages[$0.pageID] },
            unsearched: unsearched
        )
    }

    /// A page that has all the terms, and how well.
    private struct Hit: Sendable {
        let pageID: Int
        let rank: Int
    }

    private static func hits(
        _ query: PassageQuery,
        in blobs: [ID<Blob>],
        page: PageRequest,
        in transaction: borrowing Transaction
    ) throws -> [Hit] {
        let (rank, id) = try page.afterRank()
        let isFirst = page.after == nil
        let phrases: SQL =
            query.ofPhrases.map { phrases in
                """
                AND EXISTS (
                    SELECT FROM handbook_pages
                    WHERE handbook_pages.id = page_id
                        AND words @@ \(phrases)::text::tsquery)
                """
            } ?? ""
        return try transaction.rows(
            """
            SELECT page_id, rank
            FROM (
                SELECT page_id,
                    (ts_rank(stems, \(query.ofStems)::text::tsquery) * 1000000)::integer AS rank
                FROM handbook_page_stems
                WHERE stems @@ \(query.ofStems)::text::tsquery
                    AND blob_id = ANY(\(blobs))
                    \(phrases)
            ) AS found
            WHERE \(isFirst) OR rank < \(rank) OR rank = \(rank) AND page_id > \(id)
            ORDER BY rank DESC, page_id
            LIMIT \(page.rowsMax + 1)
            """,
            as: (Int.self, Int.self)
        ).map { Hit(pageID: $0, rank: $1) }
    }

    private static func passages(
        _ hits: [Hit],
        _ editions: [SearchedEdition],
        _ terms: [PassageTerm],
        in transaction: borrowing Transaction
    ) throws -> [Int: HandbookPassage] {
        let editions = Dictionary(editions.map { ($0.blobID, $0) }) { first, _ in first }
        let rows = try transaction.rows(
            """
            SELECT id, blob_id, number, title, content
            FROM handbook_pages WHERE id = ANY(\(hits.map(\.pageID)))
            """,
            as: (Int.self, ID<Blob>.self, Int.self, String?.self, String.self)
        )
        var passages: [Int: HandbookPassage] = [:]
        for (id, blob, number, title, content) in rows {
            guard let edition = editions[blob] else { continue }
            passages[id] = HandbookPassage(
                edition: edition,
                number: number,
                title: title,
                passage: Passage(of: content, marking: terms)
            )
        }
        return passages
    }
}
