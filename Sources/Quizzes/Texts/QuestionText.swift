import Documents

/// A text of a question: a small part of HTML that is safe to show.
///
/// Whoever reads markup gets this by `MarkupCleaner` alone, so nothing else than the elements that
/// it knows is ever in it. A picture is `<img src="picture:DIGEST" …>`; who shows the text says
/// where pictures are (`html(picturesAt:)`).
package struct QuestionText: Hashable, Sendable {
    /// The elements of `MarkupElement`, well-formed, with `&amp;`, `&lt;`, `&gt;` and, in
    /// attributes, `&quot;` as the only references.
    package let html: String

    package static let empty = QuestionText(cleaned: "")

    init(cleaned html: String) { self.html = html }

    /// A text without markup; its lines stay lines.
    package init(plain text: String) { self = Markup(text, .plain).text }

    /// A text as `html` gave it to be stored; cleaned again, as a store may be changed by others.
    package init(stored html: String) {
        self = Markup(html, .html, pictures: .stored).text
    }

    package var isEmpty: Bool { html.isEmpty }

    /// The digests of its pictures in the order in which they stand.
    package var pictures: [String] {
        html.split(separator: Self.pictureStart, omittingEmptySubsequences: false).dropFirst()
            .map { String($0.prefix { $0 != "\"" }) }
    }

    /// The text with addresses of pictures by their digests.
    ///
    /// An address may hold everything that stands in an attribute as it is.
    package func html(picturesAt address: (String) -> String) -> String {
        let parts = html.split(separator: Self.pictureStart, omittingEmptySubsequences: false)
        return parts.dropFirst().reduce(into: String(parts.first ?? "")) { shown, part in
            let digest = part.prefix { $0 != "\"" }
            shown += "<img src=\"" + address(String(digest)) + part[digest.endIndex...]
        }
    }

    /// The words alone, in one line; a picture is what is said instead of it.
    package var plain: String {
        var words: [UInt8] = []
        var rest = Array(html.utf8)[...]
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "<") else {
                words.append(byte)
                continue
            }
            let tag = rest.prefix { $0 != UInt8(ascii: ">") }
            rest = rest.dropFirst(tag.count + 1)
            let name = tag.drop { $0 == UInt8(ascii: "/") }.prefix { Markup.isNameByte($0) }
            let element = MarkupElement(rawValue: String(decoding: name, as: UTF8.self))
            guard let element, !element.isInline else { continue }
            words.append(UInt8(ascii: " "))
            if element == .img {
                words += Markup.attributes(tag)["alt"].map { Array($0.utf8) } ?? []
                words.append(UInt8(ascii: " "))
            }
        }
        return CharacterReference.decoded(String(decoding: words, as: UTF8.self))
            .split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    static let pictureStart = "<img src=\"picture:"
}
