import Credentials
import Documents

extension SigningKey {
    /// Of a key for tokens, as a token names it.
    private var algorithm: String? {
        purpose == .token ? (try? TokenKey(published: publicKey))?.algorithm.rawValue : nil
    }

    package var json: JSON {
        [
            "key": .string(code), "purpose": .string(purpose.rawValue),
            "algorithm": JSON(algorithm),
            "state": .string(revokedAt != nil ? "revoked" : retiredAt != nil ? "retired" : "signs"),
            "created_at": .string(createdAt.rfc3339), "retired_at": JSON(retiredAt?.rfc3339),
            "revoked_at": JSON(revokedAt?.rfc3339),
        ]
    }
}
