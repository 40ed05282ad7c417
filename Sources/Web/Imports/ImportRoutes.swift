import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    var importRoutes: [APIRoute] { importProfileRoutes + [importedNouns, importing] }

    /// A file on its way; larger ones are for the command line, or for several requests.
    private static let importBytesMax = 64 << 20

    private var importedNouns: APIRoute {
        APIRoute(
            method: .get,
            template: "/imports",
            summary: """
                What can be imported and exported, with the columns of each file, in the order in \
                which an empty centre takes them.
                """,
            isPublic: true,
            answer: .object([
                (
                    "nouns",
                    .list(
                        .object([
                            ("noun", .string), ("columns", .list(.string)),
                            ("personal", .boolean),
                        ])
                    )
                )
            ])
        ) { _ in
            answer(["nouns": .array(ImportedNoun.inOrder.map(\.json))])
        }
    }

    private var importing: APIRoute {
        APIRoute(
            method: .post,
            template: "/imports/{noun}",
            summary: """
                Import a file of rows, CSV or XLSX, of at most 64 MiB. A wrong row is reported \
                with its line and stops no other; the same file again changes nothing.
                """,
            query: ImportRequest.query,
            files: ImportRequest.mediaTypes,
            bodyBytesMax: API.importBytesMax,
            answer: .named("ImportedFile"),
            refusals: [
                "noun_not_found", "noun_not_transferred", "file_unreadable",
                "import_profile_not_found",
            ]
        ) { request in
            let actor = try await actor(request)
            let noun = try ImportedNoun.named(request.parameters["noun"] ?? "")
            // Who may not is told so before the file is taken.
            try noun.checkImport(by: actor)
            let told = try ImportRequest(noun, request)
            let act = try Act(by: actor, because: told.reason, requestID: request.id)
            let received = try await receive(request.body)
            let file = try await told.asked.read(by: actor, in: centre) { try received.bytes() }
            let chance = centre.chance
            let perform: @Sendable (borrowing Transaction) throws -> JSON = { transaction in
                try told.asked.enter(
                    file,
                    act: act,
                    chance: chance,
                    in: transaction
                ).json(isRehearsal: told.isRehearsal)
            }
            if told.isRehearsal {
                return answer(try await centre.write(act, rehearse: true, perform))
            }
            let stored = try await centre.write(
                act,
                once: try Submission.once(
                    request.fields[.idempotencyKey],
                    by: actor,
                    received.identity("\(request.method) \(request.target)\n")
                )
            ) { (transaction: borrowing Transaction) in
                StoredAnswer(status: 200, body: try perform(transaction).bytes)
            }
            return API.answer(stored.body)
        }
    }

    private func receive(_ body: RequestBody) async throws -> ReceivedFile {
        var reception = ReceivedFile.Reception(chance: centre.chance)
        while let piece = try await body.next() { try reception.append(piece) }
        return try reception.finish()
    }
}
