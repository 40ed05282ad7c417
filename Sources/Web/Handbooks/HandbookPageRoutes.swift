import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

/// The public pages of handbooks, and the files of their editions.
struct HandbookPageRoutes: Sendable {
    let centre: TrainingCentre
    let pages: Pages
    let reader: PageReader

    func add(to router: inout Router) {
        for prefix in [""] + Language.allCases.map({ "/\($0.rawValue)" }) {
            router.on(.get, prefix + "/handbooks") { try await handbooks($0) }
            router.on(.get, prefix + "/handbooks/{code}") { try await handbook($0) }
        }
        router.on(.get, "/handbooks/{code}/{edition}") { try await file($0) }
        router.on(.get, "/handbooks/{code}/{edition}/cover") { try await cover($0) }
        router.on(.get, "/handbooks/{code}/{edition}/{format}") { try await file($0) }
    }

    /// What a page may do that a stranger made: show what it brings with it.
    ///
    /// It belongs to no site (`sandbox`), so it reads nothing of ours; it runs nothing, sends no
    /// form, leads nowhere by itself, and loads nothing from anywhere (CSP Level 3 section 6.2.2).
    private static let policyOfStrangers =
        "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; "
        + "media-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

    private func handbooks(_ request: Request) async throws -> Response {
        let query = try Query(request)
        let (words, page) = (query["q"], try API.page(query))
        let search = try PassagesAsked(query)
        let actor = await search.search == nil ? nil : whoSearches(request)
        let found = try await centre.read { (transaction: borrowing Transaction) in
            try HandbooksFound(search, words, page, by: actor, in: transaction)
        }
        let isPersonal = actor != nil
        return .found(
            isPersonal,
            pages.handbooks(
                found.page?.items ?? [],
                query: words,
                next: found.page?.next.map(Cursor.text),
                passages: found.passages,
                covers: found.covers,
                language: LanguageChoice.language(of: request)
            )
        )
    }

    /// Who searches; a password that counts no more is nobody's, since everybody may search.
    private func whoSearches(_ request: Request) async -> Actor? {
        (try? await reader.find(request)) ?? nil
    }

    private func handbook(_ request: Request) async throws -> Response {
        let code = request.parameters["code"] ?? ""
        let query = try Query(request)
        let search = try PassagesAsked(query, handbook: code)
        let actor = await search.search == nil ? nil : whoSearches(request)
        let (handbook, editions, courses, cohorts, covers, passages) = try await centre.read {
            (transaction: borrowing Transaction) in
            let handbook = try Handbook.find(code, in: transaction)
            let editions = try HandbookEdition.published(
                of: handbook.draft.code,
                in: transaction
            )
            return (
                handbook,
                editions,
                try Course.withCodes(handbook.draft.courses, in: transaction),
                try CohortEdition.cohorts(handbook: handbook.draft.code, in: transaction),
                try HandbookEdition.covers(of: editions, in: transaction),
                try search.found(by: actor, in: transaction)
            )
        }
        let isPersonal = actor != nil
        var response = Response.found(
            isPersonal,
            pages.handbook(
                handbook,
                editions: editions,
                courses: courses,
                cohorts: cohorts,
                covers: covers,
                query: query["q"],
                passages: passages,
                language: LanguageChoice.language(of: request)
            )
        )
        // The one page on which something of ours is heard.
        response.fields[.contentSecurityPolicy] =
            Website.contentSecurityPolicy + "; media-src 'self'"
        return response
    }

    /// The cover of an edition, for who may read the edition.
    private func cover(_ request: Request) async throws -> Response {
        let (handbook, code) = (request.parameters["code"], request.parameters["edition"] ?? "")
        let actor = try await reader.find(request)
        let isSmall = try Query(request)["size"] == "small"
        let (edition, cover) = try await centre.read { (transaction: borrowing Transaction) in
            try HandbookEdition.readableCover(code, by: actor, in: transaction)
        }
        guard handbook?.uppercased() == edition.draft.handbookCode else {
            throw NotFound(HandbookEdition.noun, code)
        }
        let file = isSmall ? cover.small : cover.large
        var response = Response(body: .file(try FileBody(path: centre.blobs.path(of: file))))
        response.fields[.contentType] = file.mediaType.rawValue
        response.fields[.eTag] = "\"\(file.digest)\""
        response.fields[.cacheControl] = edition.isForEverybody ? "no-cache" : "private, no-cache"
        return response
    }

    /// The file of an edition, for everybody or for who is signed in.
    ///
    /// It is under its handbook's address, so one with another handbook's is not found.
    private func file(_ request: Request) async throws -> Response {
        let (handbook, code) = (request.parameters["code"], request.parameters["edition"] ?? "")
        let format = request.parameters["format"]
        let actor = try await reader.find(request)
        let isDownload = try Query(request).read { $0.optionalBoolean("download") } ?? false
        let (edition, file) = try await centre.read { (transaction: borrowing Transaction) in
            try HandbookEdition.readable(code, format: format, by: actor, in: transaction)
        }
        guard handbook?.uppercased() == edition.draft.handbookCode else {
            throw NotFound(HandbookEdition.noun, code)
        }
        var response = Response(body: .file(try FileBody(path: centre.blobs.path(of: file))))
        response.fields[.contentType] =
            file.mediaType.rawValue + (file.mediaType == .html ? "; charset=utf-8" : "")
        if file.mediaType == .html {
            response.fields[.contentSecurityPolicy] = HandbookPageRoutes.policyOfStrangers
        }
        response.fields[.contentLanguage] = edition.draft.languageTag
        response.fields[.eTag] = "\"\(file.digest)\""
        let name = "\(edition.draft.code).\(file.mediaType.fileExtension)"
        response.fields[.contentDisposition] =
            "\(isDownload ? "attachment" : "inline"); filename=\"\(name)\""
        response.fields[.reprDigest] = "sha-256=:\(file.digestBase64):"
        // What is withdrawn shall be gone soon; a browser that asks again sends nothing twice.
        response.fields[.cacheControl] = edition.isForEverybody ? "no-cache" : "private, no-cache"
        let answer = try ConditionalRequests.apply(to: response, for: request)
        if edition.state == .published, EditionUseCounting.isUse(request, answered: answer) {
            let kind: EditionUses.Kind = isDownload ? .download : .reading
            centre.editionUses.count(EditionUses.Use(edition, file, kind))
        }
        return answer
    }
}

/// What the list of handbooks shows.
private struct HandbooksFound: Sendable {
    /// Nil behind the first page of passages.
    var page: Page<Handbook>?
    let passages: FoundPassages?
    var covers: [String: (edition: HandbookEdition, cover: EditionCover)] = [:]

    init(
        _ search: PassagesAsked,
        _ words: String?,
        _ asked: PageRequest,
        by actor: Actor?,
        in transaction: borrowing Transaction
    ) throws {
        passages = try search.found(by: actor, in: transaction)
        guard search.page.after == nil else { return }
        let found = try Handbook.list(matching: words, page: asked, in: transaction)
        covers = try HandbookEdition.withCovers(
            of: found.items.map(\.draft.code),
            openOnly: true,
            in: transaction
        )
        page = found
    }
}

/// What a page is asked to find inside of handbooks.
private struct PassagesAsked: Sendable {
    /// Nil when nothing is looked for.
    let search: PassageSearch?
    let page: PageRequest

    private static let rows = 10

    init(_ query: Query, handbook: String? = nil) throws {
        search = try query["q"].map { try PassageSearch(query: $0, handbook: handbook) }
        let after = try query["passages"].map { cursor in
            guard let position = Cursor.position(cursor) else {
                throw PageRequest.unknownPosition
            }
            return position
        }
        page = PageRequest(after: after, rowsMax: PassagesAsked.rows)
    }

    func found(
        by actor: Actor?,
        in transaction: borrowing Transaction
    ) throws -> FoundPassages? {
        guard let search else { return nil }
        return try HandbookPassage.search(search, page: page, by: actor, in: transaction)
    }
}

extension Response {
    /// A page of the catalogue, which a cache keeps to itself when it is somebody's own.
    fileprivate static func found(_ isPersonal: Bool, _ html: [UInt8]) -> Response {
        var response = Response.page(html)
        if isPersonal { response.fields[.cacheControl] = "private, no-cache" }
        return response
    }
}

extension HandbookEdition {
    fileprivate var isForEverybody: Bool { draft.access == .open && state == .published }
}

extension HTTPField.Name {
    /// RFC 9530 section 3.
    fileprivate static let reprDigest = HTTPField.Name("Repr-Digest") ?? .eTag
}
