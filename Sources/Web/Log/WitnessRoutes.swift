import Credentials
import HTTPServer
import HTTPTypes
import TrainingCentre

/// The centre as a witness of other logs (C2SP tlog-witness).
struct WitnessRoutes: Sendable {
    let centre: TrainingCentre

    /// The specification's 63 hashes and a note with 64 signatures are far less.
    private static let bodyBytesMax = 65_536

    func add(to router: inout Router) {
        router.on(.post, "/add-checkpoint", bodyBytesMax: WitnessRoutes.bodyBytesMax) { request in
            let content = try await request.body.collect(upTo: WitnessRoutes.bodyBytesMax)
            let answer: WitnessAnswer
            do {
                answer = try await centre.cosign(content)
            } catch is SigningKeyError {
                // Not 409, by which a witness says that it knows another size.
                throw HTTPError(
                    .serviceUnavailable,
                    code: "witness_key_missing",
                    title: "This witness cannot sign at present."
                )
            }
            return Response(
                status: HTTPResponse.Status(code: answer.status),
                fields: [.contentType: answer.contentType, .cacheControl: "no-store"],
                body: .bytes(answer.content)
            )
        }
    }
}
