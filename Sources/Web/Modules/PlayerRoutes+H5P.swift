import Documents
import HTTPServer
import HTTPTypes
import TrainingCentre

// The frame in which a file of H5P plays, and the player that the operator installed.
extension PlayerRoutes {
    func addH5P(to router: inout Router) {
        router.on(.get, "/l/{token}/h5p") { try await h5pFrame($0) }
        router.on(.get, "/l/{token}/h5p-player") { try await h5pFiles($0) }
        router.on(.get, "/l/{token}/h5p-player/{path...}") { try await h5pFile($0) }
    }

    private func h5pFrame(_ request: Request) async throws -> Response {
        let launch = try await find(request)
        let language = LanguageChoice.language(of: request)
        var response = Response.bytes(
            pages.h5p(launch, language: language),
            type: "text/html; charset=utf-8"
        )
        PlayerRoutes.confine(&response)
        response.fields[.cacheControl] = "no-store"
        return response
    }

    private func h5pFiles(_ request: Request) async throws -> Response {
        _ = try await find(request)
        guard let player = host.h5pPlayer else { throw ModuleLaunchError.playerMissing }
        return answer(["files": .array(player.files.map(JSON.string))])
    }

    private func h5pFile(_ request: Request) async throws -> Response {
        _ = try await find(request)
        guard let player = host.h5pPlayer else { throw ModuleLaunchError.playerMissing }
        return try PlayerRoutes.file(request.parameters["path"] ?? "", in: player.folder)
    }
}
