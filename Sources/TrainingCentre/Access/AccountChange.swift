import Postgres

extension Account {
    /// Takes a role from an account, at once for its tokens too.
    ///
    /// The last administrator may lose the role: the operating-system user at the command line is
    /// one always. Refuses with `AccessError.notAllowed`, `.accountUnknown`, `.roleNotHeld`, and
    /// `ReasonMissing`.
    package static func revoke(
        _ role: Role,
        from name: String,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> Account {
        let account = try find(name, by: act.actor, in: transaction)
        _ = try act.requireReason()
        let count = try transaction.execute(
            "DELETE FROM account_roles WHERE account_id = \(account.id) AND role = \(role)"
        )
        guard count == 1 else { throw AccessError.roleNotHeld }
        return try find(name, by: act.actor, in: transaction)
    }

    /// Disables an account: its tokens end at once and it gets no others.
    ///
    /// The roles stay for when it is enabled again. One that is disabled stays so. Refuses with
    /// `AccessError.notAllowed`, `.accountUnknown`, and `ReasonMissing`.
    package static func disable(
        _ name: String,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> Account {
        let account = try find(name, by: act.actor, in: transaction)
        _ = try act.requireReason()
        _ = try transaction.execute(
            """
            INSERT INTO account_disablings (account_id) VALUES (\(account.id))
            ON CONFLICT (account_id) DO NOTHING
            """
        )
        return try find(name, by: act.actor, in: transaction)
    }

    /// Lets a disabled account act again, with new tokens; one that is not disabled stays so.
    ///
    /// Refuses with `AccessError.notAllowed`, `.accountUnknown`, and `ReasonMissing`.
    package static func enable(
        _ name: String,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> Account {
        let account = try find(name, by: act.actor, in: transaction)
        _ = try act.requireReason()
        _ = try transaction.execute(
            "DELETE FROM account_disablings WHERE account_id = \(account.id)"
        )
        return try find(name, by: act.actor, in: transaction)
    }
}
