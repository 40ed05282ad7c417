import Documents
import ExperienceAPI
import Foundation
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

/// The page in which a module runs, the files of its package, and what the page saves: all of it
/// on the host of contents, opened by the token of a launch.
struct PlayerRoutes: Sendable {
    let centre: TrainingCentre
    let pages: Pages
    let host: ContentHost

    /// Scripts of our own, and frames of the package; nothing else, and nowhere else.
    private static let pagePolicy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        + "connect-src 'self'; media-src 'self'; frame-src 'self' https:; base-uri 'none'; "
        + "form-action 'none'; "
        + "frame-ancestors 'none'"
    /// A package may run, but not replace the page around it.
    ///
    /// Windows that it opens have their own policy, or are of somebody else: browsers show no PDF
    /// in a sandbox.
    static let contentPolicy =
        "sandbox allow-scripts allow-same-origin allow-forms allow-popups "
        + "allow-popups-to-escape-sandbox allow-modals allow-downloads; frame-ancestors 'self'"

    func add(to router: inout Router) {
        for language in Language.allCases {
            router.on(.get, "/l/{token}/\(language.rawValue)") { try await page($0, language) }
        }
        router.on(.get, "/l/{token}/launch") { try await launch($0) }
        router.on(.post, "/l/{token}/parts/{part}/runs") { try await begin($0) }
        router.on(
            .post,
            "/l/{token}/parts/{part}/runs/{run}/saves",
            bodyBytesMax: ModuleSave.Limits.bytesMax
        ) { try await save($0) }
        router.on(.get, "/l/{token}/content/{path...}") { try await file($0) }
        router.on(.post, "/l/{token}/tokens/{key}", bodyBytesMax: 4_096) { try await token($0) }
        addH5P(to: &router)
    }

    private func page(_ request: Request, _ language: Language) async throws -> Response {
        let launch = try await find(request)
        let back = host.origin(back: try Query(request)["back"])
        var response = Response.bytes(
            pages.player(launch, back: back, language: language),
            type: "text/html; charset=utf-8"
        )
        response.fields[.contentSecurityPolicy] = PlayerRoutes.pagePolicy
        response.fields[PlayerRoutes.openerPolicy] = "same-origin-allow-popups"
        response.fields[.cacheControl] = "no-store"
        return response
    }

    func find(_ request: Request) async throws -> ModuleLaunch {
        let token = request.parameters["token"] ?? ""
        return try await answering {
            try await centre.read { (transaction: borrowing Transaction) in
                try ModuleLaunch.find(token, in: transaction)
            }
        }
    }

    /// Runs what may find that the page is a day old, or that another save has to come first; its
    /// script does not try again for other conflicts.
    private func answering<Value: Sendable>(
        _ body: () async throws -> Value
    ) async throws -> Value {
        do {
            return try await body()
        } catch {
            let status: HTTPResponse.Status
            switch error as? ModuleLaunchError {
            case .ended?: status = .gone
            case .outOfOrder?: status = .tooEarly
            default: throw error
            }
            let refusal = error as? ModuleLaunchError
            throw HTTPError(status, code: refusal?.code ?? "", title: refusal?.message ?? "")
        }
    }

    private func launch(_ request: Request) async throws -> Response {
        answer(try await find(request).json)
    }

    private func begin(_ request: Request) async throws -> Response {
        guard let part = Int(request.parameters["part"] ?? "") else {
            throw ModuleLaunchError.partUnknown
        }
        let (token, id) = (request.parameters["token"] ?? "", request.id)
        let (base, home) = ("\(host.origin(of: request))/l/\(token)", host.publicURL)
        let languages = XAPICall.languages(of: request.fields[.acceptLanguage])
        let chance = centre.chance
        let (run, content) = try await answering {
            try await centre.write(launch: token, requestID: id) { launch, transaction in
                let run = try ModuleRun.begin(part, of: launch, in: transaction)
                let content =
                    run.isH5P
                    ? "h5p"
                    : PlayerRoutes.address(run.part.launch ?? "", of: run.part.launchFile)
                guard launch.isOfUnits else { return (run, content) }
                let address = try CMI5Opening.open(
                    run,
                    of: launch,
                    at: CMI5Opening.Place(
                        content: content,
                        base: base,
                        home: home,
                        languages: languages
                    ),
                    chance: chance,
                    in: transaction
                )
                return (run, address)
            }
        }
        return answer(
            .object(
                run.members + [
                    JSON.Member("content", .string(content)),
                    JSON.Member("own_window", .bool(run.part.launchMethod == .ownWindow)),
                    JSON.Member("saves", .string("parts/\(part)/runs/\(run.id.value)/saves")),
                    JSON.Member("captions", PlayerRoutes.captions(of: run.part)),
                ]
            )
        )
    }

    private func save(_ request: Request) async throws -> Response {
        guard let id = Int(request.parameters["run"] ?? "") else {
            throw ModuleLaunchError.unknown
        }
        let saves = try ModuleSave.all(
            try Submission.parse(
                try await request.body.collect(upTo: ModuleSave.Limits.bytesMax),
                type: request.fields[.contentType]
            )
        )
        let (token, requestID) = (request.parameters["token"] ?? "", request.id)
        let attempt = try await answering {
            try await centre.write(launch: token, requestID: requestID) { launch, transaction in
                try ModuleSave.enter(saves, of: ID(id), launch, in: transaction)
            }
        }
        let last = saves.last.map { JSON.integer($0.seq) } ?? .null
        return answer(.object([JSON.Member("seq", last)] + attempt.page))
    }

    /// The token with which a unit of cmi5 speaks, once (cmi5 section 8.2).
    private func token(_ request: Request) async throws -> Response {
        _ = try await request.body.collect(upTo: 4_096)
        let (token, key) = (request.parameters["token"] ?? "", request.parameters["key"] ?? "")
        let (chance, id) = (centre.chance, request.id)
        var response: Response
        do {
            let given = try await centre.write(launch: token, requestID: id) {
                launch,
                transaction in
                try CMI5Opening.token(key, of: launch, chance: chance, in: transaction)
            }
            let basic = Data("cmi5:\(given)".utf8).base64EncodedString()
            response = answer(["auth-token": .string(basic)])
        } catch {
            guard let problem = Problem(of: error), problem.status < 500 else { throw error }
            let code = if case .fetchedAlready? = error as? StatementError { "1" } else { "2" }
            response = answer(["error-code": .string(code), "error-text": .string(problem.detail)])
        }
        response.fields[.accessControlAllowOrigin] = "*"
        return response
    }

    /// A file of the package: part of an address that never changes, so kept by the browser.
    private func file(_ request: Request) async throws -> Response {
        // A worker would outlive the page (Service Workers section 6.4.1).
        guard request.fields[PlayerRoutes.serviceWorker] == nil else { throw HTTPError.notFound }
        let token = request.parameters["token"] ?? ""
        let package = try await answering {
            try await centre.read { (transaction: borrowing Transaction) in
                try ModuleLaunch.file(of: token, in: transaction)
            }
        }
        let path = request.parameters["path"] ?? ""
        return try PlayerRoutes.file(path, in: centre.packages.folder(of: package))
    }

    /// A file for the frame of the content, which may run there and reach nothing else.
    static func file(_ path: String, in folder: String) throws -> Response {
        guard let name = UnpackedFile.find(path, in: folder),
            let file = try? FileBody(path: "\(folder)/\(name)")
        else { throw HTTPError.notFound }
        var response = Response(body: .file(file))
        response.fields[.contentType] = ContentType.of(name)
        confine(&response)
        if name.lowercased().hasSuffix(".pdf") {
            response.fields[.contentSecurityPolicy] = "frame-ancestors 'self'"
        }
        response.fields[.cacheControl] = "private, max-age=86400"
        return response
    }

    static func confine(_ response: inout Response) {
        response.fields[.contentSecurityPolicy] = contentPolicy
        response.fields[frameOptions] = "SAMEORIGIN"
        // A window that a package opens finds the run-time in the one that opened it.
        response.fields[openerPolicy] = "unsafe-none"
    }

    func answer(_ json: JSON) -> Response {
        var response = Response.bytes(json.bytes, type: "application/json")
        response.fields[.cacheControl] = "no-store"
        return response
    }

    /// Where a part begins, from the page: a file of the package, or an address elsewhere.
    ///
    /// The name of a file may hold a `?` or `#`; where it is not known they end it.
    static func address(_ launch: String, of file: String? = nil) -> String {
        if file == nil, launch.hasPrefix("https://") || launch.hasPrefix("http://") {
            return launch
        }
        let path = file.map { launch.prefix($0.count) } ?? launch.prefix { $0 != "?" && $0 != "#" }
        return "content/"
            + path.split(separator: "/").map { String($0).percentEncoded }.joined(separator: "/")
            + launch[path.endIndex...]
    }

    private static func captions(of part: ModulePart) -> JSON {
        .array(
            part.captions.map {
                ["address": .string(address($0.path)), "language": .string($0.language)]
            }
        )
    }

    private static let serviceWorker = HTTPField.Name("Service-Worker") ?? .origin
    private static let openerPolicy =
        HTTPField.Name("Cross-Origin-Opener-Policy") ?? .origin
    private static let frameOptions = HTTPField.Name("X-Frame-Options") ?? .origin
}
