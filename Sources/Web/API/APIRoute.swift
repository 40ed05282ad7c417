import HTTPServer
import HTTPTypes

/// One operation of the API, with everything that its description says.
///
/// The OpenAPI document is made from these, so what is described is what is routed.
struct APIRoute: Sendable {
    let method: HTTPRequest.Method
    /// Below `/api/v1`.
    let template: String
    let summary: String
    /// Whether it answers people who are not signed in.
    var isPublic = false
    var query: [QueryParameter] = []
    var form: [FormField] = []
    /// The types of the file that it takes in the place of a form.
    var files: [String] = []
    var bodyBytesMax = APIRoute.formBytesMax
    let answer: Schema
    /// What an answer is, if no JSON: then `answer` is a text that stands for its bytes.
    var contentType = "application/json"
    /// What else an answer may be, when the client asks for it.
    var otherContentTypes: [String] = []
    /// The status of success.
    var status: HTTPResponse.Status = .ok
    /// The stable codes of the refusals that are particular to it.
    var refusals: [String] = []
    let handler: Handler

    static let prefix = "/api/v1"
    /// A form is small; the largest are lists of marks for a whole cohort.
    static let formBytesMax = 1 << 20

    struct QueryParameter: Sendable {
        let name: String
        let about: String
        var isRequired = false
        var schema = Schema.string
    }

    struct FormField: Sendable {
        let name: String
        let about: String
        var isRequired = false
        var schema = Schema.string
        /// What null means in this field; otherwise it leaves the field empty.
        var meaningOfNull: String?
    }

    func add(to router: inout Router) {
        router.on(
            method,
            APIRoute.prefix + template,
            bodyBytesMax: method == .get ? 0 : bodyBytesMax
        ) { [names = query.map(\.name), handler] request in
            try Query(request).check(isOneOf: names)
            return try await handler(request)
        }
    }
}

extension [APIRoute.QueryParameter] {
    /// The parameters of every list.
    static let page: Self = [
        APIRoute.QueryParameter(name: "cursor", about: "`next` of the page before."),
        APIRoute.QueryParameter(
            name: "limit",
            about: "Rows of a page, at most 200.",
            schema: .integer
        ),
    ]

    /// The parameters of a list that can be searched.
    static let search: Self =
        [
            APIRoute.QueryParameter(
                name: "q",
                about: "Words, in either script and without diacritics if you like."
            )
        ] + page
}
