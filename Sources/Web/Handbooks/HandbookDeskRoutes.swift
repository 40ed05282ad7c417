import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

/// The pages on which staff keep handbooks, and what their forms do.
struct HandbookDeskRoutes: Sendable {
    private let centre: TrainingCentre
    private let writer: PageWriter
    private let desk: Desk

    init(centre: TrainingCentre, pages: Pages, writer: PageWriter) {
        self.centre = centre
        self.writer = writer
        desk = Desk(
            centre: centre,
            pages: pages,
            writer: writer,
            content: { code, _, language, transaction in
                let forms = HandbookDeskForms(language: language)
                guard let code else { return try forms.list(in: transaction) }
                return try forms.detail(code, in: transaction)
            }
        )
    }

    func add(to router: inout Router) {
        let formMax = PageWriter.Limits.formBytesMax
        let fileMax = BlobStore.Limits.fileBytesMax + MultipartUpload.Limits.fieldsBytesMax
        for prefix in [""] + Language.allCases.map({ "/\($0.rawValue)" }) {
            let list = prefix + HandbookDeskForms.path
            let handbook = list + "/{code}"
            for path in [list, handbook] { router.on(.get, path) { try await desk.show($0) } }
            for (path, deed) in [
                (list, HandbookDeskRoutes.create),
                (handbook + "/titles", HandbookDeskRoutes.rename),
                (handbook + "/editions", HandbookDeskRoutes.createEdition),
                (handbook + "/publication", HandbookDeskRoutes.publish),
            ] {
                router.on(.post, path, bodyBytesMax: formMax) { request in
                    try await desk.act(request, leadingTo: Self.path(request), deed)
                }
            }
            router.on(.post, handbook + "/files", bodyBytesMax: fileMax) { try await upload($0) }
        }
    }

    /// The page that a form is on.
    private static func path(_ request: Request) -> String {
        request.parameters["code"].map(HandbookDeskForms.path) ?? HandbookDeskForms.path
    }

    private static let create: Desk.Deed = { _, form, act, transaction in
        _ = try Handbook.create(form, by: act.actor, in: transaction)
        return DoneText.saved.json(count: nil)
    }

    private static let rename: Desk.Deed = { code, form, act, transaction in
        _ = try Handbook.change(code, form, ifVersion: nil, by: act.actor, in: transaction)
        return DoneText.saved.json(count: nil)
    }

    private static let createEdition: Desk.Deed = { code, form, act, transaction in
        let form = form.with("handbook_code", code.uppercased())
        _ = try HandbookEdition.create(form, by: act.actor, in: transaction)
        return DoneText.saved.json(count: nil)
    }

    private static let publish: Desk.Deed = { code, form, act, transaction in
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
        var (sent, upload) = try await desk.receive(upload: request)
        let handbook = request.parameters["code"] ?? ""
        do {
            let incoming = try centre.blobs.receive()
            try await Desk.file(of: &upload) { try incoming.write($0) }
            let content = try incoming.content()
            sent.add(content.digest)
            let name = try await writer.perform(sent) { form, act, transaction in
                let edition = try HandbookDeskRoutes.edition(form, of: handbook, in: transaction)
                let isBeside = edition.file.map { $0.mediaType != content.mediaType } ?? false
                let (code, actor) = (edition.draft.code, act.actor)
                if isBeside {
                    _ = try HandbookEdition.attachBeside(
                        incoming,
                        to: code,
                        by: actor,
                        in: transaction
                    )
                } else {
                    _ = try HandbookEdition.attach(incoming, to: code, by: actor, in: transaction)
                }
                return DoneText.saved.json(count: nil)
            }
            return PageWriter.lead(to: Self.path(request), done: name, request)
        } catch {
            return try await desk.again(request, sent, error)
        }
    }
}
