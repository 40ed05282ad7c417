import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

/// A focal point names people for a cohort: one by one, or with a table.
struct NominationFormRoutes: Sendable {
    let centre: TrainingCentre
    let pages: Pages
    let writer: PageWriter

    func add(to router: inout Router) {
        for prefix in [""] + Language.allCases.map({ "/\($0.rawValue)" }) {
            router.on(.get, prefix + "/nominations/{code}") { try await page($0) }
            router.on(
                .post,
                prefix + "/nominations/{code}",
                bodyBytesMax: PageWriter.Limits.formBytesMax
            ) { try await one($0) }
            router.on(
                .post,
                prefix + "/nominations/{code}/file",
                bodyBytesMax: PageWriter.Limits.fileBytesMax
            ) { try await list($0) }
        }
    }

    private func page(_ request: Request) async throws -> Response {
        let reader = try await writer.open(request)
        return try await page(
            request,
            reader,
            done: try await writer.done(request, by: reader)
        ) { $0 }
    }

    private func one(_ request: Request) async throws -> Response {
        let code = request.parameters["code"] ?? ""
        let sent = try await writer.receive(request)
        let chance = centre.chance
        do {
            let name = try await writer.perform(sent) { form, act, transaction in
                let enrolment = try Enrolment.nominate(
                    cohort: code,
                    form: form,
                    chance: chance,
                    by: act.actor,
                    in: transaction
                )
                return DoneText.nominated.json(
                    enrolment,
                    try enrolment.remarks(by: act.actor, in: transaction)
                )
            }
            return PageWriter.lead(to: NominationForms.path(code), done: name, request)
        } catch {
            return try await again(error, sent, "person")
        }
    }

    private func list(_ request: Request) async throws -> Response {
        let code = request.parameters["code"] ?? ""
        let sent = try await writer.receive(
            request,
            bytesMax: PageWriter.Limits.fileBytesMax
        )
        let chance = centre.chance
        do {
            guard let file = sent.form.file, !file.isEmpty else {
                throw InvalidForm([FieldProblem("file", "is missing", .missing)])
            }
            var asked = ReceivedImport(.enrolments)
            asked.cohort = code
            let rows = try await asked.read(by: sent.reader.actor, in: centre) { file }
            let name = try await writer.perform(sent) { [asked] _, act, transaction in
                NominationReport.json(
                    try asked.enter(rows, act: act, chance: chance, in: transaction)
                )
            }
            return PageWriter.lead(to: NominationForms.path(code), done: name, request)
        } catch {
            return try await again(error, sent, "list")
        }
    }

    /// Shows again what was filled in, with what is wrong.
    private func again(
        _ error: any Error,
        _ sent: PageWriter.Sent,
        _ id: String
    ) async throws -> Response {
        try await page(sent.request, sent.reader, status: FormProblems.status(of: error)) { form in
            guard form.id == id else { return form }
            return try form.again(sent.values, error)
        }
    }

    private func page(
        _ request: Request,
        _ reader: PageWriter.Reader,
        done: JSON? = nil,
        status: HTTPResponse.Status = .ok,
        change: (PageFormDescription) throws -> PageFormDescription
    ) async throws -> Response {
        let code = request.parameters["code"] ?? ""
        let language = LanguageChoice.language(of: request)
        let (call, choices) = try await centre.read { (transaction: borrowing Transaction) in
            (
                try NominationCall.find(
                    code,
                    of: reader.actor,
                    language: language,
                    in: transaction
                ),
                try PersonChoices(in: transaction)
            )
        }
        let forms = [
            NominationForms.one(call.heading.code, choices, asksLSG: !call.isInLSG),
            NominationForms.list(call.heading.code),
        ]
        let page = NominationFormPage(call, in: language, site: pages.site)
        let content = page.content(
            forms: call.isOpen || status != .ok ? try forms.map(change) : [],
            done: done
        )
        return pages.form(content, key: { writer.key(for: reader) }, status: status, language)
    }
}
