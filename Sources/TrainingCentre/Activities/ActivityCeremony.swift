import Postgres

extension Activity {
    /// Who gets a paper at a ceremony, of all its batches together: by LSG, then by family name.
    ///
    /// Refuses with `AccessError.notAllowed` and `NotFound`.
    package static func ceremonyList(
        _ code: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [CeremonyEntry] {
        try actor.require(.readPeople)
        let activity = try find(code, in: transaction)
        let batches = activity.draft.batches.compactMap(Int.init).map { ID<CertificateBatch>($0) }
        return try CertificateBatch.ceremonyList(batches, in: transaction)
    }
}
