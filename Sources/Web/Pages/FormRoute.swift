import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

/// A page with forms at one address: what it shows, what its form does, and where that leads.
///
/// What is wrong is shown at the form again; what was done, on the page to which it leads.
struct FormRoute: Sendable {
    /// Below the language.
    let template: String
    var bodyBytesMax = PageWriter.Limits.formBytesMax
    /// The page with its forms as they are when they are new.
    let show: @Sendable (Visit, borrowing Transaction) throws -> FormPage.Content
    /// Does what the form says, and gives what is kept of it.
    let act: @Sendable (Visit, Form, Act, borrowing Transaction) throws -> JSON
    /// Where a form leads that was taken, below the language.
    let leads: @Sendable (Visit) -> String
    /// What is told there beside the sentence, of what is kept.
    var tell: @Sendable (JSON, Language, Site) -> [PageTable] = { _, _, _ in [] }

    /// Somebody at the address.
    struct Visit: Sendable {
        let request: Request
        let actor: Actor
        let language: Language
        let site: Site
        let centre: TrainingCentre

        /// A parameter of the path.
        func parameter(_ name: String) -> String { request.parameters[name] ?? "" }

        /// The address of another page of the same things: a template with these parameters.
        func address(_ template: String) -> String {
            template.split(separator: "/").map { part in
                part.hasPrefix("{")
                    ? parameter(String(part.dropFirst().dropLast())).percentEncoded : String(part)
            }.reduce("") { "\($0)/\($1)" }
        }
    }

    func add(to router: inout Router, _ writer: PageWriter, _ pages: Pages) {
        for prefix in [""] + Language.allCases.map({ "/\($0.rawValue)" }) {
            router.on(.get, prefix + template) { request in
                let reader = try await writer.open(request)
                let done = try await writer.done(request, by: reader)
                return try await page(request, reader, writer, pages) { content in
                    let language = LanguageChoice.language(of: request)
                    content.notice = DoneText.sentence(of: done, in: language) ?? content.notice
                    content.heed = DoneText.heed(of: done, in: language)
                    content.told = done.map { tell($0, language, pages.site) } ?? []
                }
            }
            router.on(.post, prefix + template, bodyBytesMax: bodyBytesMax) {
                try await take($0, writer, pages)
            }
        }
    }

    private func take(
        _ request: Request,
        _ writer: PageWriter,
        _ pages: Pages
    ) async throws -> Response {
        let sent = try await writer.receive(request, bytesMax: bodyBytesMax)
        let visit = visit(request, sent.reader, writer, pages)
        do {
            let name = try await writer.perform(sent) { [act] form, stated, transaction in
                try act(visit, form, stated, transaction)
            }
            return PageWriter.lead(to: leads(visit), done: name, request)
        } catch {
            let status = FormProblems.status(of: error)
            return try await page(request, sent.reader, writer, pages, status) { content in
                let path = LanguageChoice.split(path: request.path).path
                if let sentForm = content.forms.firstIndex(where: { $0.action == path }) {
                    content.forms[sentForm] = try content.forms[sentForm].again(sent.values, error)
                } else if let problems = FormProblems(error, in: []) {
                    (content.problems, content.why) = (problems, nil)
                } else {
                    throw error
                }
            }
        }
    }

    private func visit(
        _ request: Request,
        _ reader: PageWriter.Reader,
        _ writer: PageWriter,
        _ pages: Pages
    ) -> Visit {
        Visit(
            request: request,
            actor: reader.actor,
            language: LanguageChoice.language(of: request),
            site: pages.site,
            centre: writer.centre
        )
    }

    private func page(
        _ request: Request,
        _ reader: PageWriter.Reader,
        _ writer: PageWriter,
        _ pages: Pages,
        _ status: HTTPResponse.Status = .ok,
        _ change: (inout FormPage.Content) throws -> Void
    ) async throws -> Response {
        let visit = visit(request, reader, writer, pages)
        var content = try await writer.centre.read { [show] (transaction: borrowing Transaction) in
            try show(visit, transaction)
        }
        try change(&content)
        return pages.form(
            content,
            key: { writer.key(for: reader) },
            status: status,
            visit.language
        )
    }
}
