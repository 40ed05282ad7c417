import CredentialSamples
import Testing

@testable import Credentials

@Suite("Pictures with a credential in them")
struct BadgeTests {
    private static let document = Array(#"{"a":"]]> & <b> \"ђ\" ]]]]>"}"#.utf8)
    private static let token = Array("eyJh.eyJi._-09".utf8)

    @Test("What is baked in comes out byte for byte", arguments: [document, token])
    func roundTrip(credential: [UInt8]) throws {
        let png = try PNGBadge.baked(credential, into: SamplePictures.png)
        #expect(try PNGBadge.credential(in: png) == credential)
        let svg = try SVGBadge.baked(credential, into: SamplePictures.svg)
        #expect(try SVGBadge.credential(in: svg) == credential)
    }

    @Test("The rest of the picture stays as it was")
    func rest() throws {
        let png = try PNGBadge.baked(Self.token, into: SamplePictures.png)
        #expect(png.starts(with: SamplePictures.png.prefix(33)))
        #expect(png.suffix(SamplePictures.png.count - 33) == SamplePictures.png.dropFirst(33))
        let svg = String(
            decoding: try SVGBadge.baked(Self.token, into: SamplePictures.svg),
            as: UTF8.self
        )
        let baked = "<openbadges:credential verify=\"eyJh.eyJi._-09\"/>"
        let declaration = " xmlns:openbadges=\"https://purl.imsglobal.org/ob/v3p0\""
        #expect(svg.contains("viewBox=\"0 0 9 9\">\(baked)<title>"))
        let without = svg.replacing(baked, with: "").replacing(declaration, with: "")
        #expect(Array(without.utf8) == SamplePictures.svg)
    }

    @Test("A picture that has one gets no second")
    func second() throws {
        let png = try PNGBadge.baked(Self.token, into: SamplePictures.png)
        #expect(throws: CredentialProblem.severalCredentialsInImage) {
            try PNGBadge.baked(Self.token, into: png)
        }
        let svg = try SVGBadge.baked(Self.token, into: SamplePictures.svg)
        #expect(throws: CredentialProblem.severalCredentialsInImage) {
            try SVGBadge.baked(Self.token, into: svg)
        }
    }

    @Test(
        "XML that is harmless is read",
        arguments: [
            "\u{FEFF}<svg/>", "<svg></svg >\n<!-- end -->", "<svg a = 'b' c=\"d>\"/>",
            "<?xml version='1.0' encoding='utf-8'?><svg><a><b/><![CDATA[<x>]]></a>&amp;</svg>",
        ]
    )
    func harmless(svg: String) {
        #expect(throws: CredentialProblem.noCredentialInImage) {
            try SVGBadge.credential(in: Array(svg.utf8))
        }
    }

    @Test(
        "XML that is not well-formed is refused",
        arguments: [
            "<svg", "<svg a></svg>", "<svg a=b/>", "<svg a='1'b='2'/>", "<svg a='<'/>", "</svg>",
            "text<svg/>", "<svg/>text", "<svg/><svg/>", "<svg><!-- -- --></svg>x", "<svg><!--->",
            "<svg>&a;</svg>", "<svg a='&a;'/>", "<svg>&</svg>", "<svg>&#0;</svg>",
            "<svg xmlns:o='https://purl.imsglobal.org/ob/v3p&#48;'><o:credential/></svg>",
            "<svg><a></svg></a>", "<svg><![CDATA[</svg>", "<![CDATA[]]><svg/>", "<svg>\u{1}</svg>",
            "<!DOCTYPE svg><svg/>", "<?xml version='1.0' encoding='utf-16'?><svg/>", "<>", "",
        ]
    )
    func malformed(svg: String) {
        do {
            _ = try SVGBadge.credential(in: Array(svg.utf8))
            Issue.record("it is read")
        } catch {
            guard case .imageForm = error as? CredentialProblem else {
                Issue.record("\(error)")
                return
            }
        }
    }

    @Test("A compressed credential in a PNG is refused")
    func compressed() throws {
        var png = try PNGBadge.baked(Self.token, into: SamplePictures.png)
        // The flag behind the keyword, and the checksum for it.
        let data = Array("iTXtopenbadgecredential\0".utf8) + [1, 0, 0, 0] + Self.token
        png.replaceSubrange(37..<37 + data.count, with: data)
        var crc: UInt32 = 0xFFFF_FFFF
        for byte in data {
            crc ^= UInt32(byte)
            for _ in 0..<8 { crc = crc & 1 == 1 ? crc >> 1 ^ 0xEDB8_8320 : crc >> 1 }
        }
        let checksum = [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: ~crc >> $0) }
        png.replaceSubrange(37 + data.count..<41 + data.count, with: checksum)
        let refusal = CredentialProblem.imageForm("the certificate in it is compressed")
        #expect(throws: refusal) { try PNGBadge.credential(in: png) }
    }
}
