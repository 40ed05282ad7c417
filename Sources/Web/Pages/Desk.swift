import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

/// Pages on which staff keep something of the catalogue, and what their forms do.
///
/// The forms act as all others in a browser: from our own origin only, with a key that nobody else
/// can make, and each once. A large file is taken as it comes, as by the API, behind that key.
struct Desk: Sendable {
    let centre: TrainingCentre
    let pages: Pages
    let writer: PageWriter
    /// The page of a noun's code, or the list of all for nil; refuses with `NotFound`.
    let content:
        @Sendable (String?, Actor, Language, borrowing Transaction) throws -> FormPage.Content
    /// What is wrong with a file that was sent, in its own words; nil for other refusals.
    var words: @Sendable (any Error) -> Titles? = { _ in nil }
    /// What a page may do; its script sends a file and nothing else.
    var policy: @Sendable (Request) -> String = { _ in Website.contentSecurityPolicyOfScripts }

    /// What a form does: the code of its page, what was filled in, and in whose name.
    typealias Deed = @Sendable (String, Form, Act, borrowing Transaction) throws -> JSON

    // MARK: Showing

    func show(_ request: Request) async throws -> Response {
        let reader = try await writer.open(request)
        let done = try await writer.done(request, by: reader)
        return try await page(request, reader) { content in
            content.notice = DoneText.sentence(of: done, in: LanguageChoice.language(of: request))
        }
    }

    private func page(
        _ request: Request,
        _ reader: PageWriter.Reader,
        _ status: HTTPResponse.Status = .ok,
        _ change: (inout FormPage.Content) throws -> Void
    ) async throws -> Response {
        try reader.actor.require(.manageCatalogue)
        let (code, language) = (request.parameters["code"], LanguageChoice.language(of: request))
        let content = content
        var shown = try await centre.read { (transaction: borrowing Transaction) in
            try content(code, reader.actor, language, transaction)
        }
        try change(&shown)
        var response = pages.form(
            shown,
            key: { writer.key(for: reader) },
            status: status,
            language
        )
        response.fields[.contentSecurityPolicy] = policy(request)
        return response
    }

    /// The page again, with what is wrong at the form that was sent.
    func again(
        _ request: Request,
        _ sent: PageWriter.Sent,
        _ error: any Error
    ) async throws -> Response {
        try await page(request, sent.reader, FormProblems.status(of: error)) { content in
            let path = LanguageChoice.split(path: request.path).path
            guard let form = content.forms.firstIndex(where: { $0.action == path }) else {
                guard let problems = FormProblems(error, in: []) else { throw error }
                content.problems = problems
                return
            }
            if let words = words(error) {
                content.forms[form].given = [:]
                content.forms[form].problems = FormProblems(["file": words])
            } else {
                content.forms[form] = try content.forms[form].again(sent.values, error)
            }
        }
    }

    // MARK: Acting

    /// Does what a form asks for, and leads to a page below the language.
    func act(
        _ request: Request,
        leadingTo path: String,
        _ deed: @escaping Deed
    ) async throws -> Response {
        let sent = try await writer.receive(request)
        try sent.actor.require(.manageCatalogue)
        let code = request.parameters["code"] ?? ""
        do {
            let name = try await writer.perform(sent) { form, act, transaction in
                try deed(code, form, act, transaction)
            }
            return PageWriter.lead(to: path, done: name, request)
        } catch {
            return try await again(request, sent, error)
        }
    }

    /// A form with a file whose fields were read; who may not is told so before the file is taken.
    ///
    /// An address that leads nowhere takes none.
    func receive(
        upload request: Request
    ) async throws -> (sent: PageWriter.Sent, upload: MultipartUpload) {
        let received = try await writer.receive(upload: request)
        try received.sent.actor.require(.manageCatalogue)
        guard let code = request.parameters["code"] else { return received }
        let content = content
        _ = try await centre.read { (transaction: borrowing Transaction) in
            try content(code, received.sent.actor, .english, transaction)
        }
        return received
    }

    /// The file of a form; refuses with `InvalidForm` one without any.
    static func file(
        of upload: inout MultipartUpload,
        into take: ([UInt8]) throws -> Void
    ) async throws {
        var isEmpty = true
        try await upload.file { piece in
            isEmpty = false
            try take(piece)
        }
        guard !isEmpty else { throw InvalidForm([FieldProblem("file", "is missing", .missing)]) }
    }
}
