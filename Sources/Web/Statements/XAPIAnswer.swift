import Documents
import ExperienceAPI
import HTTPServer
import HTTPTypes
import TrainingCentre

/// Answers of the Experience API: with its version, and for pages of other origins too, which send
/// their token themselves and never a browser's password.
enum XAPIAnswer {
    static func json(_ json: JSON, status: HTTPResponse.Status = .ok) -> Response {
        .bytes(json.bytes, type: "application/json", status: status)
    }

    static let done = Response(status: .noContent)

    /// Runs a handler and gives every answer what all have.
    ///
    /// What is wrong in a request is a 400 here, and never a page. Faults are thrown on.
    static func answering(
        _ request: Request,
        _ body: () async throws -> Response
    ) async throws -> Response {
        var response: Response
        do {
            response = try await body()
        } catch {
            guard let problem = problem(error) else { throw error }
            response = .bytes(
                problem.json(requestID: request.id).bytes,
                type: "application/problem+json",
                status: HTTPResponse.Status(code: problem.status, reasonPhrase: "")
            )
            if problem.status == 401 {
                response.fields[.wwwAuthenticate] = Authorization.passwordChallenge
            }
            for field in (error as? HTTPError)?.fields ?? [:] {
                response.fields[field.name] = field.value
            }
        }
        response.fields[.xapiVersion] = ProtocolVersion.current
        response.fields[.cacheControl] = response.fields[.cacheControl] ?? "no-store"
        share(&response)
        return response
    }

    /// Lets pages of other origins read the answer.
    private static func share(_ response: inout Response) {
        response.fields[.accessControlAllowOrigin] = "*"
        response.fields[.accessControlExposeHeaders] =
            "ETag, Last-Modified, X-Experience-API-Version, X-Experience-API-Consistent-Through"
        response.fields[crossOriginResourcePolicy] = "cross-origin"
    }

    /// What a browser asks before it sends a request of another origin (Fetch section 3.2.2).
    static var preflight: Response {
        var response = done
        response.fields[.xapiVersion] = ProtocolVersion.current
        share(&response)
        response.fields[.accessControlAllowMethods] = "GET, HEAD, PUT, POST, DELETE"
        response.fields[.accessControlAllowHeaders] =
            "Authorization, Content-Type, If-Match, If-None-Match, Accept-Language, "
            + "X-Experience-API-Version"
        response.fields[.accessControlMaxAge] = "86400"
        response.fields[.allow] = "GET, HEAD, PUT, POST, DELETE, OPTIONS"
        return response
    }

    private static func problem(_ error: any Error) -> Problem? {
        switch error {
        case let problem as StatementProblem:
            return Problem(
                status: 400,
                code: "malformed",
                detail: problem.description,
                fields: problem.path.isEmpty ? [] : [FieldProblem(problem.path, problem.problem)]
            )
        case let error as HTTPError:
            return Problem(status: error.status.code, code: error.code, detail: error.title)
        default:
            guard let problem = Problem(of: error) else { return nil }
            let status = problem.status == 422 ? 400 : problem.status
            return Problem(
                status: status,
                code: problem.code,
                detail: problem.detail,
                fields: problem.fields
            )
        }
    }

    private static let crossOriginResourcePolicy =
        HTTPField.Name("Cross-Origin-Resource-Policy") ?? .origin
}
