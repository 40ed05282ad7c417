import Credentials
import Documents
import Foundation
import Postgres

/// Holds the published status lists against the log, and the newest against the register.
struct StatusAudit {
    private let findings: AuditFindings
    private let issuer: Issuer
    private let addresses: Addresses
    private let check: CredentialCheck
    private let now: Moment

    private enum Limits {
        /// What was made or ended just now may not be published yet.
        static let lagSeconds = 900
    }

    init(
        _ signing: Signing,
        _ findings: AuditFindings,
        in transaction: borrowing Transaction
    ) throws {
        self.findings = findings
        issuer = try Issuer.own(in: transaction)
        addresses = signing.addresses
        check = CredentialCheck(
            issuerDocument: try IssuerPublication.document(issuer.slug, signing, in: transaction)
                .bytes
        )
        now = try Moment.now(in: transaction)
    }

    func examine(in transaction: borrowing Transaction) throws {
        try examineEditions(in: transaction)
        let lists = try transaction.rows(
            """
            SELECT id, number,
                created_at < now() - make_interval(secs => \(Limits.lagSeconds)::integer)
            FROM status_lists WHERE dealt > 0 ORDER BY id
            """,
            as: (ID<StatusLists>.self, Int.self, Bool.self)
        )
        for (id, number, isOld) in lists {
            try examineNewest(of: id, number, isOld, in: transaction)
        }
    }

    // MARK: Every edition

    /// Each edition has its leaf and each leaf its edition, once: an older one cannot come back,
    /// and the newest cannot go.
    private func examineEditions(in transaction: borrowing Transaction) throws {
        let leaves = try transaction.rows(
            """
            SELECT commitment, place FROM log_leaves
            WHERE kind = 'status' AND certificate_id IS NULL ORDER BY id
            """,
            as: ([UInt8].self, Int?.self)
        )
        var places = Dictionary(leaves) { one, _ in one }
        var seen: Set<[UInt8]> = []
        try transaction.forEachRow(
            """
            SELECT status_lists.number, status_publications.document
            FROM status_publications
            LEFT JOIN status_lists ON status_lists.id = status_publications.status_list_id
            ORDER BY status_publications.id
            """,
            as: (Int?.self, [UInt8].self)
        ) { number, document in
            let list = number.map(String.init) ?? "that is gone"
            let commitment = StatusPublisher.commitment(to: document)
            guard seen.insert(commitment).inserted else {
                return findings.add(
                    .statusRepeated,
                    "An older edition of status list \(list) was put in again."
                )
            }
            if places.removeValue(forKey: commitment) == nil {
                findings.add(
                    .statusUnlogged,
                    "An edition of status list \(list) has no entry in the log."
                )
            }
        }
        for (commitment, place) in leaves where places[commitment] != nil {
            let entry = place.map(String.init) ?? "that waits"
            findings.add(
                .statusMissing,
                "Entry \(entry) of the log is an edition of a status list that is not there."
            )
        }
    }

    // MARK: The newest edition

    private func examineNewest(
        of id: ID<StatusLists>,
        _ number: Int,
        _ isOld: Bool,
        in transaction: borrowing Transaction
    ) throws {
        let document = try transaction.value(
            """
            SELECT document FROM status_publications
            WHERE status_list_id = \(id) ORDER BY id DESC LIMIT 1
            """,
            as: [UInt8].self
        )
        guard let document else {
            guard isOld else { return }
            return findings.add(.statusUnpublished, "Status list \(number) was never published.")
        }
        let list: StatusList
        do {
            list = try check.statusList(document)
        } catch {
            return findings.add(
                .statusSignature,
                "The newest edition of status list \(number) does not verify: \(error)"
            )
        }
        let url = addresses.statusList(issuer.slug, number)
        if !list.facts.url.utf8.elementsEqual(url.utf8) {
            findings.add(.statusDiffers, "Status list \(number) says that it is \(list.facts.url).")
        }
        if now >= list.facts.validUntil {
            findings.add(
                .statusOutOfDate,
                "Status list \(number) could be relied on until \(list.facts.validUntil): it was "
                    + "not signed anew."
            )
        }
        try compare(list.bits, of: id, number, in: transaction)
    }

    private func compare(
        _ bits: StatusBits,
        of id: ID<StatusLists>,
        _ number: Int,
        in transaction: borrowing Transaction
    ) throws {
        let ended = try transaction.rows(
            """
            SELECT credentials.status_slot, certificates.number,
                least(revoked.revoked_at, replaced.replaced_at)
                    < now() - make_interval(secs => \(Limits.lagSeconds)::integer)
            FROM credentials
            LEFT JOIN certificates ON certificates.id = credentials.certificate_id
            LEFT JOIN certificate_revocations AS revoked
                ON revoked.certificate_id = credentials.certificate_id
            LEFT JOIN certificate_replacements AS replaced
                ON replaced.certificate_id = credentials.certificate_id
            WHERE credentials.status_list_id = \(id)
                AND (revoked.id IS NOT NULL OR replaced.id IS NOT NULL)
            """,
            as: (Int.self, String?.self, Bool.self)
        )
        var rest = bits
        for (slot, certificate, isOld) in ended {
            if !bits[slot], isOld {
                findings.add(
                    .statusDiffers,
                    of: certificate,
                    "Certificate \(certificate ?? "") has ended, and status list \(number) does "
                        + "not say so."
                )
            }
            rest[slot] = false
        }
        for slot in 0..<StatusBits.slotCount where rest[slot] {
            findings.add(
                .statusDiffers,
                "Status list \(number) says that the certificate in place \(slot) has ended; the "
                    + "register does not."
            )
        }
    }
}
