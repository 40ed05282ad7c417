import Testing

@testable import LearningPackages

@Suite("Pictures of strangers on a page")
struct PicturePageTests {
    private static func jpeg(colours: UInt8 = 3, width: Int = 300) -> [UInt8] {
        [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC2, 0, 17, 8, 1, 0]
            + [UInt8(width >> 8), UInt8(width & 0xFF), colours]
            + Array(repeating: 0, count: 12)
    }

    private static func png(_ colour: UInt8, depth: UInt8 = 8, interlaced: UInt8 = 0) -> [UInt8] {
        func chunk(_ name: String, _ inside: [UInt8]) -> [UInt8] {
            [0, 0, 0, UInt8(inside.count)] + Array(name.utf8) + inside + [0, 0, 0, 0]
        }
        return [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
            + chunk("IHDR", [0, 0, 0, 2, 0, 0, 0, 1, depth, colour, 0, 0, interlaced])
            + chunk("PLTE", [1, 2, 3, 0xFF, 0, 0x0A]) + chunk("IDAT", [7, 8, 9])
            + chunk("IEND", [])
    }

    private func page(_ picture: [UInt8]) -> String? {
        PicturePage(picture).map { String(decoding: $0.bytes, as: UTF8.self) }
    }

    @Test("A picture fills its page, as it is")
    func pictures() throws {
        let photo = try #require(page(Self.jpeg()))
        #expect(photo.contains("/MediaBox [0 0 300 256]") && photo.contains("/DCTDecode"))
        #expect(try #require(page(Self.jpeg(colours: 4))).contains("/Decode [1 0"))
        #expect(PicturePage.size(ofJPEG: Self.jpeg())?.width == 300)
        #expect(try #require(page(Self.png(2))).contains("/Colors 3"))
        #expect(try #require(page(Self.png(3))).contains("/DeviceRGB 1 <010203ff000a>"))
    }

    @Test("What is transparent, interlaced, of another kind or too large is not put on one")
    func others() {
        for picture in [
            Self.png(6), Self.png(2, depth: 16), Self.png(2, interlaced: 1), Self.png(7),
            Self.jpeg(colours: 2), Self.jpeg(width: 20_000), [], Array("GIF89a".utf8),
        ] {
            #expect(PicturePage(picture) == nil)
        }
    }

    @Test("What is cut off is none, and takes nothing with it")
    func cut() {
        for picture in [Self.jpeg(), Self.png(2), Self.png(3)] {
            for count in 0..<picture.count { _ = PicturePage(Array(picture.prefix(count))) }
        }
        #expect(PicturePage([0xFF, 0xD8] + Array(repeating: 0xFF, count: 1_000)) == nil)
    }
}
