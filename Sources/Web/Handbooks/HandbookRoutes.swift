import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    var handbookRoutes: [APIRoute] {
        CodedRoutes<Handbook>(api: self).routes + CodedRoutes<HandbookEdition>(api: self).routes
            + [fileEntry, publication, withdrawal]
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
        let found = try await centre.read { (transaction: borrowing Transaction) in
            try Handbook.list(matching: words, page: page, in: transaction)
        }
        return .page(
            pages.handbooks(
                found.items,
                query: words,
                next: found.next.map(Cursor.text),
                language: LanguageChoice.language(of: request)
            )
        )
    }

    private func handbook(_ request: Request) async throws -> Response {
        let code = request.parameters["code"] ?? ""
        let (handbook, editions, courses) = try await centre.read {
            (transaction: borrowing Transaction) in
            let handbook = try Handbook.find(code, in: transaction)
            return (
                handbook,
                try HandbookEdition.published(of: handbook.draft.code, in: transaction),
                try Course.withCodes(handbook.draft.courses, in: transaction)
            )
        }
        return .page(
            pages.handbook(
                handbook,
                editions: editions,
                courses: courses,
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

extension HandbookEdition {
    fileprivate var isForEverybody: Bool { draft.access == .open && state == .published }
}

extension HTTPField.Name {
    /// RFC 9530 section 3.
    fileprivate static let reprDigest = HTTPField.Name("Repr-Digest") ?? .eTag
}
