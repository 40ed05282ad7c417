import Documents
import EventLoop
import ExperienceAPI
import Foundation
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

/// The pages on which staff keep the contents of modules, and what their forms do.
///
/// The forms act as all others in a browser: from our own origin only, with a key that nobody else
/// can make, each once but for a preview, which may be opened again. A package is taken as it
/// comes, as by the API, behind that key.
struct ModuleDeskRoutes: Sendable {
    let centre: TrainingCentre
    let pages: Pages
    let writer: PageWriter
    let host: ContentHost

    func add(to router: inout Router) {
        let bytesMax = PackageStore.packedBytesMax + MultipartUpload.Limits.fieldsBytesMax
        let formMax = PageWriter.Limits.formBytesMax
        let questionsMax =
            QuizFile.Limits.fileBytesMax + MultipartUpload.Limits.fieldsBytesMax
        for prefix in [""] + Language.allCases.map({ "/\($0.rawValue)" }) {
            let list = prefix + ModuleDeskForms.path
            let module = list + "/{code}"
            for path in [list, module] { router.on(.get, path) { try await show($0) } }
            router.on(.post, prefix + ModuleDeskForms.newPath, bodyBytesMax: bytesMax) {
                try await upload($0)
            }
            router.on(.post, module + "/versions", bodyBytesMax: bytesMax) {
                try await upload($0)
            }
            router.on(.post, module + "/publication", bodyBytesMax: formMax) {
                try await act($0, ModuleDeskRoutes.publish)
            }
            router.on(.post, module + "/watching", bodyBytesMax: formMax) {
                try await act($0, ModuleDeskRoutes.watch)
            }
            router.on(.post, module + "/titles", bodyBytesMax: formMax) {
                try await act($0, ModuleDeskRoutes.rename)
            }
            router.on(.post, module + "/rules", bodyBytesMax: formMax) {
                try await act($0, ModuleDeskRoutes.rule)
            }
            router.on(.post, module + "/questions", bodyBytesMax: questionsMax) {
                try await takeQuestions($0)
            }
            router.on(.post, module + "/previews", bodyBytesMax: formMax) {
                try await preview($0)
            }
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
        let forms = ModuleDeskForms(language: language)
        var content = try await centre.read { (transaction: borrowing Transaction) in
            guard let code else { return try forms.list(in: transaction) }
            return try forms.detail(code, for: reader.actor, in: transaction)
        }
        try change(&content)
        var response = pages.form(
            content,
            key: { writer.key(for: reader) },
            status: status,
            language
        )
        // Its script sends a file and nothing else; a preview is on the host of contents.
        response.fields[.contentSecurityPolicy] = Website.contentSecurityPolicyOfScripts.replacing(
            "form-action 'self'",
            with: "form-action 'self' \((try? host.origin(for: request)) ?? "")"
        )
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
            guard let form = content.forms.firstIndex(where: { $0.action == path }) else {
                guard let problems = FormProblems(error, in: []) else { throw error }
                content.problems = problems
                return
            }
            let aboutFile =
                (error as? PackageRefused).map(PackageWording.titles)
                ?? (error as? QuizFileRefused).map(QuestionWording.titles)
            if let aboutFile {
                content.forms[form].given = [:]
                content.forms[form].problems = FormProblems(["file": aboutFile])
            } else {
                content.forms[form] = try content.forms[form].again(sent.values, error)
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
            return PageWriter.lead(to: ModuleDeskForms.path(code), done: name, request)
        } catch {
            return try await again(request, sent, error)
        }
    }

    private static let publish: Deed = { code, form, act, transaction in
        let number = try number(in: form)
        let version = try ModuleVersion.publish(number, of: code, by: act.actor, in: transaction)
        return DoneText.published.json(count: version.number)
    }

    private static let watch: Deed = { code, form, act, transaction in
        _ = try WatchingRules.enter(code, form, by: act, in: transaction)
        return DoneText.saved.json(count: nil)
    }

    private static let rename: Deed = { code, form, act, transaction in
        _ = try CourseModule.change(code, form, ifVersion: nil, by: act.actor, in: transaction)
        return DoneText.saved.json(count: nil)
    }

    private static let rule: Deed = { code, form, act, transaction in
        _ = try Quiz.change(code, rules: form, by: act.actor, in: transaction)
        return DoneText.saved.json(count: nil)
    }

    private static func number(in form: Form) throws -> Int {
        var form = form
        let number = form.integer("number", in: 1...9_999)
        try form.check()
        return number
    }

    /// Opens a version on the host of contents; nothing of it is recorded but that somebody looked.
    private func preview(_ request: Request) async throws -> Response {
        let sent = try await writer.receive(request)
        try sent.actor.require(.manageCatalogue)
        let (code, chance) = (request.parameters["code"] ?? "", centre.chance)
        do {
            let origin = try host.origin(for: request)
            let number = try ModuleDeskRoutes.number(in: Form(sent.values))
            let act = Act(by: sent.actor, requestID: request.id)
            let opened = try await centre.write(act) { (transaction: borrowing Transaction) in
                try ModuleLaunch.preview(
                    number,
                    of: code,
                    playsH5P: host.h5pPlayer != nil,
                    chance: chance,
                    by: act.actor,
                    in: transaction
                )
            }
            return host.lead(to: opened, at: origin, for: request)
        } catch {
            return try await again(request, sent, error)
        }
    }

    // MARK: Taking packages

    private func upload(_ request: Request) async throws -> Response {
        var (sent, upload) = try await writer.receive(upload: request)
        try sent.actor.require(.manageCatalogue)
        let code = request.parameters["code"]
        if let code {
            // An address that leads nowhere takes no file.
            _ = try await centre.read { (transaction: borrowing Transaction) in
                try CourseModule.find(code, in: transaction)
            }
        }
        do {
            let package = try await package(from: &upload)
            sent.add(try package.digest)
            let name = try await writer.perform(sent) { _, act, transaction in
                let version = try ModuleVersion.enter(
                    package,
                    into: code,
                    by: act.actor,
                    in: transaction
                )
                return DoneText.uploaded.json(count: version.number, module: version.moduleCode)
            }
            let stored = try await centre.storedAnswer(name, of: sent.actor)
            let done = try stored.map { try JSON.parse($0.body) }
            let path = ModuleDeskForms.path(done?["module"]?.text ?? code ?? "")
            return PageWriter.lead(to: path, done: name, request)
        } catch {
            return try await again(request, sent, error)
        }
    }

    /// A file of questions as the next version of a quiz; XML begins with a bracket, GIFT does not.
    private func takeQuestions(_ request: Request) async throws -> Response {
        var (sent, upload) = try await writer.receive(upload: request)
        try sent.actor.require(.manageCatalogue)
        let (code, blobs) = (request.parameters["code"] ?? "", centre.blobs)
        _ = try await centre.read { (transaction: borrowing Transaction) in
            try CourseModule.find(code, in: transaction)
        }
        do {
            var bytes: [UInt8] = []
            try await upload.file { bytes += $0 }
            guard !bytes.isEmpty else {
                throw InvalidForm([FieldProblem("file", "is missing", .missing)])
            }
            let isXML = bytes.prefix(64).first { $0 > 0x20 && $0 < 0x80 } == UInt8(ascii: "<")
            let content = bytes
            let file = try await Thread.run(named: "questions") {
                try QuizFile(content, as: isXML ? .moodleXML : .gift)
            }
            sent.add(AttachedContent.digest(of: content))
            let name = try await writer.perform(sent) { _, act, transaction in
                let quiz = try Quiz.enter(
                    file,
                    into: code,
                    rules: Form([:]),
                    keepingIn: blobs,
                    by: act.actor,
                    in: transaction
                )
                return DoneText.uploaded.json(count: quiz.version.number)
            }
            return PageWriter.lead(to: ModuleDeskForms.path(code), done: name, request)
        } catch {
            return try await again(request, sent, error)
        }
    }

    private func package(from upload: inout MultipartUpload) async throws -> IncomingPackage {
        let incoming = try centre.blobs.receive(bytesMax: PackageStore.packedBytesMax)
        var isEmpty = true
        try await upload.file { piece in
            isEmpty = false
            try incoming.write(piece)
        }
        guard !isEmpty else { throw InvalidForm([FieldProblem("file", "is missing", .missing)]) }
        let store = centre.packages
        return try await Thread.run(named: "package") { try store.read(incoming) }
    }
}

extension ContentHost {
    /// Leads to a page of a module, from which somebody comes back here.
    func lead(
        to opened: ModuleLaunch.Opened,
        at origin: String,
        for request: Request
    ) -> Response {
        let language = LanguageChoice.language(of: request).rawValue
        let back = "\(request.scheme)://\(request.authority)".percentEncoded
        return .see("\(origin)/l/\(opened.token)/\(language)?back=\(back)")
    }
}
