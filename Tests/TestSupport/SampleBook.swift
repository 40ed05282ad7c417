import Foundation

/// A book that a test makes: files of an EPUB, none of them compressed.
package struct SampleBook {
    /// In the order of the archive, behind `mimetype`.
    package var files: [(name: String, bytes: [UInt8])] = []

    package init() {}

    /// A book of three chapters in an order that is not that of their names, with a table of
    /// contents.
    package static func ofChapters(_ chapters: [(title: String, body: String)]) -> SampleBook {
        var book = SampleBook()
        book.add("META-INF/container.xml", container)
        let items = chapters.indices.map { index in
            "<item id=\"c\(index)\" href=\"text/\(9 - index).xhtml\" "
                + "media-type=\"application/xhtml+xml\"/>"
        }
        let spine = chapters.indices.map { "<itemref idref=\"c\($0)\"/>" }
        book.add(
            "OEBPS/book.opf",
            package(
                manifest: items.reversed().joined()
                    + "<item id=\"n\" href=\"nav.xhtml\" properties=\"nav\" "
                    + "media-type=\"application/xhtml+xml\"/>",
                spine: "<spine><itemref idref=\"n\"/>\(spine.joined())</spine>"
            )
        )
        let links = chapters.enumerated().map { index, chapter in
            "<li><a href=\"text/\(9 - index).xhtml\">\(chapter.title)</a></li>"
        }
        book.add("OEBPS/nav.xhtml", page("<nav><ol>\(links.joined())</ol></nav>"))
        for (index, chapter) in chapters.enumerated() {
            book.add("OEBPS/text/\(9 - index).xhtml", page(chapter.body))
        }
        return book
    }

    package static let container = """
        <?xml version="1.0"?>
        <container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
        <rootfiles><rootfile full-path="OEBPS/book.opf"
        media-type="application/oebps-package+xml"/></rootfiles></container>
        """

    package static func package(manifest: String, spine: String) -> String {
        """
        <?xml version="1.0" encoding="UTF-8"?>
        <package xmlns="http://www.idpf.org/2007/opf" version="3.0">
        <manifest>\(manifest)</manifest>\(spine)</package>
        """
    }

    package static func page(_ body: String) -> String {
        """
        <?xml version="1.0" encoding="utf-8"?>
        <!DOCTYPE html>
        <html xmlns="http://www.w3.org/1999/xhtml"><head><title>x</title>
        <style>p { color: red }</style></head><body>\(body)</body></html>
        """
    }

    package mutating func add(_ name: String, _ text: String) {
        files.append((name, Array(text.utf8)))
    }

    /// The archive (APPNOTE.TXT 6.3.9; EPUB 3.3, section 4.3).
    package var bytes: [UInt8] {
        var archive: [UInt8] = []
        var directory: [UInt8] = []
        let all = [("mimetype", Array("application/epub+zip".utf8))] + files
        for (name, bytes) in all {
            let common: [UInt8] =
                [20, 0, 0, 8, 0, 0, 0, 0, 0x21, 0] + Self.number(Self.checksum(bytes), 4)
                + Self.number(bytes.count, 4) + Self.number(bytes.count, 4)
                + Self.number(name.utf8.count, 2) + [0, 0]
            directory +=
                [0x50, 0x4B, 1, 2, 20, 0] + common + [UInt8](repeating: 0, count: 10)
                + Self.number(archive.count, 4) + Array(name.utf8)
            archive += [0x50, 0x4B, 3, 4] + common + Array(name.utf8) + bytes
        }
        let end =
            [0x50, 0x4B, 5, 6, 0, 0, 0, 0] + Self.number(all.count, 2)
            + Self.number(all.count, 2) + Self.number(directory.count, 4)
            + Self.number(archive.count, 4) + [0, 0]
        return archive + directory + end
    }

    private static func number(_ value: Int, _ count: Int) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: value >> ($0 * 8)) }
    }

    /// CRC-32 of ISO 3309.
    private static func checksum(_ bytes: [UInt8]) -> Int {
        var rest: UInt32 = 0xFFFF_FFFF
        for byte in bytes {
            rest ^= UInt32(byte)
            for _ in 0..<8 { rest = rest & 1 == 1 ? rest >> 1 ^ 0xEDB8_8320 : rest >> 1 }
        }
        return Int(rest ^ 0xFFFF_FFFF)
    }
}
