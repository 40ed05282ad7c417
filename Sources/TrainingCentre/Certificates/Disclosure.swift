import Credentials
import Postgres

/// A file of a certificate whose holder has limited what is shown.
package struct HolderLimited: Refusal {
    package init() {}

    package var kind: RefusalKind { .forbidden }
    package var code: String { "holder_limited" }
    package var message: String {
        "the holder has limited what is shown: ask the holder for the file"
    }
}

extension CertificateFile {
    /// Whether the file holds the holder's name.
    private var isPersonal: Bool { self != .logProof }

    /// Refuses with `HolderLimited` a file with the name of somebody who has limited what is shown
    /// of it, but to the holder and to whoever may see people; `actor` is nil for the public.
    func checkDisclosure(of holder: ID<Person>, shown: ShownName, to actor: Actor?) throws {
        guard isPersonal, shown != .full, actor?.may(.readPeople) != true,
            actor?.personID != holder
        else { return }
        throw HolderLimited()
    }

    /// The same, for whose certificate has an ID; one that the register does not have passes.
    func checkDisclosure(
        of id: VerificationID,
        to actor: Actor?,
        in transaction: borrowing Transaction
    ) throws {
        let found = try transaction.row(
            """
            SELECT certificates.person_id, coalesce(person_privacies.shown, 'full')
            FROM certificates
            LEFT JOIN person_privacies ON person_privacies.person_id = certificates.person_id
            WHERE certificates.verification_id = \(id)
            """,
            as: (ID<Person>.self, ShownName.self)
        )
        guard let (holder, shown) = found else { return }
        try checkDisclosure(of: holder, shown: shown, to: actor)
    }
}
