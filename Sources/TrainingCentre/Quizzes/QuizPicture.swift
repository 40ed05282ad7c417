import Postgres
import Quizzes

/// The pictures of a version's questions: files that are kept by their content.
package enum QuizPicture {
    static func list(
        of version: ModuleVersion,
        in transaction: borrowing Transaction
    ) throws -> [Blob] {
        try transaction.rows(
            """
            SELECT blobs.digest, blobs.bytes, blobs.media_type
            FROM quiz_pictures JOIN blobs ON blobs.id = quiz_pictures.blob_id
            WHERE quiz_pictures.module_version_id = \(version.id)
            ORDER BY blobs.digest
            """,
            as: (String.self, Int.self, Blob.MediaType.self)
        ).map { Blob(digest: $0, bytes: $1, mediaType: $2) }
    }

    /// A picture of the version of somebody's attempt.
    ///
    /// Refuses with `NotFound` what the version does not have.
    package static func find(
        _ digest: String,
        in attempt: QuizAttempt,
        in transaction: borrowing Transaction
    ) throws -> Blob {
        let found = try list(of: attempt.attempt.version, in: transaction)
        guard let picture = found.first(where: { $0.digest == digest }) else {
            throw NotFound("picture", digest)
        }
        return picture
    }
}

extension Blob {
    init(_ picture: Picture) {
        self.init(
            digest: picture.digest,
            bytes: picture.bytes.count,
            mediaType: Blob.MediaType(picture.format)
        )
    }
}

extension Blob.MediaType {
    init(_ format: Picture.Format) {
        self =
            switch format {
            case .png: .png
            case .jpeg: .jpeg
            case .gif: .gif
            case .webp: .webp
            }
    }
}

extension BlobStore {
    /// Keeps a picture; again changes nothing.
    ///
    /// Throws `BlobStoreFailure`.
    func keep(_ picture: Picture) throws {
        let blob = Blob(picture)
        if holds(blob) { return }
        let incoming = try receive(bytesMax: picture.bytes.count)
        try incoming.write(picture.bytes)
        try incoming.keep(blob.mediaType)
    }
}
