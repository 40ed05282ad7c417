/// A page of PDF with one picture on it, for a program that draws pages.
///
/// The picture is not unpacked here: PDF holds JPEG as it is, and the content of a PNG that is
/// neither interlaced nor transparent (ISO 32000-1, sections 7.4.8 and 7.4.4.4).
package struct PicturePage {
    package let bytes: [UInt8]

    private static let sideMax = 10_000

    /// Nil for a picture of another kind, for one that is too large, and a damaged one.
    package init?(_ picture: [UInt8]) {
        guard let image = JPEGImage(picture)?.image ?? PNGContent(picture)?.image,
            image.width <= Self.sideMax, image.height <= Self.sideMax
        else { return nil }
        bytes = Self.page(image)
    }

    /// Width and height of a JPEG; nil for what is none.
    package static func size(ofJPEG bytes: [UInt8]) -> (width: Int, height: Int)? {
        JPEGImage(bytes).map { ($0.image.width, $0.image.height) }
    }

    /// A picture as PDF has it.
    fileprivate struct Image {
        let width: Int
        let height: Int
        let dictionary: String
        let content: [UInt8]
    }

    private static func page(_ image: Image) -> [UInt8] {
        let (width, height) = (image.width, image.height)
        let drawing = "q \(width) 0 0 \(height) 0 0 cm /P Do Q"
        let size = "/Width \(width) /Height \(height)"
        let objects: [[UInt8]] = [
            Array("<< /Type /Catalog /Pages 2 0 R >>".utf8),
            Array("<< /Type /Pages /Kids [3 0 R] /Count 1 >>".utf8),
            Array(
                ("<< /Type /Page /Parent 2 0 R /MediaBox [0 0 \(width) \(height)] "
                    + "/Resources << /XObject << /P 5 0 R >> >> /Contents 4 0 R >>").utf8
            ), stream("", Array(drawing.utf8)),
            stream("/Type /XObject /Subtype /Image \(size) \(image.dictionary)", image.content),
        ]
        var bytes = Array("%PDF-1.4\n".utf8)
        var places: [Int] = []
        for (index, object) in objects.enumerated() {
            places.append(bytes.count)
            bytes += "\(index + 1) 0 obj\n".utf8 + object + "\nendobj\n".utf8
        }
        let start = bytes.count
        bytes += "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n".utf8
        for place in places {
            let digits = String(place)
            bytes += (String(repeating: "0", count: 10 - digits.count) + digits).utf8
            bytes += " 00000 n \n".utf8
        }
        bytes += "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\n".utf8
        bytes += "startxref\n\(start)\n%%EOF\n".utf8
        return bytes
    }

    private static func stream(_ dictionary: String, _ content: [UInt8]) -> [UInt8] {
        Array("<< \(dictionary) /Length \(content.count) >>\nstream\n".utf8) + content
            + Array("\nendstream".utf8)
    }
}

/// The frame of a JPEG (ISO 10918-1, section B.2.2).
private struct JPEGImage {
    let image: PicturePage.Image

    init?(_ bytes: [UInt8]) {
        guard bytes.starts(with: [0xFF, 0xD8]) else { return nil }
        var place = 2
        while place + 9 < bytes.count {
            guard bytes[place] == 0xFF else { return nil }
            let marker = bytes[place + 1]
            if marker == 0xFF {
                place += 1
                continue
            }
            let length = Int(bytes[place + 2]) << 8 | Int(bytes[place + 3])
            guard length >= 2 else { return nil }
            // All frames but the tables that have numbers among theirs.
            if (0xC0...0xCF).contains(marker), ![0xC4, 0xC8, 0xCC].contains(marker) {
                let height = Int(bytes[place + 5]) << 8 | Int(bytes[place + 6])
                let width = Int(bytes[place + 7]) << 8 | Int(bytes[place + 8])
                let colours = [1: "/DeviceGray", 3: "/DeviceRGB", 4: "/DeviceCMYK"]
                guard width > 0, height > 0, bytes[place + 4] == 8,
                    let colour = colours[Int(bytes[place + 9])]
                else { return nil }
                // Whoever writes four colours writes them upside down.
                let turned = bytes[place + 9] == 4 ? "/Decode [1 0 1 0 1 0 1 0]" : ""
                image = PicturePage.Image(
                    width: width,
                    height: height,
                    dictionary: "/ColorSpace \(colour) /BitsPerComponent 8 /Filter /DCTDecode "
                        + turned,
                    content: bytes
                )
                return
            }
            place += 2 + length
        }
        return nil
    }
}

/// The content of a PNG (PNG Third Edition, sections 11.2.1 to 11.2.3).
private struct PNGContent {
    let image: PicturePage.Image

    init?(_ bytes: [UInt8]) {
        guard bytes.count > 33, bytes.starts(with: [0x89, 0x50, 0x4E, 0x47]) else { return nil }
        func number(_ place: Int) -> Int {
            bytes[place..<place + 4].reduce(0) { $0 << 8 | Int($1) }
        }
        let (width, height) = (number(16), number(20))
        let (depth, colour, isInterlaced) = (bytes[24], bytes[25], bytes[28] != 0)
        guard width > 0, height > 0, depth == 8, !isInterlaced else { return nil }
        var (content, palette): ([UInt8], [UInt8]) = ([], [])
        var place = 8
        while place + 12 <= bytes.count {
            let length = number(place)
            guard length <= bytes.count - place - 12 else { return nil }
            let inside = bytes[place + 8..<place + 8 + length]
            switch String(decoding: bytes[place + 4..<place + 8], as: UTF8.self) {
            case "IDAT": content += inside
            case "PLTE": palette = Array(inside)
            default: break
            }
            place += 12 + length
        }
        let space: String
        switch colour {
        case 0: space = "/DeviceGray"
        case 2: space = "/DeviceRGB"
        case 3 where palette.count >= 3:
            let digits = palette.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            space = "[/Indexed /DeviceRGB \(palette.count / 3 - 1) <\(digits)>]"
        default: return nil
        }
        let colours = colour == 2 ? 3 : 1
        image = PicturePage.Image(
            width: width,
            height: height,
            dictionary: "/ColorSpace \(space) /BitsPerComponent 8 /Filter /FlateDecode "
                + "/DecodeParms << /Predictor 15 /Colors \(colours) /BitsPerComponent 8 "
                + "/Columns \(width) >>",
            content: content
        )
    }
}
