import Documents
import ExperienceAPI
import HTTPServer
import HTTPTypes
import TrainingCentre

/// A request to the Experience API, as it came or as it stands in a form.
///
/// Browsers that could not send what they wanted put method, fields and content into a form (xAPI
/// 1.0.3, Communication 1.3, “alternate request syntax”); old content and `sendBeacon` still do.
struct XAPICall: Sendable {
    let method: HTTPRequest.Method
    /// The parameters of the address or of the form, each once.
    private(set) var parameters: [String: String]
    private(set) var fields: HTTPFields
    /// Empty until it is read.
    private(set) var content: [UInt8]
    /// Whether what is asked stands in the content.
    let isForm: Bool
    let id: String
    /// The path below which the resource is, `/xapi`.
    let base: String

    /// What a form may hold in the place of a field.
    private static let formFields: [HTTPField.Name] = [
        .authorization, .xapiVersion, .contentType, .contentLength, .ifMatch, .ifNoneMatch,
        .accept, .acceptLanguage,
    ]

    static let formType = "application/x-www-form-urlencoded"

    /// A media type without its parameters, as browsers read it (MIME Sniffing section 4.4); empty
    /// for none.
    static func essence(of type: String?) -> String {
        let essence = (type ?? "").prefix { $0 != ";" }
        return essence.filter { !$0.isWhitespace }.lowercased()
    }

    /// Reads what stands before the content; refuses with `StatementProblem` a parameter that is
    /// given twice, or beside the method of a form.
    init(_ request: Request) throws {
        var parameters: [String: String] = [:]
        for item in try request.queryItems() {
            guard parameters.updateValue(item.value, forKey: item.name) == nil else {
                throw StatementProblem(item.name, "is given twice")
            }
        }
        let meant = request.method == .post ? parameters["method"] : nil
        guard meant == nil || parameters.count == 1 else {
            throw StatementProblem("method", "stands beside other parameters: put them in the form")
        }
        isForm = meant != nil
        let method = try meant.map(XAPICall.method) ?? request.method
        self.method = method == .head ? .get : method
        self.parameters = isForm ? [:] : parameters
        fields = request.fields
        content = []
        id = request.id
        base =
            request.path.split(separator: "/", omittingEmptySubsequences: false)
            .prefix { $0 != "xapi" }.joined(separator: "/") + "/xapi"
    }

    /// The method that a form means.
    private static func method(named name: String) throws -> HTTPRequest.Method {
        guard let method = HTTPRequest.Method(name),
            [.get, .head, .put, .post, .delete].contains(method)
        else { throw StatementProblem("method", "is none of GET, PUT, POST and DELETE") }
        return method
    }

    /// The call with the content of its request, `bytesMax` bytes at most; refuses with
    /// `StatementProblem` a form that is none, and longer content with a 413.
    func reading(_ request: Request, upTo bytesMax: Int) async throws -> XAPICall {
        var call = self
        let content = try await request.body.collect(upTo: bytesMax)
        guard isForm else {
            call.content = content
            return call
        }
        let form = try Form(content, type: fields[.contentType], around: fields)
        (call.parameters, call.fields) = (form.parameters, form.fields)
        if form.content == nil, [.put, .post].contains(method) {
            throw StatementProblem("content", "is missing in the form")
        }
        call.content = Array((form.content ?? "").utf8)
        return call
    }

    /// What stands in a form.
    private struct Form {
        var parameters: [String: String] = [:]
        var fields: HTTPFields
        var content: String?

        init(_ bytes: [UInt8], type: String?, around fields: HTTPFields) throws {
            guard XAPICall.essence(of: type) == XAPICall.formType else {
                throw StatementProblem("Content-Type", "is not application/x-www-form-urlencoded")
            }
            self.fields = fields
            self.fields[.contentType] = "application/json"
            for item in try FormItems.decode(bytes) {
                if item.name == "content" {
                    content = item.value
                } else if let name = XAPICall.formFields.first(where: {
                    $0.canonicalName == item.name.lowercased()
                }) {
                    self.fields[name] = item.value
                } else if parameters.updateValue(item.value, forKey: item.name) != nil {
                    throw StatementProblem(item.name, "is given twice")
                }
            }
        }
    }

    /// Refuses with `StatementProblem` a call that names no version of ours.
    func requireVersion() throws {
        guard let version = fields[.xapiVersion] else {
            throw StatementProblem("X-Experience-API-Version", "is missing: send 1.0.3")
        }
        guard ProtocolVersion.isKnown(version) else {
            throw StatementProblem("X-Experience-API-Version", "“\(version)” is none of 1.0")
        }
    }

    /// The value of the only parameter that a resource has.
    func only(_ name: String) throws -> String {
        if let stranger = parameters.keys.filter({ $0 != name }).min() {
            throw StatementProblem(stranger, "is no parameter of this")
        }
        guard let value = parameters[name] else { throw StatementProblem(name, "is missing") }
        return value
    }

    /// How many languages are looked for.
    private static let languagesMax = 20

    /// The languages that are wanted, the best first.
    var languages: [String] { XAPICall.languages(of: fields[.acceptLanguage]) }

    /// The languages of `Accept-Language` (RFC 9110 section 12.5.4), the best first, at most 20.
    static func languages(of field: String?) -> [String] {
        let ranges = (field ?? "").split(separator: ",").map { range in
            let parts = range.split(separator: ";").map { $0.filter { !$0.isWhitespace } }
            let weight = parts.dropFirst().first { $0.hasPrefix("q=") }
                .flatMap { Double($0.dropFirst(2)) }
            return (language: String(parts.first ?? ""), weight: weight ?? 1)
        }
        let wanted = ranges.enumerated()
            .filter { $0.element.weight > 0 && !["", "*"].contains($0.element.language) }
            .sorted { ($1.element.weight, $0.offset) < ($0.element.weight, $1.offset) }
            .map(\.element.language)
        return Array(wanted.prefix(languagesMax))
    }
}

extension HTTPField.Name {
    static let xapiVersion = HTTPField.Name("X-Experience-API-Version") ?? .accept
    static let xapiConsistentThrough =
        HTTPField.Name("X-Experience-API-Consistent-Through") ?? .accept
    static let secFetchMode = HTTPField.Name("Sec-Fetch-Mode") ?? .accept
}
