import TestSupport
import Testing

@testable import LearningPackages

@Suite("Pictures of strangers on a page")
struct PicturePageTests {
    private static func jpeg(colours: UInt8 = 3, width: Int = 300) -> [UInt8] {
        [0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC2, 0, 17, 8, 1, 0]
            + [UInt8(width >> 8), UInt8(width & 0xFF), colours]
            + Array(repeating: 0, count: 12)
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
        #expect(try #require(page(SamplePicture.png(2))).contains("/Colors 3"))
        #expect(try #require(page(SamplePicture.png(3))).contains("/DeviceRGB 1 <010203ff000a>"))
    }

    @Test("What is transparent, interlaced, of another kind or too large is not put on one")
    func others() {
        for picture in [
            SamplePicture.png(6), SamplePicture.png(2, depth: 16),
            SamplePicture.png(2, interlaced: 1), SamplePicture.png(7),
            Self.jpeg(colours: 2), Self.jpeg(width: 20_000), [], Array("GIF89a".utf8),
        ] {
            #expect(PicturePage(picture) == nil)
        }
    }

    @Test("What is cut off is none, and takes nothing with it")
    func cut() {
        for picture in [Self.jpeg(), SamplePicture.png(2), SamplePicture.png(3)] {
            for count in 0..<picture.count { _ = PicturePage(Array(picture.prefix(count))) }
        }
        #expect(PicturePage([0xFF, 0xD8] + Array(repeating: 0xFF, count: 1_000)) == nil)
    }
}
