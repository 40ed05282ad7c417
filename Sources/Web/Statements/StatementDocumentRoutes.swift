import Documents
import ExperienceAPI
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

/// Documents beside statements: state, and profiles of activities and agents (xAPI 1.0.3,
/// Communication 2.2 to 2.7).
struct StatementDocumentRoutes: Sendable {
    let centre: TrainingCentre

    func answer(
        _ kind: DocumentAddress.Kind,
        _ call: XAPICall,
        _ client: StatementClient
    ) async throws -> Response {
        switch call.method {
        case .put: return try await store(kind, call, client, adding: false)
        case .post: return try await store(kind, call, client, adding: true)
        case .delete: return try await delete(kind, call, client)
        default:
            return call.parameters[kind.name] == nil
                ? try await list(kind, call, client) : try await find(kind, call, client)
        }
    }

    private func find(
        _ kind: DocumentAddress.Kind,
        _ call: XAPICall,
        _ client: StatementClient
    ) async throws -> Response {
        let address = try DocumentAddress(kind, call.parameters, isList: false)
        let found = try await centre.read { (transaction: borrowing Transaction) in
            try StatementDocument.find(address, by: client, in: transaction)
        }
        let type = found.content.contentType
        var response = Response.bytes(found.content.content, type: type)
        response.fields[.eTag] = "\"\(found.digest)\""
        response.fields[.lastModified] = HTTPDate.text(found.updatedAt.microseconds / 1_000_000)
        return response
    }

    private func list(
        _ kind: DocumentAddress.Kind,
        _ call: XAPICall,
        _ client: StatementClient
    ) async throws -> Response {
        let address = try DocumentAddress(kind, call.parameters, isList: true)
        let found = try await centre.read { (transaction: borrowing Transaction) in
            try StatementDocument.list(address, by: client, in: transaction)
        }
        var response = XAPIAnswer.json(.array(found.names.map(JSON.string)))
        if let newest = found.newest {
            response.fields[.lastModified] = HTTPDate.text(newest.microseconds / 1_000_000)
        }
        return response
    }

    private func store(
        _ kind: DocumentAddress.Kind,
        _ call: XAPICall,
        _ client: StatementClient,
        adding: Bool
    ) async throws -> Response {
        let address = try DocumentAddress(kind, call.parameters, isList: false)
        let document = StoredDocument(
            content: call.content,
            contentType: call.fields[.contentType] ?? "application/octet-stream"
        )
        if document.isJSON, (try? JSON.parse(call.content)) == nil {
            throw StatementProblem("", "is said to be application/json, and is no JSON")
        }
        // Nobody overwrites a profile that they have not seen (Communication 3.1).
        let expecting = expectation(call, isBlindRefused: kind != .state && !adding)
        try await centre.write(as: client, requestID: call.id) {
            (transaction: borrowing Transaction) in
            try StatementDocument.store(
                document,
                at: address,
                adding: adding,
                expecting: expecting,
                by: client,
                in: transaction
            )
        }
        return XAPIAnswer.done
    }

    private func delete(
        _ kind: DocumentAddress.Kind,
        _ call: XAPICall,
        _ client: StatementClient
    ) async throws -> Response {
        let isAll = kind == .state && call.parameters[kind.name] == nil
        let address = try DocumentAddress(kind, call.parameters, isList: isAll)
        guard address.since == nil else {
            throw StatementProblem("since", "is no parameter of this")
        }
        let expecting = expectation(call, isBlindRefused: false)
        try await centre.write(as: client, requestID: call.id) {
            (transaction: borrowing Transaction) in
            try StatementDocument.delete(
                address,
                expecting: expecting,
                by: client,
                in: transaction
            )
        }
        return XAPIAnswer.done
    }

    private func expectation(
        _ call: XAPICall,
        isBlindRefused: Bool
    ) -> StatementDocument.Expectation {
        let (fields, method) = (call.fields, call.method)
        let isBlind = fields[.ifMatch] == nil && fields[.ifNoneMatch] == nil
        return { present in
            if isBlind {
                if isBlindRefused, present != nil { throw StatementError.documentExists }
                return
            }
            let verdict = Preconditions(fields, nowSeconds: 0).verdict(
                method: method,
                entityTag: present.flatMap { EntityTag(opaque: $0) },
                modifiedSeconds: nil,
                exists: present != nil
            )
            guard verdict == .proceed else { throw StatementError.documentChanged }
        }
    }
}
