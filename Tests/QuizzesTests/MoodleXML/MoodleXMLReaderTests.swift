import Documents
import Quizzes
import Testing

@Suite("Questions in the XML of Moodle")
struct MoodleXMLReaderTests {
    static func quiz(_ questions: String) -> [UInt8] {
        Array("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<quiz>\n\(questions)\n</quiz>\n".utf8)
    }

    static func question(_ kind: String, _ rest: String, name: String = "N") -> String {
        """
        <question type="\(kind)"><name><text>\(name)</text></name>
        <questiontext format="html"><text>T</text></questiontext>\(rest)</question>
        """
    }

    private static func outlines(_ questions: String) throws -> String {
        let file = try MoodleXMLReader.read(quiz(questions))
        #expect(file.refusals == [])
        return file.questions.map(Outline.of).joined(separator: "\n\n")
    }

    @Test("One or several choices, with comments, in their formats")
    func choices() throws {
        let answers = """
            <answer fraction="100" format="html"><text><![CDATA[<p>a &lt; <b>b</b></p>]]></text>
              <feedback format="plain_text"><text>&lt;b&gt;</text></feedback></answer>
            <answer fraction="-33.3333333"><text>c</text>
              <feedback><text>no</text></feedback></answer>
            <answer fraction="0"><text></text></answer>
            """
        let rest = "<generalfeedback><text>All</text></generalfeedback>" + answers
        let single = Self.question("multichoice", "<single>true</single>" + rest)
        let multiple = Self.question("multichoice", "<single>false</single>" + rest)
        let body = """
            T
            100 <p>a &lt; <b>b</b></p> # &lt;b&gt;
            -33.33333 c # no
            ## All
            """
        #expect(try Self.outlines(single + multiple) == "single N\n\(body)\n\nmultiple N\n\(body)")
        let file = try MoodleXMLReader.read(Self.quiz(single))
        #expect(file.warnings.map(\.code) == [.answerEmpty])
    }

    @Test("True and false, in whatever order and language")
    func truth() throws {
        func truth(_ words: [(String, Int)]) -> String {
            Self.question(
                "truefalse",
                words.map { word, fraction in
                    "<answer fraction=\"\(fraction)\"><text>\(word)</text>"
                        + "<feedback><text>\(word)!</text></feedback></answer>"
                }.joined()
            )
        }
        let english = truth([("false", 0), ("true", 100)])
        let serbian = truth([("Tačno", 0), ("Netačno", 100)])
        #expect(
            try Self.outlines(english + serbian) == """
                true_false N
                T
                100 true # true!
                0 false # false!

                true_false N
                T
                0 true # Tačno!
                100 false # Netačno!
                """
        )
        let unknown = truth([("true", 100), ("false", 100)])
        let refusals = try MoodleXMLReader.read(Self.quiz(unknown)).refusals
        #expect(refusals.map(\.code) == [.truthUnknown])
    }

    @Test("Words, numbers and pairs")
    func others() throws {
        let words = Self.question(
            "shortanswer",
            """
            <usecase>1</usecase><tags><tag><text>both-scripts</text></tag></tags>
            <answer fraction="100"><text>Ni*a</text></answer>
            """
        )
        let numbers = Self.question(
            "numerical",
            """
            <answer fraction="100"><text>3.14</text><tolerance>1.0E-2</tolerance></answer>
            <answer fraction="0"><text>*</text></answer>
            <units><unit><multiplier>1</multiplier><unit_name>m</unit_name></unit></units>
            """
        )
        let pairs = Self.question(
            "matching",
            """
            <subquestion format="html"><text><![CDATA[<i>a</i>]]></text>
              <answer><text> one
              match </text></answer></subquestion>
            <subquestion><text></text><answer><text>two</text></answer></subquestion>
            """
        )
        #expect(
            try Self.outlines(words + numbers + pairs) == """
                short_answer N
                T
                capitals count
                100 Ni*a

                numeric N
                T
                100 3.14 ± 0.01
                0 *

                matching N
                T
                <i>a</i> -> one match
                -> two
                """
        )
        let warnings = try MoodleXMLReader.read(Self.quiz(numbers)).warnings
        #expect(warnings.map(\.code) == [.unitsLeftOut])
    }

    @Test("What belongs to every question")
    func common() throws {
        let rest = """
            <defaultgrade>2.5000000</defaultgrade><penalty>0.3333333</penalty><hidden>0</hidden>
            <idnumber> F-1 </idnumber><shuffleanswers>0</shuffleanswers>
            <correctfeedback><text>yes</text></correctfeedback>
            <partiallycorrectfeedback><text>hm</text></partiallycorrectfeedback>
            <incorrectfeedback><text>no</text></incorrectfeedback>
            <answer fraction="100"><text>a</text></answer>
            <answer fraction="0"><text>b</text></answer>
            <tags><tag><text>fire</text></tag><tag><text>exits</text></tag></tags>
            """
        let category = """
            <question type="category">
            <category><text>$course$/top/Fire//smoke/Exits</text></category>
            <info><text>About it</text></info></question>
            """
        let xml = Self.quiz(category + Self.question("multichoice", rest))
        let question = try #require(try MoodleXMLReader.read(xml).questions.first)
        #expect(question.points.text == "2.5")
        #expect(question.identifier == "F-1")
        #expect(!question.shufflesAnswers)
        #expect(question.outcome.right.html == "yes")
        #expect(question.outcome.partlyRight.html == "hm")
        #expect(question.outcome.wrong.html == "no")
        #expect(question.tags == ["fire", "exits"])
        #expect(question.category == ["Fire/smoke", "Exits"])
    }

    @Test("What is not taken is named with its line, and the others are taken")
    func refusals() throws {
        let cases = [
            ("essay", "", "kind_not_taken essay"), ("cloze", "", "kind_not_taken cloze"),
            ("multichoice", "", "answers_missing "), ("numerical", "", "answers_missing "),
            ("multichoice", "<answer fraction=\"x\"><text>a</text></answer>", "weight_invalid x"),
            ("multichoice", "<defaultgrade>x</defaultgrade>", "points_invalid x"),
            ("numerical", "<answer fraction=\"100\"><text>x</text></answer>", "number_invalid x"),
            (
                "numerical",
                "<answer><text>1</text><tolerance>-1</tolerance></answer>", "range_invalid -1"
            ),
            ("shortanswer", String(repeating: "<a/>", count: 10_001), "elements_too_many 10000"),
        ]
        let right = Self.question("shortanswer", "<answer fraction=\"100\"><text>a</text></answer>")
        for (kind, rest, refused) in cases {
            let xml = Self.quiz(right + "\n" + Self.question(kind, rest) + right)
            let file = try MoodleXMLReader.read(xml)
            #expect(file.entries.map(\.line) == [3, 6])
            let seen = file.refusals.map { "\($0.line) \($0.code.rawValue) \($0.place ?? "")" }
            #expect(seen == ["5 " + refused])
        }
    }

    private static let refused: [(xml: String, code: QuestionFileRefusal.Code)] = [
        ("", .invalid), ("<quiz>", .invalid), ("<quiz></quiz", .invalid),
        ("<quiz><question type=\"essay\"></quiz>", .invalid),
        ("<quiz>&eacute;</quiz>", .invalid), ("<quiz/><quiz/>", .invalid),
        ("<quiz>\u{1}</quiz>", .invalid), ("<questestinterop/>", .notMoodle),
        ("<html></html>", .notMoodle),
        ("<!DOCTYPE quiz SYSTEM \"file:///etc/passwd\"><quiz/>", .declares),
        ("<!DOCTYPE quiz [<!ENTITY a \"b\">]><quiz>&a;</quiz>", .declares),
        ("<?xml version=\"1.0\" encoding=\"windows-1251\"?><quiz/>", .invalid),
        (String(repeating: "<quiz>", count: 100_000), .invalid),
        ("<quiz " + (0..<200).map { "a\($0)=\"\" " }.joined() + "/>", .invalid),
        ("<quiz a=\"1\" a=\"2\"/>", .invalid),
    ]

    @Test("XML that is not well-formed or declares anything is refused whole", arguments: refused)
    func hostile(_ xml: String, _ code: QuestionFileRefusal.Code) {
        let refusal = #expect(throws: QuestionFileRefusal.self) {
            try MoodleXMLReader.read(Array(xml.utf8))
        }
        #expect(refusal?.code == code)
        #expect(refusal?.message.hasSuffix(".") == true)
    }

    @Test("The line on which reading ended is named")
    func line() {
        let xml = Array("<quiz>\n<question>\n</questio>\n</quiz>".utf8)
        let refusal = #expect(throws: QuestionFileRefusal.self) { try MoodleXMLReader.read(xml) }
        #expect(refusal?.line == 3)
    }

    @Test("A file of entities, elements or attributes by the hundred thousand is read soon")
    func large() throws {
        let answer = "<answer fraction=\"100\"><text>a</text></answer>"
        let many = String(repeating: Self.question("shortanswer", answer), count: 20_000)
        let time = try ContinuousClock().measure {
            let file = try MoodleXMLReader.read(Self.quiz(many))
            #expect(file.entries.count == 20_000)
        }
        print("20,000 questions in XML, \(many.utf8.count) bytes: \(time)")
        #expect(time < .seconds(60))
    }
}

@Suite("Pictures in the XML of Moodle")
struct MoodleXMLPictureTests {
    private static let png =
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk"
        + "+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="

    private static func read(_ html: String, _ files: String, _ limits: QuestionLimits) throws
        -> QuestionFile
    {
        let xml = """
            <question type="truefalse"><name><text>N</text></name>
            <questiontext format="html"><text><![CDATA[T \(html)]]></text>\(files)</questiontext>
            <answer fraction="100"><text>true</text></answer>
            <answer fraction="0"><text>false</text></answer></question>
            """
        return try MoodleXMLReader.read(MoodleXMLReaderTests.quiz(xml), limits: limits)
    }

    private static func file(_ name: String, _ content: String, _ more: String = "") -> String {
        "<file name=\"\(name)\" encoding=\"base64\"\(more)>\(content)</file>"
    }

    @Test("A picture is taken by its bytes, once, whatever it is called")
    func taken() throws {
        let html = """
            <img src="@@PLUGINFILE@@/a%20b.png?time=1" alt="A" width="10" onload="x()">\
            <img src="@@PLUGINFILE@@/sub/Č.jpg">
            """
        let files = Self.file("a b.png", Self.png) + Self.file("Č.jpg", Self.png, " path=\"/sub/\"")
        let read = try Self.read(html, files, QuestionLimits())
        let picture = try #require(read.pictures.values.first)
        #expect(read.pictures.count == 1)
        #expect(picture.format == .png)
        #expect(picture.bytes.count == 70)
        #expect(Picture.isDigest(picture.digest))
        #expect(read.warnings == [])
        #expect(
            read.questions.first?.text.html == "T <img src=\"picture:\(picture.digest)\" alt=\"A\" "
                + "width=\"10\"><img src=\"picture:\(picture.digest)\" alt=\"\">"
        )
        #expect(read.questions.first?.pictures == [picture.digest])
    }

    private static let svg = "PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciLz4="
    private static let strange: [(html: String, files: String, code: QuestionWarning.Code)] = [
        ("<img src=\"@@PLUGINFILE@@/a.png\">", file("b.png", png), .pictureMissing),
        ("<img src=\"@@PLUGINFILE@@/a.png\">", file("a.png", svg), .pictureKind),
        ("<img src=\"@@PLUGINFILE@@/a.png\">", file("a.png", "%%%"), .pictureDamaged),
        ("<img src=\"@@PLUGINFILE@@/a.png\">", file("a.png", ""), .pictureDamaged),
        (
            "<img src=\"@@PLUGINFILE@@/a.png\">",
            file("a.png", String(repeating: "A", count: 1_000)), .pictureTooLarge
        ),
        ("<img src=\"https://x.example/a.png\">", "", .pictureElsewhere),
        ("<img src=\"picture:" + String(repeating: "a", count: 64) + "\">", "", .pictureElsewhere),
        ("<a href=\"@@PLUGINFILE@@/a.mp3\">x</a>", file("a.mp3", png), .mediaLeftOut),
        ("<video><source src=\"@@PLUGINFILE@@/a.mp4\"></video>", "", .mediaLeftOut),
    ]

    @Test("One that is none, too large or elsewhere is left out and named", arguments: strange)
    func leftOut(_ html: String, _ files: String, _ code: QuestionWarning.Code) throws {
        var limits = QuestionLimits()
        limits.pictureBytesMax = 600
        let read = try Self.read(html, files, limits)
        #expect(read.warnings.map(\.code) == [code])
        #expect(read.pictures.isEmpty)
        #expect(read.questions.first?.text.html.hasPrefix("T") == true)
        #expect(read.questions.first?.text.html.contains("img") == false)
        #expect(read.warnings.allSatisfy { $0.message.hasSuffix(".") })
    }

    @Test("Old files have a picture beside the text")
    func beside() throws {
        let xml = """
            <question type="truefalse"><name><text>N</text></name><questiontext><text>T</text>
            </questiontext><image>old.png</image><image_base64>
            \(Self.png)
            </image_base64><answer fraction="100"><text>true</text></answer>
            <answer fraction="0"><text>false</text></answer></question>
            """
        let read = try MoodleXMLReader.read(MoodleXMLReaderTests.quiz(xml))
        let digest = try #require(read.pictures.keys.first)
        #expect(read.questions.first?.text.html == "T<br><img src=\"picture:\(digest)\" alt=\"\">")
    }

    @Test("Five megabytes are taken and a byte more is not")
    func limit() throws {
        for (extra, count) in [(0, 1), (1, 0)] {
            let bytes = Array("GIF89a".utf8) + Array(repeating: 7, count: (5 << 20) - 6 + extra)
            let picture = try #require(Picture(bytes))
            let question = Question(
                name: "N",
                text: QuestionText(stored: "T <img src=\"picture:\(picture.digest)\">"),
                answers: .trueFalse(TrueFalse(true))
            )
            let xml = MoodleXMLWriter.file([question], pictures: [picture.digest: picture])
            let read = try MoodleXMLReader.read(xml)
            #expect(read.pictures.count == count)
            #expect(read.warnings.map(\.code) == (count == 1 ? [] : [.pictureTooLarge]))
        }
    }
}
