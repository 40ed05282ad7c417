import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

/// The pages on which staff keep handbooks, and what their forms do.
///
/// The forms act as those of modules do (`ModuleDeskRoutes`).
struct HandbookDeskRoutes: Sendable {
    let centre: TrainingCentre
    let pages: Pages
    let writer: PageWriter

    func add(to router: inout Router) {
        let formMax = PageWriter.Limits.formBytesMax
        let fileMax = BlobStore.Limits.fileBytesMax + MultipartUpload.Limits.fieldsBytesMax
        for prefix in [""] + Language.allCases.map({ "/\($0.rawValue)" }) {
            let list = prefix + HandbookDeskForms.path
            let handbook = list + "/{code}"
            for path in [list, handbook] { router.on(.get, path) { try await show($0) } }
            for (path, deed) in [
                (list, HandbookDeskRoutes.create),
                (handbook + "/titles", HandbookDeskRoutes.rename),
                (handbook + "/editions", HandbookDeskRoutes.createEdition),
                (handbook + "/publication", HandbookDeskRoutes.publish),
            ] {
                router.on(.post, path, bodyBytesMax: formMax) { try await act($0, deed) }
            }
            router.on(.post, handbook + "/files", bodyBytesMax: fileMax) { try await upload($0) }
        }
    }

    // MARK: Showing

    private func show(_ request: Request) async throws -> Response {
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
        let code = request.parameters["code"]
        let language = LanguageChoice.language(of: request)
        let forms = HandbookDeskForms(language: language)
        var content = try await centre.read { (transaction: borrowing Transaction) in
            guard let code else { return try forms.list(in: transaction) }
            return try forms.detail(code, in: transaction)
        }
        try change(&content)
        var response = pages.form(
            content,
            key: { writer.key(for: reader) },
            status: status,
            language
        )
        // Its script sends a file and nothing else.
        response.fields[.contentSecurityPolicy] = Website.contentSecurityPolicyOfScripts
        return response
    }

    /// The page again, with what is wrong at the form that was sent.
    private func again(
        _ request: Request,
        _ sent: PageWriter.Sent,
        _ error: any Error
    ) async throws -> Response {
        try await page(request, sent.reader, FormProblems.status(of: error)) { content in
            let path = LanguageChoice.split(path: request.path).path
            if let form = content.forms.firstIndex(where: { $0.action == path }) {
                content.forms[form] = try content.forms[form].again(sent.values, error)
            } else {
                guard let problems = FormProblems(error, in: []) else { throw error }
                content.problems = problems
            }
        }
    }

    // MARK: Acting

    private typealias Deed =
        @Sendable (String, Form, Act, borrowing Transaction) throws -> JSON

    private func act(_ request: Request, _ deed: @escaping Deed) async throws -> Response {
        let sent = try await writer.receive(request)
        try sent.actor.require(.manageCatalogue)
        let code = request.parameters["code"] ?? ""
        do {
            let name = try await writer.perform(sent) { form, act, transaction in
                try deed(code, form, act, transaction)
            }
            let path = code.isEmpty ? HandbookDeskForms.path : HandbookDeskForms.path(code)
            return PageWriter.lead(to: path, done: name, request)
        } catch {
            return try await again(request, sent, error)
        }
    }

    private static let create: Deed = { _, form, act, transaction in
        _ = try Handbook.create(form, by: act.actor, in: transaction)
        return DoneText.saved.json(count: nil)
    }

    private static let rename: Deed = { code, form, act, transaction in
        _ = try Handbook.change(code, form, ifVersion: nil, by: act.actor, in: transaction)
        return DoneText.saved.json(count: nil)
    }

    private static let createEdition: Deed = { code, form, act, transaction in
        let form = form.with("handbook_code", code.uppercased())
        _ = try HandbookEdition.create(form, by: act.actor, in: transaction)
        return DoneText.saved.json(count: nil)
    }

    private static let publish: Deed = { code, form, act, transaction in
        let edition = try HandbookDeskRoutes.edition(form, of: code, in: transaction)
        _ = try HandbookEdition.publish(edition.draft.code, by: act.actor, in: transaction)
        return DoneText.saved.json(count: nil)
    }

    /// The edition of the page's handbook that a form names.
    private static func edition(
        _ form: Form,
        of handbook: String,
        in transaction: borrowing Transaction
    ) throws -> HandbookEdition {
        var form = form
        let code = form.code("edition")
        try form.check()
        let found = try HandbookEdition.find(code, in: transaction)
        guard found.draft.handbookCode == handbook.uppercased() else {
            throw NotFound(HandbookEdition.noun, code)
        }
        return found
    }

    private func upload(_ request: Request) async throws -> Response {
        var (sent, upload) = try await writer.receive(upload: request)
        try sent.actor.require(.manageCatalogue)
        let code = request.parameters["code"] ?? ""
        do {
            let incoming = try centre.blobs.receive()
            var isEmpty = true
            try await upload.file { piece in
                isEmpty = false
                try incoming.write(piece)
            }
            guard !isEmpty else {
                throw InvalidForm([FieldProblem("file", "is missing", .missing)])
            }
            let content = try incoming.content()
            sent.add(content.digest)
            let name = try await writer.perform(sent) { form, act, transaction in
                let edition = try HandbookDeskRoutes.edition(form, of: code, in: transaction)
                let isBeside = edition.file.map { $0.mediaType != content.mediaType } ?? false
                let (code, actor) = (edition.draft.code, act.actor)
                _ =
                    isBeside
                    ? try HandbookEdition.attachBeside(
                        incoming,
                        to: code,
                        by: actor,
                        in: transaction
                    )
                    : try HandbookEdition.attach(incoming, to: code, by: actor, in: transaction)
                return DoneText.saved.json(count: nil)
            }
            return PageWriter.lead(to: HandbookDeskForms.path(code), done: name, request)
        } catch {
            return try await again(request, sent, error)
        }
    }
}
