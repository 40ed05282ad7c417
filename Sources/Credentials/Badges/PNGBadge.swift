import CZlib

/// Credentials in PNG pictures (Open Badges 3.0, 5.3.1): one `iTXt` chunk, not compressed.
package enum PNGBadge {
    private static let signature: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    private static let keyword = Array("openbadgecredential".utf8)

    /// The picture with a credential, JSON or token, right behind its header.
    ///
    /// - Throws: `CredentialProblem` when the picture is not well-formed or has one already.
    package static func baked(_ credential: [UInt8], into picture: [UInt8]) throws -> [UInt8] {
        let chunks = try chunks(of: picture)
        guard try credentials(in: chunks).isEmpty, let header = chunks.first else {
            throw CredentialProblem.severalCredentialsInImage
        }
        // Keyword, not compressed, by no method, in no language, without a translated keyword.
        let data = keyword + [0, 0, 0, 0, 0] + credential
        return Array(picture[..<header.end]) + chunk("iTXt", data) + picture[header.end...]
    }

    /// The one credential in a picture.
    ///
    /// - Throws: `CredentialProblem`.
    package static func credential(in picture: [UInt8]) throws -> [UInt8] {
        let credentials = try credentials(in: chunks(of: picture))
        guard let credential = credentials.first else {
            throw CredentialProblem.noCredentialInImage
        }
        guard credentials.count == 1 else { throw CredentialProblem.severalCredentialsInImage }
        return credential
    }

    // MARK: Chunks (Portable Network Graphics, 5.3)

    private struct Chunk {
        let type: [UInt8]
        let data: ArraySlice<UInt8>
        /// How many bytes of the picture end with it.
        let end: Int
    }

    private static func chunks(of picture: [UInt8]) throws -> [Chunk] {
        guard picture.starts(with: signature) else {
            throw CredentialProblem.imageForm("it does not begin as a PNG does")
        }
        var chunks: [Chunk] = []
        var place = signature.count
        while place < picture.count {
            guard picture.count - place >= 12 else { throw cut }
            let length = number(picture[place..<place + 4])
            guard length <= picture.count - place - 12 else { throw cut }
            let data = picture[place + 8..<place + 8 + length]
            let end = data.endIndex + 4
            let stored = number(picture[data.endIndex..<end])
            guard stored == checksum(picture[place + 4..<data.endIndex]) else {
                throw CredentialProblem.imageForm("a checksum is wrong")
            }
            let type = Array(picture[place + 4..<place + 8])
            chunks.append(Chunk(type: type, data: data, end: end))
            place = end
        }
        let ends = chunks.indices.filter { chunks[$0].type == Array("IEND".utf8) }
        guard chunks.first?.type == Array("IHDR".utf8), ends == [chunks.count - 1] else {
            throw CredentialProblem.imageForm("its first or last part is missing")
        }
        return chunks
    }

    private static let cut = CredentialProblem.imageForm("it is cut off")

    /// What stands under our keyword, in whatever kind of text chunk.
    private static func credentials(in chunks: [Chunk]) throws -> [[UInt8]] {
        let texts = ["iTXt", "tEXt", "zTXt"].map { Array($0.utf8) }
        return try chunks.filter { texts.contains($0.type) && isOurs($0) }.map { chunk in
            let fields = chunk.data.dropFirst(keyword.count + 1)
            guard chunk.type == texts[0], fields.starts(with: [0, 0]) else {
                throw CredentialProblem.imageForm("the certificate in it is compressed")
            }
            let parts = fields.dropFirst(2).split(
                separator: 0,
                maxSplits: 2,
                omittingEmptySubsequences: false
            )
            guard parts.count == 3 else { throw cut }
            return Array(parts[2])
        }
    }

    private static func isOurs(_ chunk: Chunk) -> Bool {
        chunk.data.prefix { $0 != 0 }.elementsEqual(keyword)
    }

    private static func chunk(_ type: String, _ data: [UInt8]) -> [UInt8] {
        let body = Array(type.utf8) + data
        return bytes(data.count) + body + bytes(checksum(body[...]))
    }

    private static func number(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.reduce(0) { $0 << 8 | Int($1) }
    }

    private static func bytes(_ number: Int) -> [UInt8] {
        [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: number >> $0) }
    }

    private static func checksum(_ bytes: ArraySlice<UInt8>) -> Int {
        bytes.withUnsafeBufferPointer { Int(crc32(0, $0.baseAddress, UInt32($0.count))) }
    }
}
