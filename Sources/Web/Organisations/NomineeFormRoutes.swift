import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

/// A focal point takes a nomination back, or names somebody else in its place.
struct NomineeFormRoutes: Sendable {
    let centre: TrainingCentre
    let pages: Pages
    let writer: PageWriter

    private enum Noun: String, CaseIterable {
        case withdrawal, substitution
    }

    func add(to router: inout Router) {
        for prefix in [""] + Language.allCases.map({ "/\($0.rawValue)" }) {
            for noun in Noun.allCases {
                let path = "\(prefix)/nominations/enrolments/{id}/\(noun.rawValue)"
                router.on(.get, path) { request in
                    let reader = try await writer.open(request)
                    return try await page(noun, request, reader) { $0 }
                }
                router.on(.post, path, bodyBytesMax: PageWriter.Limits.formBytesMax) {
                    try await act(noun, $0)
                }
            }
        }
    }

    private func act(_ noun: Noun, _ request: Request) async throws -> Response {
        let id = request.parameters["id"] ?? ""
        let sent = try await writer.receive(request)
        let chance = centre.chance
        do {
            let name = try await writer.perform(sent) { form, act, transaction in
                switch noun {
                case .withdrawal:
                    DoneText.withdrawn.json(
                        try Enrolment.withdraw(id, on: nil, by: act, in: transaction)
                    )
                case .substitution:
                    DoneText.substituted.json(
                        try Enrolment.substitute(
                            id,
                            with: form,
                            chance: chance,
                            by: act,
                            in: transaction
                        )
                    )
                }
            }
            return PageWriter.lead(to: "/nominations", done: name, request)
        } catch {
            return try await page(
                noun,
                request,
                sent.reader,
                status: FormProblems.status(of: error)
            ) { try $0.again(sent.values, error) }
        }
    }

    private func page(
        _ noun: Noun,
        _ request: Request,
        _ reader: PageWriter.Reader,
        status: HTTPResponse.Status = .ok,
        change: (PageFormDescription) throws -> PageFormDescription
    ) async throws -> Response {
        let id = request.parameters["id"] ?? ""
        let language = LanguageChoice.language(of: request)
        let (enrolment, call, groups) = try await centre.read {
            (transaction: borrowing Transaction) in
            let found = try Enrolment.seen(id, by: reader.actor, in: transaction)
            return (
                found,
                try NominationCall.find(found.cohortCode, of: reader.actor, in: transaction),
                try TargetGroup.list(in: transaction)
            )
        }
        let form =
            switch noun {
            case .withdrawal: NominationForms.withdrawal(enrolment.id.value)
            case .substitution: NominationForms.substitution(enrolment.id.value, groups: groups)
            }
        let content = FormPage.Content(
            heading: form.title,
            lead: enrolment.name.written(in: language),
            path: form.action,
            back: (NominationText.heading.texts, "/nominations"),
            facts: [
                FactRow(
                    name: CohortText.status(in: language),
                    value: SeatText(enrolment.status)(in: language)
                ),
                FactRow(
                    name: EnrolmentText.training(in: language),
                    value: call.heading.course[language]
                ),
            ],
            forms: [try change(form)]
        )
        return pages.form(content, key: { writer.key(for: reader) }, status: status, language)
    }
}
