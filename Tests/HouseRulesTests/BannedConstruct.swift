import Testing

/// Something that our sources do not contain, and what to write instead.
struct BannedConstruct: Sendable, CustomTestStringConvertible {
    /// The part of a Swift file that is searched.
    enum Part: Sendable {
        case code, comments, strings
    }

    let name: String
    let pattern: Pattern
    var part = Part.code
    /// The beginnings of the paths that it is banned from.
    var places = ["Sources/"]
    /// The beginnings of the paths within those where it is allowed.
    var except: [String] = []
    let instead: String

    var testDescription: String { name }

    func matches(in file: SwiftFile) -> [Pattern.Match] {
        guard places.contains(where: file.path.hasPrefix),
            !except.contains(where: file.path.hasPrefix)
        else { return [] }
        return pattern.matches(in: text(of: file))
    }

    private func text(of file: SwiftFile) -> String {
        switch part {
        case .code: file.code
        case .comments: file.comments
        case .strings: file.strings
        }
    }
}

extension BannedConstruct {
    /// Programs that only tests and benchmarks run, and that speak on standard output.
    private static let fixtures = [
        "Tests/CredentialSamples/", "Tests/HTTPEchoServer/", "Tests/HTTPFuzz/",
        "Tests/PostgresBenchmark/",
    ]

    static let all = sql + timeAndChance + safety + layers

    private static let sql = [
        BannedConstruct(
            name: "SELECT *",
            pattern: Pattern(#"\bSELECT\s+(?:\w+\.)?\*"#),
            part: .strings,
            instead: "name the columns in the order they are read"
        ),
        BannedConstruct(
            name: "OFFSET",
            pattern: Pattern(#"\bOFFSET\b"#),
            part: .strings,
            instead: "go on behind the last row seen"
        ),
        BannedConstruct(
            name: "SQL outside the domain",
            pattern: Pattern(
                #"\bSELECT\s|\bINSERT\s+INTO\b|\bDELETE\s+FROM\b|\bUPDATE\s+\w+\s+SET\b"#
            ),
            part: .strings,
            places: ["Sources/Web/", "Sources/obuka/"],
            instead: "SQL stands in TrainingCentre"
        ),
    ]

    private static let timeAndChance = [
        BannedConstruct(
            name: "The clock",
            pattern: Pattern(#"\bDate\(\)|\bDate\.now\b|\bDate\(timeIntervalSinceNow"#),
            except: ["Sources/obuka/"],
            instead: "time is passed in"
        ),
        BannedConstruct(
            name: "Chance",
            pattern: Pattern(
                #"\bUUID\(\)|\bSystemRandomNumberGenerator\b"#
                    + #"|\.(?:random|shuffled|randomElement|shuffle)\("#
                    + #"(?!(?:[^()]|\((?:[^()]|\([^()]*\))*\))*\busing:)"#
            ),
            except: ["Sources/obuka/"],
            instead: "chance is passed in, with `using:`"
        ),
    ]

    private static let safety = [
        BannedConstruct(
            name: "try!",
            pattern: Pattern(#"\btry!"#),
            places: ["Sources/", "Tests/"],
            instead: "throw"
        ),
        BannedConstruct(
            name: "fatalError",
            pattern: Pattern(#"\bfatalError\("#),
            places: ["Sources/", "Tests/"],
            except: fixtures,
            instead: "throw, or state a precondition"
        ),
        BannedConstruct(
            name: "print",
            pattern: Pattern(#"(?<![.\w])(?:debugPrint|print)\("#),
            // Tests print what they measured.
            places: ["Sources/"],
            except: ["Sources/obuka/"],
            instead: "log, or return it"
        ),
        BannedConstruct(
            name: "Unfinished work",
            pattern: Pattern(#"\b(?:TO"# + #"DO|FIX"# + #"ME|XX"# + #"X|HA"# + #"CK)\b"#),
            part: .comments,
            places: ["Sources/", "Tests/"],
            instead: "do it, or say what is so and why"
        ),
    ]

    private static let layers = [
        BannedConstruct(
            name: "The web in the domain",
            pattern: Pattern(
                #"\b(?:HTTP|HTML|URLRequest|Mustache|Template|SMTP|Mail|Mailer|Cookie)\w*\b"#
            ),
            places: ["Sources/TrainingCentre/"],
            instead: "the domain knows no HTTP, template or mail"
        ),
        BannedConstruct(
            name: "The database in Web",
            pattern: Pattern(
                #"\bSQL\b|\bMigrator\b|\bEmbeddedCluster\b|\bDatabaseConfiguration\b"#
                    + #"|\b(?:transaction|tx)\s*\.\s*\w+"#
            ),
            places: ["Sources/Web/"],
            instead: "a handler hands the transaction to the domain"
        ),
    ]
}
