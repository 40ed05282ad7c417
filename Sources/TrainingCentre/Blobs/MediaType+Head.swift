extension Blob.MediaType {
    /// How many bytes at the beginning tell what a file is.
    static let headLength = 1_024

    /// What a file that begins so is; nil when it is none of these.
    ///
    /// ISO 32000-1 section 7.5.2; EPUB Open Container Format 3.3 section 4.3, by which the archive
    /// begins with a file `mimetype` that is not compressed; HTML section 13.1; ISO 11172-3
    /// section 2.4.1.3 and ID3v2; ISO 14496-12 section 4.3; RFC 3533 section 6; ISO 10918-1
    /// section B.1.1.3; PNG section 5.2.
    init?(head: [UInt8]) {
        if head.starts(with: "%PDF-".utf8) {
            self = .pdf
        } else if head.starts(with: "PK\u{3}\u{4}".utf8),
            head.dropFirst(30).starts(with: "mimetypeapplication/epub+zip".utf8)
        {
            self = .epub
        } else if head.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if head.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self = .png
        } else if head.starts(with: "ID3".utf8) || Self.isFrameOfMP3(head) {
            self = .mp3
        } else if Self.isSoundOfMPEG4(head) {
            self = .m4a
        } else if Self.isSoundOfOgg(head) {
            self = .ogg
        } else if Self.isPage(head) {
            self = .html
        } else {
            return nil
        }
    }

    /// A frame of layer III of MPEG 1, 2 or 2.5, with a bit rate and a sampling rate that exist.
    private static func isFrameOfMP3(_ head: [UInt8]) -> Bool {
        guard head.count >= 4, head[0] == 0xFF, head[1] & 0xE6 == 0xE2 else { return false }
        let (version, rate, sampling) = (head[1] >> 3 & 3, head[2] >> 4, head[2] >> 2 & 3)
        return version != 1 && rate != 0 && rate != 15 && sampling != 3
    }

    /// A file of one of the brands that stand for sound alone; films have others.
    private static func isSoundOfMPEG4(_ head: [UInt8]) -> Bool {
        guard head.count >= 16, head.dropFirst(4).starts(with: "ftyp".utf8) else { return false }
        let length = head[..<4].reduce(0) { $0 << 8 | Int($1) }
        guard length >= 16, length <= head.count else { return false }
        return isSoundBrand(head, at: 8)
            || stride(from: 16, to: length - 3, by: 4).contains { isSoundBrand(head, at: $0) }
    }

    private static func isSoundBrand(_ head: [UInt8], at place: Int) -> Bool {
        let brand = head[place..<place + 4]
        return brand.elementsEqual("M4A ".utf8) || brand.elementsEqual("M4B ".utf8)
    }

    /// An Ogg whose first stream is sound; films begin with another one.
    private static func isSoundOfOgg(_ head: [UInt8]) -> Bool {
        guard head.count >= 36, head.starts(with: "OggS".utf8) else { return false }
        let packet = head.dropFirst(27 + Int(head[26]))
        return packet.starts(with: "\u{1}vorbis".utf8) || packet.starts(with: "OpusHead".utf8)
            || packet.starts(with: [0x7F] + Array("FLAC".utf8))
    }

    /// A page that says so on top, below comments and an XML declaration.
    private static func isPage(_ head: [UInt8]) -> Bool {
        var rest = String(decoding: head, as: UTF8.self)[...]
        if rest.first == "\u{FEFF}" { rest = rest.dropFirst() }
        while true {
            rest = rest.drop(while: \.isWhitespace)
            let end: String
            if rest.hasPrefix("<!--") {
                end = "-->"
            } else if rest.hasPrefix("<?xml") {
                end = "?>"
            } else {
                break
            }
            guard let found = rest.firstRange(of: end) else { return false }
            rest = rest[found.upperBound...]
        }
        let start = rest.prefix(14).lowercased()
        return start.hasPrefix("<!doctype html") || start.hasPrefix("<html>")
            || start.hasPrefix("<html ")
    }
}
