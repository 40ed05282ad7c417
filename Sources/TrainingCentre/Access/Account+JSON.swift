import Documents

extension Account {
    package var json: JSON {
        [
            "id": .string(name), "email": .string(email),
            "roles": .array(roles.map { .string($0.rawValue) }),
            "active_tokens": .integer(activeTokens), "disabled": .bool(isDisabled),
        ]
    }
}

extension Token {
    package var json: JSON {
        [
            "id": .integer(id), "name": .string(name), "account": .string(email),
            "created_at": .string(createdAt.rfc3339), "expires_at": .string(expiresAt.rfc3339),
            "last_used_at": JSON(lastUsedAt?.rfc3339), "revoked": .bool(isRevoked),
        ]
    }
}
