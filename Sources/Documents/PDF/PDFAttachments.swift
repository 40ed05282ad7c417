import Foundation

/// A file inside a PDF that says in data what the pages say in words.
package struct PDFAttachment: Sendable, Equatable {
    /// The name to save it by, of ASCII letters, digits, `.`, `-` and `_`.
    package let name: String
    /// Such as "application/vc".
    package let mediaType: String
    /// What it is, for people.
    package let purpose: String
    package let bytes: [UInt8]

    package init(name: String, mediaType: String, purpose: String, bytes: [UInt8]) {
        (self.name, self.mediaType) = (name, mediaType)
        (self.purpose, self.bytes) = (purpose, bytes)
    }
}

/// Why files cannot be attached.
package enum PDFAttachmentError: Error, Equatable, Sendable {
    /// A name with other characters than `PDFAttachment.name` may have, or one twice.
    case name(String)
    /// More than `PDFLimits.attachmentsMax`.
    case tooMany
}

extension PDFAttachment {
    /// The PDF with these files as associated files of the whole document.
    ///
    /// `AFRelationship` is `Data` (ISO 32000-2, 14.13). The bytes before stay as they are; files
    /// attached before are not attached any more.
    /// - Throws: `PDFError`, `PDFAttachmentError`.
    package static func attach(
        _ attachments: [PDFAttachment],
        to pdf: [UInt8],
        at moment: Date
    ) throws -> [UInt8] {
        guard attachments.count <= PDFLimits.attachmentsMax else {
            throw PDFAttachmentError.tooMany
        }
        // A tree of names has them in the order of their bytes (7.9.6).
        let sorted = attachments.sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
        for (attachment, next) in zip(sorted, sorted.dropFirst())
        where attachment.name == next.name {
            throw PDFAttachmentError.name(attachment.name)
        }
        var update = try PDFUpdate(pdf)
        var references: [PDFObject] = []
        var names: [PDFObject] = []
        for attachment in sorted {
            guard attachment.hasPlainName else { throw PDFAttachmentError.name(attachment.name) }
            let reference = attachment.add(to: &update, at: moment)
            references.append(reference)
            names += [.string(Array(attachment.name.utf8)), reference]
        }
        let tree = PDFDictionary(["Names": .array(names)])
        update.set(
            "Names",
            .dictionary(PDFDictionary(["EmbeddedFiles": .dictionary(tree)]))
        )
        update.set("AF", .array(references))
        update.set("PageMode", .name("UseNone"))
        // Embedded files came with 1.4, associated ones with 2.0; the header stays at 1.4.
        update.set("Version", .name("1.7"))
        return update.finish()
    }

    /// The attachments of a PDF of ours, ordered by name; none when it has none.
    ///
    /// Costs time and memory in proportion to the file, whatever it holds.
    /// - Throws: `PDFError`.
    package static func read(_ pdf: [UInt8]) throws -> [PDFAttachment] {
        try read(PDFFile(pdf))
    }

    static func read(_ file: PDFFile) throws -> [PDFAttachment] {
        let catalogue = try file.catalogue().dictionary
        guard let names = try file.dictionary(catalogue["Names"]),
            let tree = try file.dictionary(names["EmbeddedFiles"]),
            let pairs = try file.array(tree["Names"])
        else { return [] }
        guard pairs.count <= 2 * PDFLimits.attachmentsMax else { throw PDFError.tooLarge }
        // Many names may share one large stream.
        var budget = PDFLimits.bytesMax
        return try stride(from: 1, to: pairs.count, by: 2).map { index in
            let attachment = try PDFAttachment(pairs[index - 1], pairs[index], in: file)
            budget -= attachment.bytes.count
            guard budget >= 0 else { throw PDFError.tooLarge }
            return attachment
        }
    }

    private init(_ name: PDFObject, _ specification: PDFObject, in file: PDFFile) throws {
        guard let specification = try file.dictionary(specification),
            let files = try file.dictionary(specification["EF"]),
            case .string(let key) = name
        else { throw PDFError.damaged(at: 0, "an attachment has no file") }
        let (dictionary, bytes) = try file.stream(files["F"])
        self.name = String(decoding: key, as: UTF8.self)
        self.bytes = bytes
        if case .name(let type) = dictionary["Subtype"] { mediaType = type } else { mediaType = "" }
        if case .string(let text) = specification["Desc"] {
            purpose = Self.text(text)
        } else {
            purpose = ""
        }
    }

    private static func text(_ bytes: [UInt8]) -> String {
        guard bytes.starts(with: [0xFE, 0xFF]) else {
            return String(decoding: bytes, as: UTF8.self)
        }
        let units = stride(from: 2, to: bytes.count - 1, by: 2).map { index in
            UInt16(bytes[index]) << 8 | UInt16(bytes[index + 1])
        }
        return String(decoding: units, as: UTF16.self)
    }

    private var hasPlainName: Bool {
        (1...80).contains(name.utf8.count) && !name.hasPrefix(".")
            && name.utf8.allSatisfy { byte in
                (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
                    || (0x61...0x7A).contains(byte) || ".-_".utf8.contains(byte)
            }
    }

    private func add(to update: inout PDFUpdate, at moment: Date) -> PDFObject {
        let parameters = PDFDictionary([
            "Size": .integer(bytes.count), "ModDate": .text(PDFDate.text(of: moment)),
        ])
        let stream = update.add(
            stream: bytes,
            PDFDictionary([
                "Type": .name("EmbeddedFile"), "Subtype": .name(mediaType),
                "Params": .dictionary(parameters),
            ])
        )
        let files = PDFDictionary(["F": stream, "UF": stream])
        return update.add(
            .dictionary(
                PDFDictionary([
                    "Type": .name("Filespec"), "F": .text(name), "UF": .text(name),
                    "Desc": .text(purpose), "AFRelationship": .name("Data"),
                    "EF": .dictionary(files),
                ])
            )
        )
    }
}

/// Moments as PDF writes them (7.9.4).
enum PDFDate {
    /// "D:20240306120000Z"; whole seconds.
    static func text(of moment: Date) -> String {
        "D:" + moment.formatted(.iso8601).filter { !"-:T".contains($0) }
    }
}
