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
/// A preview may be opened again; everything else acts once.
struct ModuleDeskRoutes: Sendable {
    private let centre: TrainingCentre
    private let writer: PageWriter
    private let host: ContentHost
    private let desk: Desk

    init(centre: TrainingCentre, pages: Pages, writer: PageWriter, host: ContentHost) {
        self.centre = centre
        self.writer = writer
        self.host = host
        desk = Desk(
            centre: centre,
            pages: pages,
            writer: writer,
            content: { code, actor, language, transaction in
                let forms = ModuleDeskForms(language: language)
                guard let code else { return try forms.list(in: transaction) }
                return try forms.detail(code, for: actor, in: transaction)
            },
            words: { error in
                (error as? PackageRefused).map(PackageWording.titles)
                    ?? (error as? QuizFileRefused).map(QuestionWording.titles)
            },
            // A preview is on the host of contents.
            policy: { request in
                Website.contentSecurityPolicyOfScripts.replacing(
                    "form-action 'self'",
                    with: "form-action 'self' \((try? host.origin(for: request)) ?? "")"
                )
            }
        )
    }

    func add(to router: inout Router) {
        let bytesMax = PackageStore.packedBytesMax + MultipartUpload.Limits.fieldsBytesMax
        let formMax = PageWriter.Limits.formBytesMax
        let questionsMax =
            QuizFile.Limits.fileBytesMax + MultipartUpload.Limits.fieldsBytesMax
        for prefix in [""] + Language.allCases.map({ "/\($0.rawValue)" }) {
            let list = prefix + ModuleDeskForms.path
            let module = list + "/{code}"
            for path in [list, module] { router.on(.get, path) { try await desk.show($0) } }
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
            router.on(.post, module + "/silence", bodyBytesMax: formMax) {
                try await act($0, ModuleDeskRoutes.ruleOnSilence)
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

    // MARK: Acting

    private func act(_ request: Request, _ deed: @escaping Desk.Deed) async throws -> Response {
        let path = ModuleDeskForms.path(request.parameters["code"] ?? "")
        return try await desk.act(request, leadingTo: path, deed)
    }

    private static let publish: Desk.Deed = { code, form, act, transaction in
        let number = try number(in: form)
        let version = try ModuleVersion.publish(number, of: code, by: act.actor, in: transaction)
        return DoneText.published.json(count: version.number)
    }

    private static let watch: Desk.Deed = { code, form, act, transaction in
        _ = try WatchingRules.enter(code, form, by: act, in: transaction)
        return DoneText.saved.json(count: nil)
    }

    private static let ruleOnSilence: Desk.Deed = { code, form, act, transaction in
        _ = try SilenceRule.enter(code, form, by: act, in: transaction)
        return DoneText.saved.json(count: nil)
    }

    private static let rename: Desk.Deed = { code, form, act, transaction in
        _ = try CourseModule.change(code, form, ifVersion: nil, by: act.actor, in: transaction)
        return DoneText.saved.json(count: nil)
    }

    private static let rule: Desk.Deed = { code, form, act, transaction in
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
            return try await desk.again(request, sent, error)
        }
    }

    // MARK: Taking packages

    private func upload(_ request: Request) async throws -> Response {
        var (sent, upload) = try await desk.receive(upload: request)
        let code = request.parameters["code"]
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
            return try await desk.again(request, sent, error)
        }
    }

    /// A file of questions as the next version of a quiz; XML begins with a bracket, GIFT does not.
    private func takeQuestions(_ request: Request) async throws -> Response {
        var (sent, upload) = try await desk.receive(upload: request)
        let (code, blobs) = (request.parameters["code"] ?? "", centre.blobs)
        do {
            var bytes: [UInt8] = []
            try await Desk.file(of: &upload) { bytes += $0 }
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
            return try await desk.again(request, sent, error)
        }
    }

    private func package(from upload: inout MultipartUpload) async throws -> IncomingPackage {
        let incoming = try centre.blobs.receive(bytesMax: PackageStore.packedBytesMax)
        try await Desk.file(of: &upload) { try incoming.write($0) }
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
