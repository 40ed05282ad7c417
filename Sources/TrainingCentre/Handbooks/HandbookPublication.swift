import Postgres

extension HandbookEdition {
    /// Makes a file the one of an edition that is not published yet.
    ///
    /// A rehearsal keeps no file. Refuses with `AccessError.notAllowed`, `NotFound`,
    /// `HandbookError.published`, `.kindThere` for a kind that it has beside its first file, and
    /// `BlobRefusal`.
    package static func attach(
        _ incoming: IncomingBlob,
        to code: String,
        rehearse: Bool = false,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> HandbookEdition {
        try actor.require(.manageCatalogue)
        guard try lock(code, in: transaction).state == .draft else {
            throw HandbookError.published
        }
        let content = try incoming.content()
        guard Blob.MediaType.ofHandbooks.contains(content.mediaType) else {
            throw BlobRefusal.unknownKind
        }
        let blob = try content.enter(in: transaction)
        try update("SET blob_id = \(blob)", of: code, in: transaction)
        // Last, so that what is refused leaves nothing behind; before the row can be read.
        if !rehearse { try incoming.keep() }
        return try find(code, in: transaction)
    }

    /// Gives an edition one more file: the same content in another kind of file.
    ///
    /// One that is published gets more, too, but none in the place of another; in a draft one of
    /// the same kind is replaced. A rehearsal keeps no file. Refuses with `AccessError.notAllowed`,
    /// `NotFound`, `HandbookError.withdrawn`, `.hasNoFile`, `.kindThere` and `BlobRefusal`.
    package static func attachBeside(
        _ incoming: IncomingBlob,
        to code: String,
        rehearse: Bool = false,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> HandbookEdition {
        try actor.require(.manageCatalogue)
        let edition = try lock(code, in: transaction)
        guard edition.state != .withdrawn else { throw HandbookError.withdrawn }
        guard let first = edition.file else { throw HandbookError.hasNoFile }
        let content = try incoming.content()
        let kind = content.mediaType
        guard Blob.MediaType.ofHandbooks.contains(kind) else { throw BlobRefusal.unknownKind }
        guard !edition.files.contains(content) else { return edition }
        guard first.mediaType != kind else { throw HandbookError.kindThere }
        let blob = try content.enter(in: transaction)
        do {
            _ = try transaction.execute(
                """
                DELETE FROM handbook_files
                USING handbook_editions AS editions
                WHERE editions.id = handbook_files.edition_id
                    AND editions.code = \(edition.draft.code) AND editions.published_on IS NULL
                    AND handbook_files.media_type = \(kind)
                """
            )
            _ = try transaction.execute(
                """
                INSERT INTO handbook_files (edition_id, blob_id, media_type)
                SELECT id, \(blob), \(kind) FROM handbook_editions
                WHERE code = \(edition.draft.code)
                """
            )
        } catch {
            throw HandbookEditionDraft.translated(error)
        }
        if !rehearse { try incoming.keep() }
        return try find(code, in: transaction)
    }

    /// Lets people read an edition; it stays as it is from then on.
    ///
    /// Publishing again changes nothing. Refuses with `AccessError.notAllowed`, `NotFound`,
    /// `HandbookError.hasNoFile`, `.damaged` where a file was read and cannot be opened, and
    /// `.withdrawn`.
    package static func publish(
        _ code: String,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> HandbookEdition {
        try actor.require(.manageCatalogue)
        switch try lock(code, in: transaction).state {
        case .draft: try update("SET published_on = centre_today()", of: code, in: transaction)
        case .published: break
        case .withdrawn: throw HandbookError.withdrawn
        }
        return try find(code, in: transaction)
    }

    /// Lets nobody read an edition any more, for good.
    ///
    /// Withdrawing again changes nothing. Refuses with `AccessError.notAllowed`, `ReasonMissing`,
    /// `NotFound` and `HandbookError.notPublished`.
    package static func withdraw(
        _ code: String,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> HandbookEdition {
        try act.actor.require(.manageCatalogue)
        _ = try act.requireReason()
        if try lock(code, in: transaction).state != .withdrawn {
            try update("SET withdrawn_on = centre_today()", of: code, in: transaction)
        }
        return try find(code, in: transaction)
    }

    /// An edition whose file somebody may read; nil as the actor is somebody not signed in.
    ///
    /// `format` names one of its files as `Blob.MediaType.fileExtension`; nil is the first. Who
    /// works on the catalogue reads drafts, too. Refuses with `NotFound`,
    /// `HandbookError.withdrawn` and `AccessError.notSignedIn`.
    package static func readable(
        _ code: String,
        format: String? = nil,
        by actor: Actor?,
        in transaction: borrowing Transaction
    ) throws -> (edition: HandbookEdition, file: Blob) {
        let edition = try find(code, in: transaction)
        let isEditor = actor?.may(.manageCatalogue) ?? false
        let file = edition.files.first {
            format == nil || $0.mediaType.fileExtension == format?.lowercased()
        }
        guard let file, edition.state != .draft || isEditor else {
            throw NotFound(noun, code)
        }
        guard edition.state != .withdrawn || isEditor else { throw HandbookError.withdrawn }
        guard edition.draft.access == .open || actor != nil else {
            throw AccessError.notSignedIn
        }
        return (edition, file)
    }

    private static func lock(
        _ code: String,
        in transaction: borrowing Transaction
    ) throws -> HandbookEdition {
        _ = try transaction.execute(
            "SELECT FROM handbook_editions WHERE code = \(code.uppercased()) FOR UPDATE"
        )
        return try find(code, in: transaction)
    }

    private static func update(
        _ change: SQL,
        of code: String,
        in transaction: borrowing Transaction
    ) throws {
        do {
            _ = try transaction.execute(
                "UPDATE handbook_editions \(change) WHERE code = \(code.uppercased())"
            )
        } catch {
            throw HandbookEditionDraft.translated(error)
        }
    }
}

/// Why an edition is not as it was asked to be.
package enum HandbookError: Refusal {
    case published
    case notPublished
    case withdrawn
    case hasNoFile
    case kindThere
    case damaged

    /// The refusal behind a constraint of `handbook_editions`.
    init?(_ error: PostgresError) {
        switch error.constraint {
        case "handbook_editions_published_kept", "handbook_files_published_kept":
            self = .published
        case "handbook_files_edition_not_withdrawn": self = .withdrawn
        case "handbook_files_kind_once", "handbook_files_not_the_first": self = .kindThere
        case "handbook_editions_draft_not_withdrawn": self = .notPublished
        case "handbook_editions_published_has_file": self = .hasNoFile
        case "handbook_editions_file_opens": self = .damaged
        default: return nil
        }
    }

    package var kind: RefusalKind {
        self == .withdrawn ? .notFound : .conflict
    }

    package var code: String {
        switch self {
        case .published: "handbook_edition_published"
        case .notPublished: "handbook_edition_not_published"
        case .withdrawn: "handbook_edition_withdrawn"
        case .hasNoFile: "handbook_edition_has_no_file"
        case .kindThere: "handbook_edition_has_kind"
        case .damaged: "handbook_file_damaged"
        }
    }

    package var message: String {
        switch self {
        case .published:
            "the edition is published and stays as it is: enter a new version as another edition"
        case .notPublished: "the edition is not published, so it cannot be withdrawn: change it"
        case .withdrawn: "the edition is withdrawn"
        case .hasNoFile: "the edition has no file yet: hand one in, then publish it"
        case .kindThere:
            "the edition has a file of this kind already: enter a new version as another edition"
        case .damaged:
            "a file of the edition is damaged: print or export it once more, and hand it in again"
        }
    }
}
