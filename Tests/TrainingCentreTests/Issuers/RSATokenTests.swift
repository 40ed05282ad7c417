import Credentials
import Documents
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

@Suite("Tokens signed with RSA", .centre)
struct RSATokenTests {
    private let before = TrainingCentre.ofTest

    @Test("From the key on tokens are RS256, they and the older ones are valid, and the log agrees")
    func rotation() async throws {
        let old = try await Register(centre: before).issued("EC", 1)[0]
        let keys = TestKeys(others: ["rsa": try KeyPair.newRSA()])
        let centre = TrainingCentre(
            database: TestDatabase.current.database,
            chance: .ofSystem,
            signing: .test(keys),
            papers: .ofCheckout,
            blobs: .nowhere
        )
        try await centre.write(.clerk) {
            try SigningKey.publish(
                "rsa",
                .token,
                try keys.pair("rsa", .token),
                signing: .test(keys),
                chance: .ofSystem,
                by: .clerk,
                in: $0
            )
        }
        let new = try await Register(centre: centre).issued("RSA", 2)[0]
        #expect(try await Register(centre: centre).auditFindings() == [])
        var algorithms: [String?] = []
        for id in [old, new] {
            let token = try await centre.file(.token, of: id, to: nil)
            let header = try #require(token.split(separator: UInt8(ascii: ".")).first)
            let bytes = try #require(Base64URL.bytes(of: String(decoding: header, as: UTF8.self)))
            algorithms.append(try JSON.parse(bytes)["alg"]?.text)
            #expect(try await centre.said(of: token) == "valid")
        }
        #expect(algorithms == ["ES256", "RS256"])
        let listed = try await centre.read { try SigningKey.list(in: $0) }.map(\.json)
        let tokens = listed.filter { $0["purpose"] == "token" }
        #expect(
            Set(tokens.map { "\($0["algorithm"]?.text ?? "") \($0["state"]?.text ?? "")" }) == [
                "ES256 retired", "RS256 signs",
            ]
        )
    }

    @Test("A key of other lengths is refused by the database")
    func lengths() async throws {
        let centre = before
        for bytes in [64, 66, 289, 601] {
            let error = await #expect(throws: PostgresError.self) {
                try await centre.write(.clerk) {
                    _ = try $0.execute(
                        """
                        INSERT INTO issuer_keys (issuer_id, code, purpose, public_key)
                        SELECT id, 'wrong', 'token', \([UInt8](repeating: 4, count: bytes))
                        FROM issuers
                        """
                    )
                }
            }
            #expect(error?.constraint == "issuer_keys_public_key_length")
        }
    }
}
