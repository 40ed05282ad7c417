import Crypto
import Documents
import ExperienceAPI
import Postgres

/// A document beside statements: where a learner is in an activity, or a profile.
package struct StatementDocument: Sendable {
    package let content: StoredDocument
    /// SHA-1 in hexadecimal, which is its entity tag.
    package let digest: String
    package let updatedAt: Timestamp

    /// What is found in the place of a document: its digest, or nil where none is.
    ///
    /// Whoever writes says with it whether that is what was expected.
    package typealias Expectation = @Sendable (_ present: String?) throws -> Void

    /// A document; refuses with `StatementError.documentUnknown`.
    package static func find(
        _ address: DocumentAddress,
        by client: StatementClient,
        in transaction: borrowing Transaction
    ) throws -> StatementDocument {
        try client.require(address, isWriting: false, in: transaction)
        guard let found = try find(address, in: transaction) else {
            throw StatementError.documentUnknown
        }
        return found
    }

    /// The names of the documents at an address, or of those that changed since a moment.
    package static func list(
        _ address: DocumentAddress,
        by client: StatementClient,
        in transaction: borrowing Transaction
    ) throws -> (names: [String], newest: Timestamp?) {
        try client.require(address, isWriting: false, in: transaction)
        let since = address.since?.microseconds
        let rows = try transaction.rows(
            """
            SELECT document, (extract(epoch FROM updated_at) * 1000000)::bigint
            FROM xapi_documents
            WHERE \(place(address))
                AND (\(since)::bigint IS NULL OR updated_at
                    > 'epoch'::timestamptz + \(since)::bigint * interval '1 microsecond')
            ORDER BY document
            """,
            as: (String.self, Int.self)
        )
        return (rows.map(\.0), rows.map(\.1).max().map(Timestamp.init(microseconds:)))
    }

    /// Puts a document in its place, or adds its members to the one that is there.
    ///
    /// The place is locked before it is looked at. Refuses with what `expecting` throws, with
    /// `StatementProblem` where nothing can be added, and with `StatementError.tooLong`.
    package static func store(
        _ document: StoredDocument,
        at address: DocumentAddress,
        adding: Bool,
        expecting: Expectation,
        by client: StatementClient,
        in transaction: borrowing Transaction
    ) throws {
        try client.require(address, isWriting: true, in: transaction)
        try write(document, at: address, adding: adding, expecting: expecting, in: transaction)
    }

    static func write(
        _ document: StoredDocument,
        at address: DocumentAddress,
        adding: Bool = false,
        keepingPresent: Bool = false,
        expecting: Expectation = { _ in },
        in transaction: borrowing Transaction
    ) throws {
        try lock(address, in: transaction)
        let present = try find(address, in: transaction)
        if keepingPresent, present != nil { return }
        try expecting(present?.digest)
        var document = document
        if adding {
            if let present {
                document = try present.content.merged(with: document)
            } else if document.isJSON {
                _ = try document.members()
            }
        }
        let digest = StatementDocument.digest(of: document.content)
        try StatementError.translating {
            _ = try transaction.execute(
                """
                INSERT INTO xapi_documents (
                    kind, activity, agent, registration, document, content, content_type, digest)
                VALUES (
                    \(address.kind.rawValue), \(address.activity), \(address.agent?.key),
                    \(address.registration)::text::uuid, \(address.name), \(document.content),
                    \(document.contentType), \(digest))
                ON CONFLICT ON CONSTRAINT xapi_documents_once DO UPDATE
                SET content = excluded.content, content_type = excluded.content_type,
                    digest = excluded.digest,
                    updated_at = date_trunc('milliseconds', clock_timestamp())
                """
            )
        }
    }

    /// Takes a document away, or all of a learner in an activity where none is named; none there
    /// changes nothing.
    package static func delete(
        _ address: DocumentAddress,
        expecting: Expectation,
        by client: StatementClient,
        in transaction: borrowing Transaction
    ) throws {
        try client.require(address, isWriting: true, in: transaction)
        if address.name != nil {
            try lock(address, in: transaction)
            try expecting(try find(address, in: transaction)?.digest)
        }
        let kept = client.unit == nil ? "" : CMI5Name.launchData
        _ = try transaction.execute(
            """
            DELETE FROM xapi_documents
            WHERE \(place(address))
                AND (\(address.name)::text IS NULL OR document = \(address.name))
                AND document <> \(kept)
            """
        )
    }

    private static func lock(
        _ address: DocumentAddress,
        in transaction: borrowing Transaction
    ) throws {
        let parts = [
            address.kind.rawValue, address.activity, address.agent?.key, address.registration,
            address.name,
        ]
        let key = parts.map { $0 ?? "" }.joined(separator: "\n")
        _ = try transaction.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(\(key), 7823002))"
        )
    }

    private static func place(_ address: DocumentAddress) -> SQL {
        """
        kind = \(address.kind.rawValue) AND activity IS NOT DISTINCT FROM \(address.activity)
            AND agent IS NOT DISTINCT FROM \(address.agent?.key)
            AND registration IS NOT DISTINCT FROM \(address.registration)::text::uuid
        """
    }

    private static func find(
        _ address: DocumentAddress,
        in transaction: borrowing Transaction
    ) throws -> StatementDocument? {
        let row = try transaction.row(
            """
            SELECT content, content_type, digest, (extract(epoch FROM updated_at) * 1000000)::bigint
            FROM xapi_documents
            WHERE \(place(address)) AND document = \(address.name)
            """,
            as: ([UInt8].self, String.self, String.self, Int.self)
        )
        return row.map { row in
            StatementDocument(
                content: StoredDocument(content: row.0, contentType: row.1),
                digest: row.2,
                updatedAt: Timestamp(microseconds: row.3)
            )
        }
    }

    private static func digest(of content: [UInt8]) -> String {
        Hexadecimal.text(of: Insecure.SHA1.hash(data: content))
    }
}

extension StatementClient {
    /// Refuses a unit of cmi5 with `AccessError.notAllowed` what is not of its learner, activity
    /// and registration: nobody else's documents, and profiles of activities only to read.
    ///
    /// Refuses with `StatementError.sessionEnded`, too.
    func require(
        _ address: DocumentAddress,
        isWriting: Bool,
        in transaction: borrowing Transaction
    ) throws {
        guard let unit else { return }
        let isOwn =
            switch address.kind {
            case .state:
                address.agent == unit.agent && unit.reaches(address.registration)
                    && !(isWriting && address.name == CMI5Name.launchData)
            case .agentProfile: address.agent == unit.agent
            case .activityProfile: address.activity == unit.activity && !isWriting
            }
        guard isOwn else { throw AccessError.notAllowed }
        try unit.requireOpen(isWriting: isWriting, in: transaction)
    }
}
