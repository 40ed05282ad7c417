import Documents
import Foundation
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

/// What every handler of the API needs: who asks, what was sent, how to answer.
struct API: Sendable {
    let centre: TrainingCentre
    let gate: TokenGate
    let host: ContentHost

    // MARK: Who asks

    /// The actor behind the request.
    ///
    /// Refuses with `AccessError` when nobody is signed in, and with a 429 an address that sent too
    /// many wrong tokens.
    /// A browser's password is none here: another site could make the browser send it.
    func actor(_ request: Request) async throws -> Actor {
        switch Authorization(request) {
        case .none: throw AccessError.notSignedIn
        case .token(let token): return try await gate.actor(token, request)
        case .password, .unreadable: throw AccessError.badToken
        }
    }

    /// Whether drafts are hidden from who asks: nobody who works here.
    ///
    /// Refuses with `AccessError.badToken`.
    func seesPublicOnly(_ request: Request) async throws -> Bool {
        switch Authorization(request) {
        // Browsers add a password to every address; what is public is not refused for that.
        case .none, .password: true
        case .token, .unreadable: try await !actor(request).seesDrafts
        }
    }

    // MARK: What was sent

    /// The position and size of a page, from `cursor` and `limit`.
    func page(_ query: Query) throws -> PageRequest { try API.page(query) }

    /// The same for pages, which nobody has to sign in for.
    static func page(_ query: Query) throws -> PageRequest {
        let after = try query["cursor"].map { cursor in
            guard let position = Cursor.position(cursor) else {
                throw PageRequest.unknownPosition
            }
            return position
        }
        let limit = try query.integer("limit", in: 1...PageRequest.Limits.rowsMax)
        return PageRequest(after: after, rowsMax: limit ?? PageRequest.Limits.rowsDefault)
    }

    // MARK: How to answer

    func answer(_ json: JSON, status: HTTPResponse.Status = .ok) -> Response {
        API.answer(json.bytes, status: status)
    }

    static func answer(_ bytes: [UInt8], status: HTTPResponse.Status = .ok) -> Response {
        Response(
            status: status,
            fields: [.contentType: "application/json", .cacheControl: "no-store"],
            body: .bytes(bytes)
        )
    }

    /// A page of a list, with the address of the next one in `Link` as well.
    func answer<Item>(
        _ page: Page<Item>,
        _ noun: String,
        to request: Request,
        beside others: [JSON.Member] = [],
        _ item: (Item) -> JSON
    ) -> Response {
        let next = page.next.map(Cursor.text)
        var response = answer(
            .object(
                [
                    JSON.Member(noun, .array(page.items.map(item))),
                    JSON.Member("next", JSON(next)),
                ] + others
            )
        )
        if let next {
            let kept = (request.query ?? "").split(separator: "&").filter {
                !$0.hasPrefix("cursor=")
            }
            let query = (kept + ["cursor=\(next)"]).joined(separator: "&")
            response.fields[.link] = "<\(request.path)?\(query)>; rel=\"next\""
        }
        return response
    }

    /// One thing with its version as the entity tag.
    func answer(_ json: JSON, version: Int) -> Response {
        var response = answer(json)
        response.fields[.eTag] = "\"\(version)\""
        return response
    }
}

/// Positions in lists, opaque to programs outside so that they stay ours to change.
enum Cursor {
    static func text(_ position: String) -> String {
        Data(position.utf8).base64EncodedString()
            .replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    static func position(_ text: String) -> String? {
        let padded = text.replacing("-", with: "+").replacing("_", with: "/")
        let missing = (4 - padded.utf8.count % 4) % 4
        return Data(base64Encoded: padded + String(repeating: "=", count: missing))
            .flatMap { String(data: $0, encoding: .utf8) }
            .flatMap { $0.unicodeScalars.contains("\0") ? nil : $0 }
    }
}

extension HTTPField.Name {
    static let link = HTTPField.Name("Link") ?? .location
}
