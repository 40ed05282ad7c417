import HTTPServer
import HTTPTypes

extension Response {
    /// A page of the public catalogue, in the language of its path or else of the browser.
    static func page(_ html: [UInt8]) -> Response {
        var response = Response.bytes(html, type: "text/html; charset=utf-8")
        response.fields[.cacheControl] = "no-cache"
        response.fields[.vary] = "Accept-Language"
        return response
    }

    /// Leads to another address by GET, for once (RFC 9110, section 15.4.4).
    static func see(_ address: String) -> Response {
        Response(status: .seeOther, fields: [.location: address, .cacheControl: "no-store"])
    }
}
