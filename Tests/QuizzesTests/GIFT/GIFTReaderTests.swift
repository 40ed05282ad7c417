import Quizzes
import Testing

/// A text in GIFT and the outline of the question that it is.
struct GIFTCase: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let gift: String
    let outline: String

    init(_ description: String, _ gift: String, _ outline: String) {
        testDescription = description
        self.gift = gift
        self.outline = outline
    }
}

@Suite("Questions in GIFT")
struct GIFTReaderTests {
    @Test("What the format means is what is read", arguments: GIFTCase.all)
    func reads(_ given: GIFTCase) throws {
        let file = try GIFTReader.read(Array(given.gift.utf8))
        #expect(file.refusals == [])
        #expect(file.questions.map(Outline.of).joined(separator: "\n\n") == given.outline)
    }

    @Test("Comments give the number and the tags of a question")
    func comments() throws {
        let gift = """
            // Seen by the fire brigade. [id:F-12] [tag:fire] [tag:exits [a\\]]
            // [id:later] [tag:fire] [tag:]
            Exits are kept free. {T}

            Exits may be locked. {F}
            """
        let questions = try GIFTReader.read(Array(gift.utf8)).questions
        #expect(questions.map(\.identifier) == ["F-12", nil])
        #expect(questions.map(\.tags) == [["fire", "exits [a]"], []])
    }

    @Test("Line ends of every system, and a byte order mark, make no difference")
    func lineEnds() throws {
        let gift = "// c\n::A::First\nline {=x\n~y}\n\n\t \nSecond {T}\n"
        let expected = try GIFTReader.read(Array(gift.utf8))
        #expect(expected.entries.map(\.line) == [2, 7])
        for end in ["\r\n", "\r"] {
            let other = Array("\u{FEFF}".utf8) + gift.replacing("\n", with: end).utf8
            let file = try GIFTReader.read(other)
            #expect(file.entries == expected.entries)
        }
    }

    @Test("What is odd is named and read all the same")
    func warnings() throws {
        let gift = """
            ::Some::Which? {~%50%a ~%30%b ~c}

            ::All::Which? {~%50%a ~%50%b ~c}

            ::Blank::Which? {=a ~b ~ }

            ::Comment::Match. {=a -> b =c -> d # why }

            ::Elsewhere::[html]<img src\\="https\\://pictures.example/a.png"> Which? {=a ~b}
            """
        let file = try GIFTReader.read(Array(gift.utf8))
        #expect(file.entries.count == 5)
        let seen = file.warnings.map {
            "\($0.line) \($0.name) \($0.code.rawValue) \($0.place ?? "")"
        }
        #expect(
            seen == [
                "1 Some whole_out_of_reach 80", "3 All everything_is_right ",
                "5 Blank answer_empty ", "7 Comment feedback_left_out why",
                "9 Elsewhere picture_elsewhere https://pictures.example/a.png",
            ]
        )
        for warning in file.warnings {
            #expect(warning.message.hasPrefix("Line \(warning.line) (“\(warning.name)”): "))
        }
    }
}

extension GIFTCase {
    static let all = choices + words + numbers + pairs + writing + places

    private static let choices = [
        GIFTCase(
            "One of several is right",
            "::Boja::Koja je boja trave? {=zelena # Tako je. ~plava #Ne. ~crvena}",
            """
            single Boja
            Koja je boja trave?
            100 zelena # Tako je.
            0 plava # Ne.
            0 crvena
            """
        ),
        GIFTCase(
            "Weights with and without a sign, and a half right answer",
            "Pick. {~wrong ~%50%half right =right ~%-25%very wrong}",
            "single Pick.\nPick.\n0 wrong\n50 half right\n100 right\n-25 very wrong"
        ),
        GIFTCase(
            "Several are right when none is marked so by an equals sign",
            """
            Who signs the list? {
                ~%50%The trainer#Yes.
                ~%50%The trainee
                ~%-100%Nobody#No.
                ~%33.33333%[plain]Who <has> time
                #### Ask the office.
            }
            """,
            """
            multiple Who signs the list?
            Who signs the list?
            50 The trainer # Yes.
            50 The trainee
            -100 Nobody # No.
            33.33333 Who &lt;has&gt; time
            ## Ask the office.
            """
        ),
        GIFTCase(
            "A single whole weight is still a question of several",
            "Which? {~%100%a ~%-50%b ~%-50%c}",
            "multiple Which?\nWhich?\n100 a\n-50 b\n-50 c"
        ),
        GIFTCase(
            "True and false in every spelling, with comments for the wrong and the right",
            """
            One. {T}

            Two. {FALSE#It is not.#Right, it is not.}

            Three. {TRUE # Think again. #### Everybody.}

            Four.{ f }
            """,
            """
            true_false One.
            One.
            100 true
            0 false

            true_false Two.
            Two.
            0 true # It is not.
            100 false # Right, it is not.

            true_false Three.
            Three.
            100 true
            0 false # Think again.
            ## Everybody.

            true_false Four.
            Four.
            0 true
            100 false
            """
        ),
    ]

    private static let words = [
        GIFTCase(
            "An answer in words",
            "::Reka::Na kojoj reci je Niš? {=Nišava#Tako je. =%50%Južna Morava =%0%*#Ne.}",
            """
            short_answer Reka
            Na kojoj reci je Niš?
            100 Nišava # Tako je.
            50 Južna Morava
            0 * # Ne.
            """
        ),
        GIFTCase(
            "A word is missing where the braces are",
            "Two plus {=two =2} is four.\n\nGrass is {~red =green ~blue}.",
            """
            short_answer Two plus _____ is four.
            Two plus _____ is four.
            100 two
            100 2

            single Grass is _____.
            Grass is _____.
            0 red
            100 green
            0 blue
            """
        ),
        GIFTCase(
            "Tags ask for other letters",
            "// [tag:one-script] [tag:without-diacritics]\nGrad? {=Čačak}",
            "short_answer Grad?\nGrad?\none script\nwithout marks\n100 Čačak"
        ),
        GIFTCase(
            "One without a mark is an answer in words",
            "Who? {the trainer}",
            "short_answer Who?\nWho?\n100 the trainer"
        ),
    ]

    private static let numbers = [
        GIFTCase(
            "A number, with a tolerance, as a range",
            """
            A. {#4}

            B. {#3:2}

            C. {#1..5}

            D. {#-5..-1}.

            E. {#3,14:0,005}

            F. {# = 1.5e2 : 1}
            """,
            """
            numeric A.\nA.\n100 4 ± 0

            numeric B.\nB.\n100 3 ± 2

            numeric C.\nC.\n100 3 ± 2

            numeric D. _____.\nD. _____.\n100 -3 ± 2

            numeric E.\nE.\n100 3.14 ± 0.005

            numeric F.\nF.\n100 150 ± 1
            """
        ),
        GIFTCase(
            "Several numbers, with a comment for every other",
            """
            In which year? {#
                =1882:0 #Exactly.
                =%50%1882:2 #Close.
                ~#Look it up.
                ####In 1882.
            }
            """,
            """
            numeric In which year?
            In which year?
            100 1882 ± 0 # Exactly.
            50 1882 ± 2 # Close.
            0 * # Look it up.
            ## In 1882.
            """
        ),
    ]

    private static let pairs = [
        GIFTCase(
            "Pairs, with formats of their own, and a match for nothing",
            """
            ::Cities::[html]Match the <b>cities</b>.{
                =[plain]a <b> -> Serbia
                =Skopje  -> North Macedonia
                =Zagreb->Croatia
                = -> Slovenia
                ####[moodle]Look at
            a map.
            }
            """,
            """
            matching Cities
            Match the <b>cities</b>.
            a &lt;b&gt; -> Serbia
            Skopje -> North Macedonia
            Zagreb -> Croatia
            -> Slovenia
            ## Look at<br>a map.
            """
        )
    ]

    private static let writing = [
        GIFTCase(
            "Escaped characters are characters",
            ##"::a\:\:b::1 \= 1 \{x\} \~ \# C\:\\dir \frac \n\n end {=\=1 \# one ~\~0 ~\\ }"##,
            #"""
            single a::b
            1 = 1 {x} ~ # C:\dir \frac<br><br>end
            100 =1 # one
            0 ~0
            0 \
            """#
        ),
        GIFTCase(
            "Formats: markup is cleaned, plain text is text, Markdown is turned into markup",
            """
            [html]<p onclick\\="x()">A <b>b</b></p><script>bad()</script>{T}

            [plain]A <b>b</b>{T}

            [markdown]A **b** and *c*{T}

            [moodle]If x<y then z>w <i>?</i>{T}

            [a list] of things{T}
            """,
            """
            true_false A b\n<p>A <b>b</b></p>\n100 true\n0 false

            true_false A <b>b</b>\nA &lt;b&gt;b&lt;/b&gt;\n100 true\n0 false

            true_false A b and c\nA <strong>b</strong> and <em>c</em>\n100 true\n0 false

            true_false If x<y then z>w ?\nIf x&lt;y then z&gt;w <i>?</i>\n100 true\n0 false

            true_false [a list] of things\n[a list] of things\n100 true\n0 false
            """
        ),
        GIFTCase(
            "Comments stand anywhere and are nothing",
            """
            // above

            // question: 7  name: x
            ::Name::
            First line // no comment
              // a comment inside
            second line {
                // and here
                =a
                //~b
                ~c
            }
            // below
            """,
            """
            single Name
            First line // no comment<br>second line
            100 a
            0 c
            """
        ),
    ]

    private static let places = [
        GIFTCase(
            "Categories hold for what follows",
            """
            A. {T}

            // question: 0  name: Switch category to $course$/top/Fire//smoke/Exits
            $CATEGORY: $course$/top/Fire//smoke/Exits
            B. {T}

            C. {T}

            $CATEGORY: Health

            D. {T}

            $CATEGORY: $course$/top

            E. {T}
            """,
            """
            true_false A.\nA.\n100 true\n0 false

            true_false B. in Fire/smoke > Exits\nB.\n100 true\n0 false

            true_false C. in Fire/smoke > Exits\nC.\n100 true\n0 false

            true_false D. in Health\nD.\n100 true\n0 false

            true_false E.\nE.\n100 true\n0 false
            """
        )
    ]
}
