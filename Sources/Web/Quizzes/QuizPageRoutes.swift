import Documents
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

/// The pages in which somebody goes through a quiz, on our own host: nothing of a question runs.
///
/// Every button of a question saves its answer first, so whatever page comes next, what was
/// acknowledged is kept. Acts are of a kind that twice is as once, so they need no stored answer.
struct QuizPageRoutes: Sendable {
    let centre: TrainingCentre
    let pages: Pages
    let writer: PageWriter

    private static let attempt = "/me/enrolments/{code}/modules/{module}/attempts/{attempt}"

    func add(to router: inout Router) {
        let bytesMax = PageWriter.Limits.formBytesMax
        for prefix in [""] + Language.allCases.map({ "/\($0.rawValue)" }) {
            let path = prefix + Self.attempt
            router.on(.get, path) { try await attempt($0, try await writer.open($0)) }
            router.on(.post, path + "/submission", bodyBytesMax: bytesMax) { try await submit($0) }
            router.on(.get, path + "/questions/{question}") { try await question($0) }
            router.on(.post, path + "/questions/{question}", bodyBytesMax: bytesMax) {
                try await answer($0)
            }
        }
        router.on(.get, Self.attempt + "/pictures/{digest}") { try await picture($0) }
    }

    // MARK: The quiz as a whole

    /// The page of a module that is a quiz.
    func page(
        _ found: OwnQuiz,
        _ request: Request,
        _ reader: PageWriter.Reader
    ) -> Response {
        let language = LanguageChoice.language(of: request)
        let key = writer.key(for: reader)
        return .personalPage(pages.quiz(found, key: key, language: language))
    }

    /// Goes on with the open attempt, or begins another, and leads to its question.
    ///
    /// Twice goes on with the one that was begun.
    func begin(_ request: Request, _ sent: PageWriter.Sent) async throws -> Response {
        let act = Act(by: sent.actor, requestID: request.id)
        let (chance, code) = (centre.chance, request.parameters["code"] ?? "")
        let module = request.parameters["module"] ?? ""
        let attempt = try await centre.write(act) { (transaction: borrowing Transaction) in
            try QuizAttempt.begin(
                module,
                of: code,
                chance: chance,
                by: act.actor,
                in: transaction
            )
        }
        return lead(to: "/questions/\(attempt.current)", of: attempt, request)
    }

    // MARK: An attempt

    private func attempt(
        _ request: Request,
        _ reader: PageWriter.Reader,
        problem: QuizText? = nil
    ) async throws -> Response {
        let found = try await find(request, reader)
        let language = LanguageChoice.language(of: request)
        var response = Response.personalPage(
            pages.quizAttempt(
                found,
                key: writer.key(for: reader),
                problem: problem?(in: language),
                language: language
            )
        )
        if problem != nil { response.status = .conflict }
        return response
    }

    private func submit(_ request: Request) async throws -> Response {
        let sent = try await writer.receive(request)
        let (place, act) = (try place(request), Act(by: sent.actor, requestID: request.id))
        let isConfirmed = sent.values["confirmed"] == "true"
        do {
            let marked = try await centre.write(act) { (transaction: borrowing Transaction) in
                try QuizAttempt.submit(
                    place,
                    confirmed: isConfirmed,
                    by: act,
                    in: transaction
                )
            }
            return lead(to: "", of: marked, request)
        } catch QuizError.unanswered {
            return try await attempt(request, sent.reader, problem: .confirmFirst)
        } catch {
            throw error
        }
    }

    // MARK: A question

    private func question(_ request: Request) async throws -> Response {
        let reader = try await writer.open(request)
        let found = try await find(request, reader)
        guard found.result == nil else { return lead(to: "", of: found, request) }
        return try page(of: found, try number(request), request, reader)
    }

    private func page(
        of attempt: QuizAttempt,
        _ number: Int,
        _ request: Request,
        _ reader: PageWriter.Reader,
        given: ShownAnswer? = nil,
        problem: QuizText? = nil
    ) throws -> Response {
        let language = LanguageChoice.language(of: request)
        let content = QuizQuestionPage(
            attempt,
            try attempt.question(number),
            given: given,
            key: writer.key(for: reader),
            problem: problem?(in: language),
            in: language
        )
        return .personalPage(pages.quizQuestion(content, language: language))
    }

    /// Saves the answer, and leads to where the button says.
    private func answer(_ request: Request) async throws -> Response {
        let sent = try await writer.receive(request)
        let (place, number) = (try place(request), try number(request))
        let found = try await find(request, sent.reader)
        let given = QuizForm.answer(sent.values, to: try found.question(number))
        let act = Act(by: sent.actor, requestID: request.id)
        do {
            let saved = try await centre.write(act) { (transaction: borrowing Transaction) in
                try QuizAttempt.answer(
                    place,
                    question: number,
                    given,
                    by: act.actor,
                    in: transaction
                )
            }
            return lead(from: number, by: sent.values["to"] ?? "", in: saved, request)
        } catch {
            guard let refusal = error as? QuizError else { throw error }
            if case .submitted = refusal { return lead(to: "", of: found, request) }
            let isLong = refusal.code == QuizError.answerTooLong.code
            var response = try page(
                of: found,
                number,
                request,
                sent.reader,
                given: given,
                problem: isLong ? .tooLong : .doesNotFit
            )
            response.status = .unprocessableContent
            return response
        }
    }

    private func lead(
        from number: Int,
        by button: String,
        in attempt: QuizAttempt,
        _ request: Request
    ) -> Response {
        let last = attempt.questions.count
        switch button {
        case "later":
            let language = LanguageChoice.language(of: request).rawValue
            return .see("/\(language)\(QuizAddress(attempt).module)")
        case "previous": return lead(to: "/questions/\(max(1, number - 1))", of: attempt, request)
        case "next" where number < last:
            return lead(to: "/questions/\(number + 1)", of: attempt, request)
        default:
            let other = Int(button).flatMap { (1...last).contains($0) ? $0 : nil }
            return lead(to: other.map { "/questions/\($0)" } ?? "", of: attempt, request)
        }
    }

    // MARK: Pictures

    private func picture(_ request: Request) async throws -> Response {
        let reader = try await writer.open(request)
        let (place, digest) = (try place(request), request.parameters["digest"] ?? "")
        let blob = try await centre.read { (transaction: borrowing Transaction) in
            let attempt = try place.find(by: reader.actor, in: transaction)
            return try QuizPicture.find(digest, in: attempt, in: transaction)
        }
        guard let file = try? FileBody(path: centre.blobs.path(of: blob)) else {
            throw HTTPError.notFound
        }
        var response = Response(body: .file(file))
        response.fields[.contentType] = blob.mediaType.rawValue
        response.fields[.cacheControl] = "private, max-age=86400"
        response.fields[.contentSecurityPolicy] = "default-src 'none'; sandbox"
        return response
    }

    // MARK: Which one

    /// The own attempt; who teaches has it from the API.
    private func find(
        _ request: Request,
        _ reader: PageWriter.Reader
    ) async throws -> QuizAttempt {
        let place = try place(request)
        let found = try await centre.read { (transaction: borrowing Transaction) in
            try place.find(by: reader.actor, in: transaction)
        }
        guard found.isOwn else { throw AccessError.notAllowed }
        return found
    }

    private func place(_ request: Request) throws -> QuizPlace {
        try QuizPlace { request.parameters[$0] ?? "" }
    }

    private func number(_ request: Request) throws -> Int {
        guard let number = Int(request.parameters["question"] ?? "") else {
            throw HTTPError.notFound
        }
        return number
    }

    private func lead(to end: String, of attempt: QuizAttempt, _ request: Request) -> Response {
        let language = LanguageChoice.language(of: request).rawValue
        return .see("/\(language)\(QuizAddress(attempt).path)\(end)")
    }
}
