import Documents
import Postgres

/// A noun that people know by its code: a course, a cohort, a project, an organisation.
///
/// Listing, searching and finding are the same for all of them; the noun says only which columns
/// it reads and where it is searched. Its table has the name `plural` and a column `code`.
package protocol CodedNoun: Sendable {
    associatedtype Draft: CodedDraft
    /// The word for one, in messages and codes of refusals.
    static var noun: String { get }
    /// The word for many: in paths, in answers, and the name of the table.
    static var plural: String { get }
    var draft: Draft { get }
    /// Grows with every change; `If-Match` names it.
    var version: Int { get }
    var json: JSON { get }

    /// The rows that a condition picks from the noun's table.
    static func rows(
        _ condition: SQL,
        in transaction: borrowing Transaction
    ) throws -> [Self]

    /// Whether a row of the noun's table is one that these words find.
    static func isFound(by words: [String]) -> SQL
}

extension CodedNoun {
    /// Those by code, all or the ones that a search finds.
    package static func list(
        matching query: String?,
        page: PageRequest,
        in transaction: borrowing Transaction
    ) throws -> Page<Self> {
        let words = SearchWords(query).words
        let found = try rows(
            """
            WHERE \(identifier: plural).code > \(page.after ?? "")
                AND (\(words.isEmpty) OR \(isFound(by: words)))
            ORDER BY \(identifier: plural).code
            LIMIT \(page.rowsMax + 1)
            """,
            in: transaction
        )
        return Page(found, for: page, position: \.draft.code)
    }

    /// The one with a code; refuses with `NotFound`.
    package static func find(
        _ code: String,
        in transaction: borrowing Transaction
    ) throws -> Self {
        guard let found = try withCodes([code.uppercased()], in: transaction).first else {
            throw NotFound(noun, code)
        }
        return found
    }

    /// Those that have one of these codes.
    static func withCodes(
        _ codes: [String],
        in transaction: borrowing Transaction
    ) throws -> [Self] {
        try rows("WHERE \(identifier: plural).code = ANY(\(codes))", in: transaction)
    }

    /// Enters something new.
    ///
    /// Refuses with `AccessError.notAllowed`, `CodeTaken` and `InvalidForm`.
    package static func create(
        _ draft: Draft,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws {
        try actor.require(Draft.permission)
        do { try draft.insert(in: transaction) } catch { throw Draft.translated(error) }
    }

    /// Changes what is entered under the draft's code, when it still has the version `version`.
    ///
    /// Refuses with `AccessError.notAllowed`, `NotFound`, `VersionChanged` and `InvalidForm`.
    package static func change(
        to draft: Draft,
        ifVersion version: Int,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws {
        try actor.require(Draft.permission)
        do {
            if try draft.update(ifVersion: version, in: transaction) { return }
        } catch {
            throw Draft.translated(error)
        }
        _ = try find(draft.code, in: transaction)
        throw VersionChanged()
    }
}
