/// The part of Markdown that questions use: paragraphs, lists, code, strong and emphasised words.
///
/// What it does not know stays as it is written. HTML in it stays HTML, and is cleaned as all is.
enum Markdown {
    static func html(_ text: String) -> String {
        let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
        var html = ""
        var list: String?
        var isOpen = false
        for line in lines {
            let trimmed = line.drop { $0.isWhitespace }
            let item = Self.item(trimmed)
            if let ended = list, item?.list != ended {
                html += "</\(ended)>"
                list = nil
            }
            if let item {
                if list == nil { html += "<\(item.list)>" }
                list = item.list
                html += "<li>\(inline(item.text))</li>"
                isOpen = false
            } else if trimmed.isEmpty {
                isOpen = false
            } else {
                html += isOpen ? "\n" : "<p>"
                html += inline(trimmed)
                isOpen = true
            }
        }
        // The cleaner ends what is open.
        return isSingleParagraph(html) ? String(html.dropFirst(3)) : html
    }

    private static func isSingleParagraph(_ html: String) -> Bool {
        html.hasPrefix("<p>") && html.ranges(of: "<p>").count == 1 && !html.contains("<li>")
    }

    private static func item(_ line: Substring) -> (list: String, text: Substring)? {
        if let mark = line.first, "-*+".contains(mark), line.dropFirst().first == " " {
            return ("ul", line.dropFirst(2))
        }
        let digits = line.prefix { $0.isASCII && $0.isNumber }
        let rest = line[digits.endIndex...]
        guard (1...3).contains(digits.count), rest.hasPrefix(". ") else { return nil }
        return ("ol", rest.dropFirst(2))
    }

    /// Code, strong and emphasised words, in one line each.
    private static func inline(_ line: Substring) -> String {
        let parts = line.split(separator: "`", omittingEmptySubsequences: false)
        guard parts.count > 2, parts.count % 2 == 1 else { return emphasised(line) }
        return parts.enumerated().map { index, part in
            index % 2 == 0 ? emphasised(part) : "<code>\(escaped(part))</code>"
        }.joined()
    }

    private static func emphasised(_ text: Substring) -> String {
        let strong = paired(String(text), mark: "**", element: "strong")
        return paired(strong, mark: "*", element: "em")
    }

    private static func paired(_ text: String, mark: String, element: String) -> String {
        let parts = text.split(separator: mark, omittingEmptySubsequences: false)
        guard parts.count > 2, parts.count % 2 == 1 else { return text }
        return parts.enumerated().map { index, part in
            index % 2 == 0 ? String(part) : "<\(element)>\(part)</\(element)>"
        }.joined()
    }

    private static func escaped(_ text: Substring) -> String {
        String(text).replacing("&", with: "&amp;").replacing("<", with: "&lt;")
    }
}
