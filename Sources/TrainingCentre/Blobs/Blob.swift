import Foundation
import Postgres

/// A file that is kept outside the database, under the SHA-256 of its content.
///
/// What has the same content is kept once, and never changes.
package struct Blob: Hashable, Sendable {
    /// SHA-256 of the content, 64 hexadecimal digits.
    package let digest: String
    package let bytes: Int
    package let mediaType: MediaType

    /// The kinds of files that are taken, told by their content.
    package enum MediaType: String, CaseIterable, Sendable {
        case pdf = "application/pdf"
        case epub = "application/epub+zip"
        /// A package of e-learning; what it is says its manifest.
        case zip = "application/zip"

        /// What a handbook is read as.
        package static let ofHandbooks: [MediaType] = [.pdf, .epub]

        /// How many bytes at the beginning tell what a file is.
        static let headLength = 58

        /// What a file that begins so is; nil when it is none of these.
        ///
        /// ISO 32000-1 section 7.5.2; EPUB Open Container Format 3.3 section 4.3, by which the
        /// archive begins with a file `mimetype` that is not compressed.
        init?(head: [UInt8]) {
            if head.starts(with: Array("%PDF-".utf8)) {
                self = .pdf
            } else if head.starts(with: Array("PK\u{3}\u{4}".utf8)),
                head.dropFirst(30).starts(with: Array("mimetypeapplication/epub+zip".utf8))
            {
                self = .epub
            } else {
                return nil
            }
        }

        /// How the names of such files end.
        package var fileExtension: String {
            switch self {
            case .pdf: "pdf"
            case .epub: "epub"
            case .zip: "zip"
            }
        }
    }

    /// The digest in base64, as header fields write it.
    package var digestBase64: String {
        var rest = digest[...]
        var bytes: [UInt8] = []
        while let byte = UInt8(rest.prefix(2), radix: 16) {
            bytes.append(byte)
            rest = rest.dropFirst(2)
        }
        return Data(bytes).base64EncodedString()
    }

    /// All that are recorded, in the order of their digests.
    static func all(in transaction: borrowing Transaction) throws -> [Blob] {
        try transaction.rows(
            "SELECT digest, bytes, media_type FROM blobs ORDER BY digest",
            as: (String.self, Int.self, MediaType.self)
        ).map { Blob(digest: $0, bytes: $1, mediaType: $2) }
    }

    /// The row of the file, entered unless it is there.
    func enter(in transaction: borrowing Transaction) throws -> ID<Blob>? {
        _ = try transaction.execute(
            """
            INSERT INTO blobs (digest, bytes, media_type)
            VALUES (\(digest), \(bytes), \(mediaType))
            ON CONFLICT (digest) DO NOTHING
            """
        )
        return try transaction.value(
            "SELECT id FROM blobs WHERE digest = \(digest)",
            as: ID<Blob>.self
        )
    }
}

/// Why a file is not taken.
package enum BlobRefusal: Refusal {
    case empty
    case unknownKind
    case tooLarge(bytesMax: Int)

    package var kind: RefusalKind { .invalid }

    package var code: String {
        switch self {
        case .empty: "file_empty"
        case .unknownKind: "file_kind_unknown"
        case .tooLarge: "file_too_large"
        }
    }

    package var message: String {
        switch self {
        case .empty: "the file is empty"
        case .unknownKind: "the file is neither a PDF nor an EPUB"
        case .tooLarge(let bytesMax):
            "the file is larger than \(bytesMax / 1_048_576) MiB: make its pictures smaller"
        }
    }
}
