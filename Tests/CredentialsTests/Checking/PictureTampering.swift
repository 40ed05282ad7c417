import CredentialSamples

@testable import Credentials

extension Tampering {
    private static func png(
        _ what: String,
        _ reason: String,
        _ change: @escaping @Sendable (inout [UInt8]) throws -> Void
    ) -> Tampering {
        Tampering("PNG: " + what, reason) { presented in
            presented.bytes = try PNGBadge.baked(presented.bytes, into: SamplePictures.png)
            try change(&presented.bytes)
        }
    }

    private static func svg(
        _ what: String,
        _ reason: String,
        _ text: String,
        _ other: String
    ) -> Tampering {
        Tampering("SVG: " + what, reason) { presented in
            presented.bytes = try SVGBadge.baked(presented.bytes, into: SamplePictures.svg)
            let before = presented.bytes
            presented.replace(text, other)
            precondition(presented.bytes != before, "nothing is changed")
        }
    }

    private static let baked = "<openbadges:credential>"
    /// Another credential, which other programs might find.
    private static let second = "<openbadges:credential><![CDATA[{}]]></openbadges:credential>"

    static let pictures = [
        png("none baked in", "no_credential_in_image") { $0 = SamplePictures.png },
        png("cut off", "image_form") { $0.removeLast(20) },
        png("cut within its first part", "image_form") { $0.removeLast($0.count - 20) },
        png("something behind its end", "image_form") { $0.append(0) },
        png("a part more behind its end", "image_form") { $0 += $0.suffix(12) },
        png("a wrong checksum", "image_form") { $0[60] ^= 1 },
        png("a length that is too large", "image_form") { $0[33] = 0x7F },
        png("two of them", "several_credentials_in_image") { picture in
            let length = picture[33..<37].reduce(0) { $0 << 8 | Int($1) } + 12
            picture.insert(contentsOf: picture[33..<33 + length], at: 33)
        },
        svg("none baked in", "no_credential_in_image", "openbadges:credential", "openbadges:other"),
        svg("two of them", "several_credentials_in_image", baked, second + baked),
        svg("one within another", "image_form", baked, baked + second),
        svg("text beside it", "image_form", baked, baked + "{}"),
        svg("a token beside it", "image_form", baked, "<openbadges:credential verify='a.b.c'>"),
        svg("a document type", "image_form", "<svg ", "<!DOCTYPE svg [<!ENTITY a 'b'>]><svg "),
        svg("another encoding", "image_form", "UTF-8", "ISO-8859-5"),
        svg("tags that do not match", "image_form", "</svg>", "</svh>"),
        svg("no end", "image_form", "</svg>", ""),
        svg("two roots", "image_form", "</svg>", "</svg><svg/>"),
        svg("another root", "image_form", "<svg ", "<html><svg "),
        svg("no namespace", "image_form", "xmlns:openbadges", "xmlns:other"),
        svg("another namespace", "image_form", "/ob/v3p0\"", "/ob/v9\""),
        svg(
            "a second prefix",
            "image_form",
            "<path ",
            "<path xmlns:b='https://purl.imsglobal.org/ob/v3p0' "
        ),
        svg("an attribute twice", "image_form", "<path ", "<path d='' "),
        Tampering("SVG: hidden in a comment", "no_credential_in_image") { presented in
            presented.bytes = try SVGBadge.baked(presented.bytes, into: SamplePictures.svg)
            presented.replace(baked, "<!--" + baked)
            presented.replace("</openbadges:credential>", "</openbadges:credential>-->")
        },
        Tampering("SVG: a thousand levels", "image_form") { presented in
            presented.bytes = Array(String(repeating: "<svg>", count: 1000).utf8)
        },
        Tampering("SVG: bytes that are no UTF-8", "image_form") { presented in
            presented.bytes = try SVGBadge.baked(presented.bytes, into: SamplePictures.svg)
            presented.bytes[40] = 0xFF
        },
    ]
}
