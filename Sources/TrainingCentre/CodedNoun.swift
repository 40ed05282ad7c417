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
    static func isFound(by words: SearchWords) -> SQL

    /// Whether a list shows a row of the noun's table; all of them by default.
    static var isListed: SQL { get }

    /// Whether everybody may see a row, also who is not signed in; all of them by default.
    static var isPublic: SQL { get }

    /// What everybody is told of these, in their order, where that is not what staff work on.
    static func shown(_ found: [Self], in transaction: borrowing Transaction) throws -> [Self]

    /// Whether reports tell what a row says, so that a change of it takes a reason.
    static var isTold: Bool { get }

    /// Whether a row of the noun's table has the tag of a code; nil for a noun without tags.
    static func isTagged(_ code: String) -> SQL?

    /// The order of a list: by code, by default letter by letter, as the index has them.
    static var listOrder: SQL { get }

    /// Whether a row of the noun's table comes behind a code in that order.
    static func isListed(after code: String) -> SQL

    /// The names by which a row is what somebody asked for, and not only like it, as a statement
    /// on a row of the noun's table; nil for a noun whose lists have one order.
    static var namesThatFit: SQL? { get }
}

extension CodedNoun {
    package static var isListed: SQL { "true" }

    package static var isPublic: SQL { "true" }

    package static func shown(
        _ found: [Self],
        in transaction: borrowing Transaction
    ) throws -> [Self] { found }

    package static var isTold: Bool { false }

    package static func isTagged(_ code: String) -> SQL? { nil }

    package static var listOrder: SQL { "\(identifier: plural).code" }

    package static func isListed(after code: String) -> SQL {
        "\(identifier: plural).code > \(code)"
    }

    package static var namesThatFit: SQL? { nil }

    /// Whether lists of it take a tag.
    package static var takesTag: Bool { isTagged("") != nil }

    /// The word for many as addresses and commands have it.
    package static var path: String { plural.replacing("_", with: "-") }

    /// The word for one as people read it.
    package static var spoken: String { noun.replacing("_", with: " ") }

    /// The same behind its article: a course, an activity.
    package static var spokenOfOne: String {
        (spoken.first.map("aeiou".contains) == true ? "an " : "a ") + spoken
    }

    /// The field that holds the code: `code`, or `cohort_code` where files name a cohort.
    package static var codeField: String { Draft.fields[0].name }

    /// The fields of something new as people type them.
    ///
    /// The code is `code` for all nouns, as in the API; files need the longer name.
    package static var typedFields: [DraftField] {
        [DraftField("code", Draft.fields[0].about, isRequired: true)] + changeableFields
    }

    /// The fields that a change may have: all but the code.
    package static var changeableFields: [DraftField] { Array(Draft.fields.dropFirst()) }

    /// All of them in the order of lists, for nouns of which a centre has some hundreds at most.
    package static func all(in transaction: borrowing Transaction) throws -> [Self] {
        var (all, page) = ([Self](), PageRequest(rowsMax: PageRequest.Limits.rowsMax))
        repeat {
            let found = try list(matching: nil, page: page, in: transaction)
            all += found.items
            page = PageRequest(after: found.next, rowsMax: PageRequest.Limits.rowsMax)
        } while page.after != nil
        return all
    }

    /// Those by code, all or the ones that a search finds; refuses with `InvalidForm`.
    ///
    /// Of a noun with `namesThatFit` those come first that are called what was asked for, then
    /// those that begin so. A page goes on behind the code of the last one, and its fit.
    /// `publicOnly` leaves out what is still a draft; `tag` keeps what has the tag of this code.
    /// Refuses with `NotFound` an unknown tag, since a wrong code must not look like none.
    package static func list(
        matching query: String?,
        tag: String? = nil,
        page: PageRequest,
        publicOnly: Bool = false,
        in transaction: borrowing Transaction
    ) throws -> Page<Self> {
        let query = query.map(ListFit.withoutCases)
        var words = SearchWords(query)
        try words.prepare(in: transaction)
        let fit: SQL? = query.flatMap { query in
            query.isEmpty ? nil : namesThatFit.map { ListFit(query).rank($0) }
        }
        if let tag, try Tag.withCodes([tag.uppercased()], in: transaction).isEmpty {
            throw NotFound("tag", tag)
        }
        let tagged = tag.flatMap { isTagged($0.uppercased()) } ?? "true"
        let found = try rows(
            """
            WHERE \(isListed(page, fit, in: transaction))
                AND \(isListed) AND \(publicOnly ? isPublic : "true") AND \(tagged)
                AND \(words.find(isFound))
            ORDER BY \(fit.map { "\($0), \(listOrder)" } ?? listOrder)
            LIMIT \(page.rowsMax + 1)
            """,
            in: transaction
        )
        return Page(
            publicOnly ? try shown(found, in: transaction) : found,
            for: page,
            position: \.draft.code
        )
    }

    /// Whether a row comes behind the position of a page, in the order of how well it fits.
    ///
    /// Refuses with `InvalidForm` a position that no page gave.
    private static func isListed(
        _ page: PageRequest,
        _ fit: SQL?,
        in transaction: borrowing Transaction
    ) throws -> SQL {
        let behind = isListed(after: try page.afterCode())
        guard let fit, let after = page.after else { return behind }
        let last = try transaction.value(
            "SELECT \(fit) FROM \(identifier: plural) WHERE \(identifier: plural).code = \(after)",
            as: Int.self
        )
        guard let last else { throw PageRequest.unknownPosition }
        return "(\(fit) > \(last) OR \(fit) = \(last) AND \(behind))"
    }

    /// The one with a code; refuses with `NotFound`.
    ///
    /// With `publicOnly` a draft is not found either.
    package static func find(
        _ code: String,
        publicOnly: Bool = false,
        in transaction: borrowing Transaction
    ) throws -> Self {
        let found = try rows(
            """
            WHERE \(identifier: plural).code = \(code.uppercased())
                AND \(publicOnly ? isPublic : "true")
            """,
            in: transaction
        )
        guard let found = found.first else { throw NotFound(noun, code) }
        return publicOnly ? try shown([found], in: transaction)[0] : found
    }

    /// Those that have one of these codes.
    package static func withCodes(
        _ codes: [String],
        in transaction: borrowing Transaction
    ) throws -> [Self] {
        try rows("WHERE \(identifier: plural).code = ANY(\(codes))", in: transaction)
    }

    /// Enters something new.
    ///
    /// Refuses with `AccessError.notAllowed`, `CodeTaken` and `InvalidForm`.
    package static func create(
        _ form: Form,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Self {
        try actor.require(Draft.permission)
        var form = form
        let draft = try Draft.resolver(in: transaction)(Draft(&form))
        do { try draft.insert(in: transaction) } catch { throw Draft.translated(error) }
        return try find(draft.code, in: transaction)
    }

    /// Changes what is entered under a code, when it still has the version; nil is any.
    ///
    /// Fields that the form does not have stay as they are. Refuses with
    /// `AccessError.notAllowed`, `NotFound`, `VersionChanged` and `InvalidForm`.
    package static func change(
        _ code: String,
        _ form: Form,
        ifVersion version: Int?,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Self {
        try actor.require(Draft.permission)
        let known = try find(code, in: transaction).draft
        var form = form.filled(from: known.form).with(codeField, known.code)
        let draft = try Draft.resolver(in: transaction)(Draft(&form))
        do {
            if try draft.update(ifVersion: version, in: transaction) {
                return try find(code, in: transaction)
            }
        } catch {
            throw Draft.translated(error)
        }
        throw VersionChanged()
    }
}
