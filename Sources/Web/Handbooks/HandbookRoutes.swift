import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    var handbookRoutes: [APIRoute] {
        CodedRoutes<Handbook>(api: self).routes + CodedRoutes<HandbookEdition>(api: self).routes
            + [fileEntry, publication, withdrawal, passages]
    }

    private var fileEntry: APIRoute {
        APIRoute(
            method: .post,
            template: "/handbook-editions/{code}/file",
            summary: """
                Hand in the file of an edition that is not published yet, of at most 512 MiB; \
                another one takes its place.
                """,
            files: Blob.MediaType.ofHandbooks.map(\.rawValue),
            bodyBytesMax: BlobStore.Limits.fileBytesMax,
            answer: .named("HandbookEdition"),
            refusals: [
                "handbook_edition_not_found", "handbook_edition_published", "file_empty",
                "file_kind_unknown",
            ]
        ) { request in
            let actor = try await actor(request)
            // Who may not is told so before the file is taken.
            try actor.require(.manageCatalogue)
            let code = request.parameters["code"] ?? ""
            let incoming = try centre.blobs.receive()
            while let piece = try await request.body.next() { try incoming.write(piece) }
            let act = Act(by: actor, requestID: request.id)
            let edition = try await centre.write(act) { (transaction: borrowing Transaction) in
                try HandbookEdition.attach(incoming, to: code, by: actor, in: transaction)
            }
            return answer(edition.json, version: edition.version)
        }
    }

    private var passages: APIRoute {
        APIRoute(
            method: .get,
            template: "/handbook-passages",
            summary: """
                Look for words inside of published handbooks, in both scripts; the best pages \
                first, each with a passage of at most 240 characters. Marks count code points.
                """,
            isPublic: true,
            query: .passages,
            answer: .object([
                ("handbook_passages", .list(.named("HandbookPassage"))),
                ("next", .nullable(.string)),
                ("unsearched", .list(.named("UnsearchedEdition"))),
            ]),
            refusals: ["handbook_not_found"]
        ) { request in
            let query = try Query(request)
            let (page, actor) = (try page(query), try await actorWithToken(request))
            let search = try PassageSearch(
                query: query["q"],
                handbook: query["handbook"],
                language: query["language"],
                includesSuperseded: query.read { $0.optionalBoolean("superseded") } ?? false
            )
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try HandbookPassage.search(search, page: page, by: actor, in: transaction)
            }
            let unsearched = JSON.array(found.unsearched.map(\.json))
            return answer(
                found.page,
                "handbook_passages",
                to: request,
                beside: [JSON.Member("unsearched", unsearched)],
                \.json
            )
        }
    }

    /// Who asks with a token; nil without one.
    ///
    /// A browser adds a password to every address; what is public is not refused for that.
    private func actorWithToken(_ request: Request) async throws -> Actor? {
        switch Authorization(request) {
        case .none, .password: nil
        case .token, .unreadable: try await actor(request)
        }
    }

    private var publication: APIRoute {
        .act(
            on: self,
            .post,
            "/handbook-editions/{code}/publication",
            summary: "Let people read an edition; it stays as it is from then on.",
            permission: .manageCatalogue,
            answer: .named("HandbookEdition"),
            refusals: [
                "handbook_edition_not_found", "handbook_edition_has_no_file",
                "handbook_edition_withdrawn",
            ]
        ) { submission, transaction in
            try HandbookEdition.publish(
                submission.parameter("code"),
                by: submission.actor,
                in: transaction
            ).json
        }
    }

    private var withdrawal: APIRoute {
        .act(
            on: self,
            .post,
            "/handbook-editions/{code}/withdrawal",
            summary: "Let nobody read an edition any more, for good.",
            permission: .manageCatalogue,
            form: [.reason],
            answer: .named("HandbookEdition"),
            refusals: ["handbook_edition_not_found", "handbook_edition_not_published"]
        ) { submission, transaction in
            try HandbookEdition.withdraw(
                submission.parameter("code"),
                by: submission.act,
                in: transaction
            ).json
        }
    }
}

extension [APIRoute.QueryParameter] {
    fileprivate static let passages: Self =
        [
            APIRoute.QueryParameter(
                name: "q",
                about: """
                    Words in whatever form, and "phrases" in quotes; the last word may be the \
                    beginning of one.
                    """,
                isRequired: true
            ),
            APIRoute.QueryParameter(name: "handbook", about: "The code of one handbook."),
            APIRoute.QueryParameter(
                name: "language",
                about: "The tag of a language: sr-Cyrl, en; sr is both scripts."
            ),
            APIRoute.QueryParameter(
                name: "superseded",
                about: "Whether editions are searched that newer ones have taken the place of.",
                schema: .boolean
            ),
        ] + page
}

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
    }

    private func handbooks(_ request: Request) async throws -> Response {
        let query = try Query(request)
        let (words, page) = (query["q"], try API.page(query))
        let search = try PassagesAsked(query)
        let actor = await search.search == nil ? nil : whoSearches(request)
        let (found, passages) = try await centre.read { (transaction: borrowing Transaction) in
            let passages = try search.found(by: actor, in: transaction)
            if search.page.after != nil { return (nil as Page<Handbook>?, passages) }
            return (try Handbook.list(matching: words, page: page, in: transaction), passages)
        }
        let isPersonal = actor != nil
        return .found(
            isPersonal,
            pages.handbooks(
                found?.items ?? [],
                query: words,
                next: found?.next.map(Cursor.text),
                passages: passages,
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
        let (handbook, editions, courses, passages) = try await centre.read {
            (transaction: borrowing Transaction) in
            let handbook = try Handbook.find(code, in: transaction)
            return (
                handbook,
                try HandbookEdition.published(of: handbook.draft.code, in: transaction),
                try Course.withCodes(handbook.draft.courses, in: transaction),
                try search.found(by: actor, in: transaction)
            )
        }
        let isPersonal = actor != nil
        return .found(
            isPersonal,
            pages.handbook(
                handbook,
                editions: editions,
                courses: courses,
                query: query["q"],
                passages: passages,
                language: LanguageChoice.language(of: request)
            )
        )
    }

    /// The file of an edition, for everybody or for who is signed in.
    ///
    /// It is under its handbook's address, so one with another handbook's is not found.
    private func file(_ request: Request) async throws -> Response {
        let (handbook, code) = (request.parameters["code"], request.parameters["edition"] ?? "")
        let actor = try await reader.find(request)
        let (edition, file) = try await centre.read { (transaction: borrowing Transaction) in
            try HandbookEdition.readable(code, by: actor, in: transaction)
        }
        guard handbook?.uppercased() == edition.draft.handbookCode else {
            throw NotFound(HandbookEdition.noun, code)
        }
        var response = Response(body: .file(try FileBody(path: centre.blobs.path(of: file))))
        response.fields[.contentType] = file.mediaType.rawValue
        response.fields[.contentLanguage] = edition.draft.languageTag
        response.fields[.eTag] = "\"\(file.digest)\""
        response.fields[.contentDisposition] =
            "inline; filename=\"\(edition.draft.code).\(file.mediaType.fileExtension)\""
        response.fields[.reprDigest] = "sha-256=:\(file.digestBase64):"
        // What is withdrawn shall be gone soon; a browser that asks again sends nothing twice.
        response.fields[.cacheControl] = edition.isForEverybody ? "no-cache" : "private, no-cache"
        return response
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
