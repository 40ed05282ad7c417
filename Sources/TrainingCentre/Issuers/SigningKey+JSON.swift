import Documents

extension SigningKey {
    package var json: JSON {
        [
            "key": .string(code), "purpose": .string(purpose.rawValue),
            "state": .string(revokedAt != nil ? "revoked" : retiredAt != nil ? "retired" : "signs"),
            "created_at": .string(createdAt.rfc3339), "retired_at": JSON(retiredAt?.rfc3339),
            "revoked_at": JSON(revokedAt?.rfc3339),
        ]
    }
}
