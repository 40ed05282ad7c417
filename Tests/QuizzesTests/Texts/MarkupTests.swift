import Quizzes
import Testing

@Suite("The markup of texts")
struct MarkupTests {
    private static let cases: [(given: String, html: String)] = [
        ("<p>A <b>b</b><br/>c</p>", "<p>A <b>b</b><br>c</p>"),
        ("<P CLASS='x' style=\"color:red\" onclick=alert(1)>A</P>", "<p>A</p>"),
        ("a<script>alert('<b>')</script>b", "ab"),
        ("a<ScRiPt src=//x.example>b", "a"),
        ("a<style>b</style ><title>c</title>d", "ad"),
        ("<svg onload=alert(1)><b>x</b></svg>y", "y"),
        ("<iframe src=\"javascript:alert(1)\"></iframe>y", "y"),
        ("<a href=\"javascript:alert(1)\">link</a>", "link"),
        ("<img src=x onerror=alert(1)>", ""),
        ("<img src=\"data:image/png;base64,AAAA\">y", "y"),
        ("<!-- <b>x</b> -->y<!DOCTYPE z><?php w ?>", "y"),
        ("<!-- never ends <b>x</b>", ""),
        ("a < b && c > d", "a &lt; b &amp;&amp; c &gt; d"),
        ("&lt;script&gt; &amp;lt; &quot;", "&lt;script&gt; &amp;lt; \""),
        (
            "&#268;a&#x10D;ak&nbsp;&scaron; &unknown; &#0; &#xD800;",
            "Čačak\u{A0}š &amp;unknown; &amp;#xD800;"
        ),
        ("<b>a<i>b</b>c</i>", "<b>a<i>b</i></b>c"),
        ("<b>never ends", "<b>never ends</b>"),
        ("</b></p></td>a", "a"),
        ("<p>a<p>b", "<p>a</p><p>b</p>"),
        ("<p>a<ul><li>b<li>c</ul>", "<p>a</p><ul><li>b</li><li>c</li></ul>"),
        ("<li>a</li>", "a"),
        (
            "<table><tr><td colspan=2 rowspan=\"x\">a<td>b<tr><th>c</table>d",
            "<table><tr><td colspan=\"2\">a</td><td>b</td></tr><tr><th>c</th></tr></table>d"
        ),
        ("<td>a</td><tr>b", "a<br>b"),
        ("<table><tr><td><b>a</td></tr></table></b>", "<table><tr><td><b>a</b></td></tr></table>"),
        ("<div>a</div><div><span>b</span></div><h1>c</h1>", "a<br>b<br>c"),
        ("<pre>a\n  b <b>c</b>\n</pre>", "<pre>a\n  b <b>c</b>\n</pre>"),
        ("  a \n\t b  ", "a b"),
        ("a <b> b </b> c", "a <b> b</b> c"),
        ("<ol start=\"3\" type=a><li>x</ol>", "<ol start=\"3\"><li>x</li></ol>"),
        ("x<a \"", "x&lt;a \""),
        ("x<a \">y", "xy"),
        ("a\u{0}\u{7}\u{85}\u{FFFE}b&#133;", "ab"),
    ]

    @Test("Only what is known to be harmless is left", arguments: cases)
    func cleaned(_ given: String, _ html: String) {
        #expect(QuestionText(stored: given).html == html)
    }

    @Test("Plain text is text, line by line")
    func plain() {
        let text = QuestionText(plain: " a < b\r\n<b>&amp;</b>\n\n c ")
        #expect(text.html == "a &lt; b<br>&lt;b&gt;&amp;amp;&lt;/b&gt;<br><br>c")
        #expect(text.plain == "a < b <b>&amp;</b> c")
        #expect(QuestionText(plain: " \n ").isEmpty)
    }

    @Test("The words of a text are what is read aloud")
    func words() {
        let digest = String(repeating: "a1", count: 32)
        let html =
            "<p>a<b>b</b></p><ul><li>c</ul>"
            + "<img src=\"picture:\(digest)\" alt='x &lt; \"y\"'>"
        let text = QuestionText(stored: html)
        #expect(text.plain == "ab c x < \"y\"")
        #expect(text.pictures == [digest])
        #expect(
            text.html(picturesAt: { "/pictures/\($0.prefix(4))" })
                == "<p>a<b>b</b></p><ul><li>c</li></ul>"
                + "<img src=\"/pictures/a1a1\" alt=\"x &lt; &quot;y&quot;\">"
        )
    }

    @Test("What was cleaned is clean, and nothing else is in it, whatever came")
    func chance() {
        var generator = SplitMix64(seed: 5)
        let names = [
            "b", "i", "p", "ul", "li", "table", "tr", "td", "tbody", "caption", "pre", "br", "div",
            "span", "script", "svg", "img", "h1", "x", "code", "ol", "th",
        ]
        let words = [
            "a", " ", "\n", "&lt;", "&amp;lt;", "<", ">", "\"", "'", "č", "&", "&nbsp;", "=",
        ]
        func pick(_ list: [String]) -> String { list[Int(generator.next() % UInt64(list.count))] }
        for _ in 0..<30_000 {
            let given = (0..<14).map { _ in
                switch generator.next() % 5 {
                case 0, 1: "<\(pick(names))>"
                case 2: "</\(pick(names))>"
                case 3: "<\(pick(names)) \(pick(words))x=\(pick(words))>"
                default: pick(words)
                }
            }.joined()
            let text = QuestionText(stored: given)
            #expect(QuestionText(stored: text.html).html == text.html, "\(given)")
            #expect(isWellFormed(text.html), "\(given) gave \(text.html)")
        }
    }

    /// Whether tags match, and are of elements that are allowed.
    private func isWellFormed(_ html: String) -> Bool {
        let allowed: Set = [
            "b", "i", "p", "ul", "ol", "li", "table", "tr", "td", "th", "tbody", "caption", "pre",
            "code",
        ]
        var open: [Substring] = []
        for part in html.split(separator: "<", omittingEmptySubsequences: false).dropFirst() {
            guard let end = part.firstIndex(of: ">"), !part[end...].dropFirst().contains(">") else {
                return false
            }
            let tag = part[..<end]
            if tag == "br" { continue }
            if tag.hasPrefix("/") {
                guard open.popLast() == tag.dropFirst() else { return false }
            } else {
                guard allowed.contains(String(tag)) else { return false }
                open.append(tag)
            }
        }
        return open.isEmpty
    }
}
