import Credentials
import Foundation
import Postgres

/// Places in the issuer's status lists.
enum StatusLists {
    /// A place that was dealt.
    struct Place: Sendable {
        let list: ID<StatusLists>
        let number: Int
        let slot: Int
    }

    private static let cardBytes = 3

    /// Deals so many places that nobody has; a new list is made when one is full.
    ///
    /// Takes the lock of the list until the transaction ends.
    static func deal(
        _ count: Int,
        of issuer: Issuer,
        chance: Chance,
        in transaction: borrowing Transaction
    ) throws -> [Place] {
        // Two who make the first list would each make one.
        _ = try transaction.execute("SELECT 1 FROM issuers WHERE id = \(issuer.id) FOR UPDATE")
        var places: [Place] = []
        while places.count < count {
            guard
                let (id, number, dealt) = try transaction.row(
                    """
                    SELECT id, number, dealt FROM status_lists
                    WHERE issuer_id = \(issuer.id) AND dealt < \(StatusBits.slotCount)
                    ORDER BY number LIMIT 1
                    """,
                    as: (ID<StatusLists>.self, Int.self, Int.self)
                )
            else {
                try open(of: issuer, chance: chance, in: transaction)
                continue
            }
            let wanted = min(count - places.count, StatusBits.slotCount - dealt)
            let cards = try transaction.value(
                """
                SELECT substring(deck FROM \(dealt * cardBytes + 1)::integer
                    FOR \(wanted * cardBytes)::integer)
                FROM status_lists WHERE id = \(id)
                """,
                as: [UInt8].self
            )
            _ = try transaction.execute(
                "UPDATE status_lists SET dealt = \(dealt + wanted) WHERE id = \(id)"
            )
            let bytes = cards ?? []
            for start in stride(from: 0, to: bytes.count, by: cardBytes) {
                let slot =
                    Int(bytes[start]) << 16 | Int(bytes[start + 1]) << 8 | Int(bytes[start + 2])
                places.append(Place(list: id, number: number, slot: slot))
            }
        }
        return places
    }

    /// Makes the next list, its places shuffled.
    private static func open(
        of issuer: Issuer,
        chance: Chance,
        in transaction: borrowing Transaction
    ) throws {
        var chance = chance
        let order = Array(0..<StatusBits.slotCount).shuffled(using: &chance)
        let deck = order.flatMap { slot in
            [UInt8(slot >> 16), UInt8(slot >> 8 & 0xFF), UInt8(slot & 0xFF)]
        }
        _ = try transaction.execute(
            """
            INSERT INTO status_lists (issuer_id, number, deck)
            SELECT \(issuer.id), coalesce(max(number), 0) + 1, \(deck)
            FROM status_lists WHERE issuer_id = \(issuer.id)
            """
        )
    }
}

/// Signs status lists anew: when something ended, when a key was revoked, and daily.
package struct StatusPublisher: Sendable {
    private let centre: TrainingCentre

    /// Limits of publications.
    package enum Limits {
        /// After this a list is signed anew even if nothing changed.
        static let ageSecondsMax = 86_400
        /// How long a copy may be relied on.
        static let validitySeconds = 7 * 86_400
        /// How long a copy may be used before a newer one is asked for.
        package static let lifetimeSeconds = 300
    }

    package init(_ centre: TrainingCentre) {
        self.centre = centre
    }

    /// Signs every list of which something ended since, that is older than a day, or whose key
    /// may have been revoked.
    ///
    /// Answers how many were signed. Refuses with `SigningKeyError` and `LogRefusal`.
    @discardableResult
    package func run() async throws -> Int {
        let signing = centre.signing
        let act = Act(by: Actor(name: "status lists", roles: []))
        return try await centre.write(act) { (transaction: borrowing Transaction) in
            _ = try transaction.execute(
                "SELECT pg_advisory_xact_lock(hashtext('obuka status publisher'))"
            )
            guard try StatusPublisher.isDue(in: transaction) else { return 0 }
            let due = try StatusPublisher.due(in: transaction)
            guard !due.isEmpty else { return 0 }
            try LogStore.requirePublished(signing, in: transaction)
            let signers = try Signers(signing, in: transaction)
            for (id, number, count) in due {
                try publish(id, number, count, signers, in: transaction)
            }
            return due.count
        }
    }

    /// What a bit says: revoked or replaced; both are for good, and only one of them happens.
    private static let ended: SQL = """
        (SELECT certificate_id FROM certificate_revocations
        UNION SELECT certificate_id FROM certificate_replacements)
        """

    /// Each list with its newest edition.
    private static let newest: SQL = """
        status_lists
        LEFT JOIN LATERAL (
            SELECT ended_count, published_at FROM status_publications
            WHERE status_publications.status_list_id = status_lists.id
            ORDER BY id DESC LIMIT 1
        ) AS newest ON true
        """

    /// Older than a day, or perhaps signed with a key that somebody else has.
    private static let isOld: SQL = """
        (newest.published_at < now() - make_interval(secs => \(Limits.ageSecondsMax)::integer)
        OR newest.published_at <= (
            SELECT max(issuer_key_revocations.revoked_at)
            FROM issuer_key_revocations
            JOIN issuer_keys ON issuer_keys.id = issuer_key_revocations.key_id
            WHERE issuer_keys.issuer_id = status_lists.issuer_id
                AND issuer_keys.purpose = 'proof'))
        """

    /// Whether a list may be due, without a look at the credentials: asked after every act.
    private static func isDue(in transaction: borrowing Transaction) throws -> Bool {
        try transaction.value(
            """
            SELECT coalesce(bool_or(newest.published_at IS NULL OR \(isOld)), false)
                OR coalesce(sum(newest.ended_count), 0) <>
                    (SELECT count(*) FROM certificate_revocations)
                    + (SELECT count(*) FROM certificate_replacements)
            FROM \(newest)
            """,
            as: Bool.self
        ) ?? false
    }

    /// The lists to be signed anew, each with how many of its certificates have ended.
    private static func due(
        in transaction: borrowing Transaction
    ) throws -> [(ID<StatusLists>, Int, Int)] {
        try transaction.rows(
            """
            SELECT status_lists.id, status_lists.number, coalesce(counts.count, 0)
            FROM \(newest)
            LEFT JOIN (
                SELECT credentials.status_list_id, count(*)
                FROM \(ended) AS ended
                JOIN credentials ON credentials.certificate_id = ended.certificate_id
                GROUP BY credentials.status_list_id
            ) AS counts ON counts.status_list_id = status_lists.id
            WHERE newest.ended_count IS DISTINCT FROM coalesce(counts.count, 0) OR \(isOld)
            ORDER BY status_lists.id
            """,
            as: (ID<StatusLists>.self, Int.self, Int.self)
        )
    }

    private func publish(
        _ id: ID<StatusLists>,
        _ number: Int,
        _ count: Int,
        _ signers: Signers,
        in transaction: borrowing Transaction
    ) throws {
        let slots = try transaction.rows(
            """
            SELECT credentials.status_slot
            FROM \(StatusPublisher.ended) AS ended
            JOIN credentials ON credentials.certificate_id = ended.certificate_id
            WHERE credentials.status_list_id = \(id)
            """,
            as: Int.self
        )
        var bits = StatusBits()
        for slot in slots { bits[slot] = true }
        let now = try Moment.now(in: transaction)
        let addresses = centre.signing.addresses
        let list = try StatusList(
            StatusList.Facts(
                url: addresses.statusList(signers.issuer.slug, number),
                issuer: addresses.did(signers.issuer.slug),
                validFrom: now,
                validUntil: now.adding(seconds: Limits.validitySeconds),
                lifetimeMilliseconds: Limits.lifetimeSeconds * 1_000
            ),
            bits: bits
        )
        let document = try list.secured(with: signers.proof, created: now)
        _ = try transaction.execute(
            """
            INSERT INTO status_publications (status_list_id, ended_count, document)
            VALUES (\(id), \(count), \(document))
            """
        )
        try LogLeaf.enter(.status, StatusPublisher.commitment(to: document), in: transaction)
    }

    /// What the log says of an edition.
    static func commitment(to document: [UInt8]) -> [UInt8] {
        LogLeaf.commitment("obuka-status-v1", document)
    }
}

extension Moment {
    /// The transaction's own time, to the second.
    static func now(in transaction: borrowing Transaction) throws -> Moment {
        try transaction.value("SELECT now()", as: Date.self).flatMap(Moment.init) ?? .epoch
    }
}
