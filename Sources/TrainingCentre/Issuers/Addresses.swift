import Credentials

/// The public addresses that certificates name, all of them below one.
///
/// A credential names addresses of HTTPS only: whoever serves without it names them all the same,
/// since nobody could be asked safely otherwise.
package struct Addresses: Sendable {
    /// `https://` and the host, perhaps with a port and a path, without a stroke at its end.
    package let base: String
    private let host: String

    /// Takes the address under which people find the service (`OBUKA_PUBLIC_URL`).
    package init(publicURL: String) {
        let rest = publicURL.split(separator: "/", omittingEmptySubsequences: true).dropFirst()
        host = rest.joined(separator: "/").lowercased()
        base = "https://" + host
    }

    package func certificate(_ id: VerificationID) -> String { "\(base)/c/\(id.printed)" }

    func issuer(_ slug: String) -> String { "\(base)/o/\(slug)" }

    /// The decentralised identifier (did:web method specification).
    package func did(_ slug: String) -> String { "did:web:\(didHost):o:\(slug)" }

    /// How the identifiers of all issuers begin; the issuer's name follows.
    package var issuerPrefix: String { "did:web:\(didHost):o:" }

    /// The identifier of the service itself, whose document names the log's key.
    package var serviceDID: String { "did:web:\(didHost)" }

    func achievement(_ slug: String, _ course: String) -> String {
        "\(issuer(slug))/achievements/\(course)"
    }

    func statusList(_ slug: String, _ number: Int) -> String {
        "\(issuer(slug))/status/revocation/\(number)"
    }

    func key(_ slug: String, _ code: String) -> String { "\(issuer(slug))/keys/\(code)" }

    var log: String { "\(base)/log" }

    /// The log's origin (C2SP tlog-checkpoint): its address without a scheme.
    package var logOrigin: String { "\(host)/log" }

    /// The name of the centre as a witness of other logs.
    package var witnessName: String { "\(host)/witness" }

    private var didHost: String {
        host.replacing(":", with: "%3A").replacing("/", with: ":")
    }
}
