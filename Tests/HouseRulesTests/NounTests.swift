import Testing

@Suite("One noun, every layer")
struct NounTests {
    /// What Web has beside the nouns of the centre.
    private static let webOnly: Set = [
        "API", "Assets", "Health", "Pages", "Problems", "Templates",
    ]

    /// What the program has beside commands for the nouns of the centre.
    private static let programOnly: Set = [
        "DB", "Demo", "Metrics", "Output", "Package", "Serve", "Settings", "Text",
    ]

    /// Commands whose noun is another one of the centre than their own plural.
    private static let commands = [
        "Account": "Access", "Token": "Access", "Verify": "Certificates", "Person": "People",
        "Template": "Papers", "Activity": "Activities", "Quiz": "Quizzes",
    ]

    private static let nouns = Set(Repository.folders(in: "Sources/TrainingCentre"))

    @Test("Folders of Web are nouns of the centre")
    func web() {
        let folders = Set(Repository.folders(in: "Sources/Web"))
        #expect(folders.subtracting(Self.nouns).subtracting(Self.webOnly).sorted() == [])
    }

    @Test("Folders of the program are nouns of the centre, in the singular")
    func program() {
        let strangers = Repository.folders(in: "Sources/obuka").filter { folder in
            let noun = Self.commands[folder] ?? folder
            return !Self.nouns.contains(noun) && !Self.nouns.contains(noun + "s")
                && !Self.programOnly.contains(folder)
        }
        #expect(strangers == [])
    }

    @Test("Lists of exceptions name folders that exist")
    func exceptions() {
        let web = Set(Repository.folders(in: "Sources/Web"))
        let program = Set(Repository.folders(in: "Sources/obuka"))
        #expect(Self.webOnly.subtracting(web).sorted() == [])
        #expect(Self.programOnly.union(Self.commands.keys).subtracting(program).sorted() == [])
    }
}

@Suite("Routes")
struct RouteTests {
    private static let verbs: Set = [
        "accept", "add", "approve", "cancel", "check", "close", "confirm", "create", "delete",
        "download", "edit", "enrol", "enroll", "export", "find", "get", "import", "issue", "list",
        "login", "logout", "new", "open", "post", "print", "publish", "put", "register", "reject",
        "remove", "replace", "revoke", "save", "search", "send", "set", "show", "submit", "update",
        "upload", "verify", "withdraw",
    ]

    /// Addresses that people type, and one that a standard has named (C2SP tlog-witness).
    private static let spoken: Set = ["/verify", "/verify/outside", "/add-checkpoint"]

    private static let template = Pattern(#""(/[A-Za-z0-9{}._/-]*)""#)

    @Test("No address holds a verb")
    func nouns() {
        var count = 0
        for file in Repository.files(in: "Sources/Web", suffix: ".swift") {
            for match in Self.template.matches(in: file.text) {
                count += 1
                let address = match.groups[0]
                let words = address.split { "/.-".contains($0) }.map { $0.lowercased() }
                if Self.spoken.contains(address) || Self.verbs.isDisjoint(with: words) { continue }
                report([Finding(path: file.path, line: match.line, problem: address)])
            }
        }
        #expect(count > 20, "the pattern finds the routes no more")
    }
}
