import Documents
import Foundation
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

/// The page of a module of one's own course, and the form that opens it.
struct ModulePageRoutes: Sendable {
    let centre: TrainingCentre
    let pages: Pages
    let writer: PageWriter
    let host: ContentHost

    private var quizzes: QuizPageRoutes {
        QuizPageRoutes(centre: centre, pages: pages, writer: writer)
    }

    func add(to router: inout Router) {
        let path = "/me/enrolments/{code}/modules/{module}"
        for prefix in [""] + Language.allCases.map({ "/\($0.rawValue)" }) {
            router.on(.get, prefix + path) { try await page($0, try await writer.open($0)) }
            router.on(.post, prefix + path, bodyBytesMax: PageWriter.Limits.formBytesMax) {
                try await open($0)
            }
        }
    }

    private func page(
        _ request: Request,
        _ reader: PageWriter.Reader,
        problem: ModulePageText? = nil
    ) async throws -> Response {
        let (module, code) = names(request)
        let language = LanguageChoice.language(of: request)
        let (found, quiz) = try await centre.read { (transaction: borrowing Transaction) in
            let own = try OwnModule.find(
                module,
                of: code,
                playsH5P: host.h5pPlayer != nil,
                by: reader.actor,
                in: transaction
            )
            return (own, try OwnQuiz.find(own, in: transaction))
        }
        if let quiz {
            return quizzes.page(quiz, request, reader)
        }
        var response = Response.personalPage(
            pages.module(
                found,
                key: writer.key(for: reader),
                problem: problem?(in: language),
                language: language
            )
        )
        // A form may lead to the host of contents (CSP Level 3 section 6.4.2).
        let origin = try? host.origin(for: request)
        response.fields[.contentSecurityPolicy] = Website.contentSecurityPolicy.replacing(
            "form-action 'self'",
            with: "form-action 'self' \(origin ?? "")"
        )
        return response
    }

    /// Opens the module and leads to its page on the host of contents.
    ///
    /// Twice makes two launches of one attempt, of which the later one saves.
    private func open(_ request: Request) async throws -> Response {
        let sent = try await writer.receive(request)
        if try await isQuiz(request) { return try await begin(request, sent) }
        guard let origin = try? host.origin(for: request) else {
            var response = try await page(request, sent.reader, problem: .hostMissing)
            response.status = .conflict
            return response
        }
        let (module, code) = names(request)
        let (again, chance) = (sent.values["again"] == "true", centre.chance)
        let act = Act(by: sent.actor, requestID: request.id)
        let opened = try await centre.write(act) { (transaction: borrowing Transaction) in
            try ModuleLaunch.open(
                module,
                of: code,
                again: again,
                playsH5P: host.h5pPlayer != nil,
                chance: chance,
                by: act.actor,
                in: transaction
            )
        }
        return host.lead(to: opened, at: origin, for: request)
    }

    private func isQuiz(_ request: Request) async throws -> Bool {
        let code = names(request).module
        return try await centre.read { (transaction: borrowing Transaction) in
            try CourseModule.find(code, in: transaction).draft.kind == .quiz
        }
    }

    /// Begins a quiz, or says on its page why not.
    private func begin(_ request: Request, _ sent: PageWriter.Sent) async throws -> Response {
        do {
            return try await quizzes.begin(request, sent)
        } catch {
            guard error is QuizError || error is ModuleLaunchError else { throw error }
            // The page itself says what is in the way.
            var response = try await page(request, sent.reader)
            response.status = .conflict
            return response
        }
    }

    private func names(_ request: Request) -> (module: String, enrolment: String) {
        (request.parameters["module"] ?? "", request.parameters["code"] ?? "")
    }
}
