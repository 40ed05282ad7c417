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
        /// The structure of a cmi5 course by itself.
        case xml = "application/xml"
        /// One page of the web that brings everything with it.
        case html = "text/html"
        case mp3 = "audio/mpeg"
        case m4a = "audio/mp4"
        /// Vorbis, Opus or FLAC.
        case ogg = "audio/ogg"
        case jpeg = "image/jpeg"
        case png = "image/png"
        case gif = "image/gif"
        case webp = "image/webp"
        /// Films, which are modules by themselves.
        case mp4 = "video/mp4"
        case webm = "video/webm"

        /// What a handbook is read or heard as.
        package static let ofHandbooks: [MediaType] = [.pdf, .epub, .html, .mp3, .m4a, .ogg]

        /// What a module is read as.
        package static let ofModules: [MediaType] = [.zip, .xml, .mp4, .webm]

        package var isAudio: Bool { rawValue.hasPrefix("audio/") }

        /// How the names of such files end, and how addresses name one of an edition's files.
        package var fileExtension: String {
            switch self {
            case .pdf: "pdf"
            case .epub: "epub"
            case .zip: "zip"
            case .xml: "xml"
            case .html: "html"
            case .mp3: "mp3"
            case .m4a: "m4a"
            case .ogg: "ogg"
            case .jpeg: "jpg"
            case .png: "png"
            case .gif: "gif"
            case .webp: "webp"
            case .mp4: "mp4"
            case .webm: "webm"
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
    /// A page of the web in another encoding.
    case notUTF8
    /// No picture, or none that can be drawn as a cover.
    case noPicture

    package var kind: RefusalKind { .invalid }

    package var code: String {
        switch self {
        case .empty: "file_empty"
        case .unknownKind: "file_kind_unknown"
        case .tooLarge: "file_too_large"
        case .notUTF8: "file_not_utf8"
        case .noPicture: "file_no_picture"
        }
    }

    package var message: String {
        switch self {
        case .empty: "the file is empty"
        case .unknownKind:
            "the file is none of PDF, EPUB, HTML, MP3, M4A (AAC) and Ogg: export it as one of them"
        case .noPicture:
            """
            the file is no JPEG, nor a PNG of 8 bits that is not transparent or interlaced, of at \
            most 10,000 pixels a side: export it as a JPEG
            """
        case .notUTF8: "the page is not in UTF-8: save it once more in that encoding"
        case .tooLarge(let bytesMax):
            "the file is larger than \(bytesMax / 1_048_576) MiB: make its pictures smaller"
        }
    }
}
