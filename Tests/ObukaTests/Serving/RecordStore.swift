import Documents
import Foundation
import TestSupport

/// The program as a store of learning records, with a client of it; made once and shared.
struct RecordStore: Sendable {
    let server: RunningServer
    let home: Home
    let token: String

    static func shared() async throws -> RecordStore { try await task.value }

    private static let task = Task.detached {
        let home = try Home()
        let token = try await home.token("klijent@lrs.example", "xapi-client")
        let server = try await RunningServer.start(in: home)
        return RecordStore(server: server, home: home, token: token)
    }

    static func basic(_ token: String) -> String {
        "Basic " + Data("klijent:\(token)".utf8).base64EncodedString()
    }

    /// A call with its parameters, as the client unless it says otherwise.
    func call(
        _ method: String,
        _ path: String,
        _ parameters: [String: String] = [:],
        _ body: JSON? = nil,
        fields: [String: String] = [:],
        content: [UInt8]? = nil
    ) async throws -> Answer {
        var all = [
            "Authorization": RecordStore.basic(token), "X-Experience-API-Version": "1.0.3",
        ]
        if body != nil { all["Content-Type"] = "application/json" }
        all.merge(fields) { $1 }
        let query = parameters.map { "\($0.percentEncoded)=\($1.percentEncoded)" }
            .sorted().joined(separator: "&")
        return try await server.call(
            HTTPCall(
                method: method,
                path: "/xapi/\(path)" + (query.isEmpty ? "" : "?\(query)"),
                fields: all.filter { !$0.value.isEmpty },
                content: content ?? body?.bytes
            )
        )
    }

    func post(_ statement: JSON) async throws -> String {
        let answer = try await call("POST", "statements", [:], statement)
        guard let id = try answer.json.elements?.first?.text else {
            throw TestSupportError("\(answer.status) \(answer.text)")
        }
        return id
    }

    /// The ids of the statements that a question finds, on all of its pages.
    func find(_ parameters: [String: String]) async throws -> [String] {
        var answer = try await call("GET", "statements", parameters)
        var found: [String] = []
        while true {
            let json = try answer.json
            found += (json["statements"]?.elements ?? []).compactMap { $0["id"]?.text }
            guard let more = json["more"]?.text, !more.isEmpty else { return found }
            answer = try await server.call(
                HTTPCall(
                    path: more,
                    fields: [
                        "Authorization": "Bearer \(token)", "X-Experience-API-Version": "1.0",
                    ]
                )
            )
        }
    }

    /// A statement of somebody of the name about an activity of the name.
    static func statement(
        _ actor: String,
        _ activity: String,
        verb: String = "http://adlnet.gov/expapi/verbs/experienced",
        _ more: [JSON.Member] = []
    ) -> JSON {
        .object(
            [
                JSON.Member("actor", agent(actor)), JSON.Member("verb", ["id": .string(verb)]),
                JSON.Member("object", ["id": .string("https://lrs.example/\(activity)")]),
            ] + more
        )
    }

    static func agent(_ name: String) -> JSON {
        ["name": .string(name), "mbox": .string("mailto:\(name)@lrs.example")]
    }
}
