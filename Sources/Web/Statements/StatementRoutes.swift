import Documents
import ExperienceAPI
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

/// Statements (xAPI 1.0.3, Communication 2.1).
struct StatementRoutes: Sendable {
    let centre: TrainingCentre

    @Sendable func answer(_ call: XAPICall, _ client: StatementClient) async throws -> Response {
        switch call.method {
        case .put: try await put(call, client)
        case .post: try await post(call, client)
        default: try await find(call, client)
        }
    }

    private func put(_ call: XAPICall, _ client: StatementClient) async throws -> Response {
        guard let id = UniqueID.read(try call.only("statementId")) else {
            throw StatementProblem("statementId", "is no UUID")
        }
        let content = try AttachedContent(call.content, type: call.fields[.contentType])
        guard content.statements.members != nil else {
            throw StatementProblem("", "is no statement: one is put at a time")
        }
        if let named = content.statements["id"], named.text?.lowercased() != id {
            throw StatementProblem("id", "is another than statementId")
        }
        try await store([content.statements], ids: [id], content, call, client)
        return XAPIAnswer.done
    }

    private func post(_ call: XAPICall, _ client: StatementClient) async throws -> Response {
        if let stranger = call.parameters.keys.min() {
            throw StatementProblem(stranger, "is no parameter of this")
        }
        let content = try AttachedContent(call.content, type: call.fields[.contentType])
        let statements = content.statements.elements ?? [content.statements]
        guard statements.count <= StatementStore.Limits.statementsMax else {
            throw StatementProblem("", "has more than \(StatementStore.Limits.statementsMax)")
        }
        var chance = centre.chance
        let ids = statements.map { statement in
            statement["id"]?.text?.lowercased() ?? UniqueID.random(using: &chance)
        }
        guard Set(ids).count == ids.count else {
            throw StatementProblem("id", "stands in two statements")
        }
        try await store(statements, ids: ids, content, call, client)
        return XAPIAnswer.json(.array(ids.map(JSON.string)))
    }

    private func store(
        _ statements: [JSON],
        ids: [String],
        _ content: AttachedContent,
        _ call: XAPICall,
        _ client: StatementClient
    ) async throws {
        for (index, statement) in statements.enumerated() {
            let isList = content.statements.elements != nil
            try StatementCheck.check(statement, at: isList ? "[\(index)]" : "")
        }
        try content.check(statements)
        let received = zip(statements, ids).map { statement, id in
            ReceivedStatement(
                statement,
                id: id,
                authority: client.authority,
                // Data 2.4.10: what says no version is of this one.
                version: "1.0.0"
            )
        }
        try await centre.write(as: client, requestID: call.id) {
            (transaction: borrowing Transaction) in
            try StatementStore.store(
                received,
                attachments: content.contents,
                by: client,
                in: transaction
            )
        }
    }

    // MARK: Reading

    private func find(_ call: XAPICall, _ client: StatementClient) async throws -> Response {
        let query = try StatementQuery(call.parameters)
        // Before the statements are read, or it would promise some that are not among them.
        let through = try await centre.statementsConsistentThrough()
        let languages = call.languages
        let page = try await centre.read { (transaction: borrowing Transaction) in
            try StatementPage.find(query, languages: languages, by: client, in: transaction)
        }
        var response = answer(page, query, call)
        response.fields[.xapiConsistentThrough] = through.written
        if let storedAt = page.storedAt {
            response.fields[.lastModified] = HTTPDate.text(storedAt.microseconds / 1_000_000)
        }
        return response
    }

    private func answer(
        _ page: StatementPage,
        _ query: StatementQuery,
        _ call: XAPICall
    ) -> Response {
        let isOne = query.statement != nil
        let json: JSON =
            isOne
            ? page.statements.first ?? .null
            : [
                "statements": .array(page.statements),
                "more": .string(page.next.map { more($0, call) } ?? ""),
            ]
        guard query.attachments else { return XAPIAnswer.json(json) }
        let boundary = "obuka-\(call.id)"
        let parts = [MixedContent.Part(fields: ["Content-Type": "application/json"], json.bytes)]
        return .bytes(
            MixedContent.write(parts + attached(page), boundary: boundary),
            type: "multipart/mixed; boundary=\"\(boundary)\""
        )
    }

    private func attached(_ page: StatementPage) -> [MixedContent.Part] {
        var types: [String: String] = [:]
        for attachment in page.statements.flatMap(AttachedContent.attachments(of:)) {
            guard let digest = attachment["sha2"]?.text?.lowercased() else { continue }
            types[digest] = attachment["contentType"]?.text
        }
        return page.attachments.sorted { $0.key < $1.key }.map { digest, content in
            let type = types[digest] ?? ""
            return MixedContent.Part(
                fields: [
                    "Content-Type": HTTPField.isValidValue(type)
                        ? type : "application/octet-stream",
                    "Content-Transfer-Encoding": "binary", "X-Experience-API-Hash": digest,
                ],
                content
            )
        }
    }

    private func more(_ cursor: StatementQuery.Cursor, _ call: XAPICall) -> String {
        var parameters = call.parameters
        parameters["cursor"] = cursor.written
        let query = parameters.sorted { $0.key < $1.key }
            .map { "\($0.key)=\($0.value.percentEncoded)" }.joined(separator: "&")
        return "\(call.base)/statements?\(query)"
    }
}

extension MixedContent.Part {
    fileprivate init(fields: [String: String], _ content: [UInt8]) {
        self.init(fields: fields, content: content)
    }
}
