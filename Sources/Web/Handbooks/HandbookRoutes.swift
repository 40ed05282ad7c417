import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    var handbookRoutes: [APIRoute] {
        CodedRoutes<Handbook>(api: self).routes + CodedRoutes<HandbookEdition>(api: self).routes
            + [fileEntry, fileBesideEntry, coverEntry, publication, withdrawal, passages]
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
            refusals: ["handbook_edition_published", "handbook_edition_has_kind"]
                + API.fileRefusals
        ) { request in
            let (actor, incoming) = try await incomingFile(request)
            let code = request.parameters["code"] ?? ""
            let act = Act(by: actor, requestID: request.id)
            let edition = try await centre.write(act) { (transaction: borrowing Transaction) in
                try HandbookEdition.attach(incoming, to: code, by: actor, in: transaction)
            }
            return answer(edition.json, version: edition.version)
        }
    }

    private var fileBesideEntry: APIRoute {
        APIRoute(
            method: .post,
            template: "/handbook-editions/{code}/files",
            summary: """
                Hand in one more file of an edition, of another kind than those it has: EPUB or \
                HTML beside PDF, or the same read aloud.
                """,
            files: Blob.MediaType.ofHandbooks.map(\.rawValue),
            bodyBytesMax: BlobStore.Limits.fileBytesMax,
            answer: .named("HandbookEdition"),
            refusals: [
                "handbook_edition_withdrawn", "handbook_edition_has_no_file",
                "handbook_edition_has_kind",
            ] + API.fileRefusals
        ) { request in
            let (actor, incoming) = try await incomingFile(request)
            let code = request.parameters["code"] ?? ""
            let act = Act(by: actor, requestID: request.id)
            let edition = try await centre.write(act) { (transaction: borrowing Transaction) in
                try HandbookEdition.attachBeside(incoming, to: code, by: actor, in: transaction)
            }
            return answer(edition.json, version: edition.version)
        }
    }

    private var coverEntry: APIRoute {
        APIRoute(
            method: .post,
            template: "/handbook-editions/{code}/cover",
            summary: """
                Hand in the picture on the cover of an edition, of at most 20 MiB: a JPEG, or a \
                PNG that is neither transparent nor interlaced. Without one it is the first page \
                of the PDF, or the cover of the EPUB.
                """,
            files: ["image/jpeg", "image/png"],
            bodyBytesMax: CoverDrawing.Limits.sourceBytesMax,
            answer: .named("HandbookEdition"),
            refusals: ["handbook_edition_not_found", "file_empty", "file_no_picture"]
        ) { request in
            let (actor, incoming) = try await incomingFile(request)
            let code = request.parameters["code"] ?? ""
            let act = Act(by: actor, requestID: request.id)
            let edition = try await centre.write(act) { (transaction: borrowing Transaction) in
                try HandbookEdition.cover(incoming, of: code, by: actor, in: transaction)
            }
            return answer(edition.json, version: edition.version)
        }
    }

    private static let fileRefusals = [
        "handbook_edition_not_found", "file_empty", "file_kind_unknown", "file_not_utf8",
    ]

    /// Who hands a file in, and the file; who may not is told so before it is taken.
    func incomingFile(_ request: Request) async throws -> (Actor, IncomingBlob) {
        let actor = try await actor(request)
        try actor.require(.manageCatalogue)
        let incoming = try centre.blobs.receive()
        while let piece = try await request.body.next() { try incoming.write(piece) }
        return (actor, incoming)
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
                "handbook_edition_withdrawn", "handbook_file_damaged",
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
