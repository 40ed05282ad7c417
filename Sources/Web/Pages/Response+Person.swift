import HTTPServer
import HTTPTypes

extension Response {
    /// A page for one reader, which nobody on the way keeps.
    static func personalPage(_ html: [UInt8]) -> Response {
        var response = Response.page(html)
        response.fields[.cacheControl] = "no-store"
        response.fields[.vary] = "Accept-Language, Authorization"
        return response
    }
}
