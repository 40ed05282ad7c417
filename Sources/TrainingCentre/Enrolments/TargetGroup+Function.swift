import SerbianText

extension EnrolmentFacts.TargetGroup {
    /// The group that a function names by itself, when no group was given; `other` for all others.
    ///
    /// What a municipality calls its people, in either script, of men and women, in ekavian and
    /// ijekavian: “члан Савета за миграције”, “socijalna radnica”, “zamjenik povjerenika”.
    /// A function that several groups may have, such as a member of some council, names none.
    init(function: String) {
        let words = SerbianText.fold(function).split { !$0.isLetter && !$0.isNumber }
            .map(String.init)
        self = FunctionWords(words).group ?? .other
    }
}

/// The folded words of a function.
private struct FunctionWords {
    private let words: [String]

    init(_ words: [String]) {
        self.words = words
    }

    var group: EnrolmentFacts.TargetGroup? {
        if words.isEmpty { return nil }
        if isOfCommissioner { return .commissioner }
        if isOfCouncil { return .councilMember }
        let code =
            isOfWorkingGroup ? "lap-working-group" : isOfCentre ? "asylum-centre-staff" : ofPost
        return code.map(EnrolmentFacts.TargetGroup.init(rawValue:))
    }

    /// The commissioner, or a deputy, of this field: there are others, such as for protection of
    /// data.
    private var isOfCommissioner: Bool {
        let post = Self.deputies.contains(words[0]) ? words.dropFirst() : words[...]
        guard let first = post.first, Self.commissioners.contains(first) else { return false }
        return isOfMigration(post.dropFirst())
    }

    /// Who sits in a council for migration, or is said to sit in “the council”.
    private var isOfCouncil: Bool {
        guard let seat = seat(in: [["saveta"], ["savjeta"]]) else { return false }
        return seat.rest.isEmpty
            ? seat.isMember : seat.rest.first == "za" && isOfMigration(seat.rest)
    }

    /// Who sits in a working group for a local action plan, or in “the working group”.
    private var isOfWorkingGroup: Bool {
        guard let seat = seat(in: [["radne", "grupe"], ["rg"]]) else { return false }
        if seat.rest.isEmpty { return seat.isMember }
        let says = seat.rest.joined(separator: " ")
        return seat.rest.contains("lap") || says.hasPrefix("za lokaln")
            || says.hasPrefix("za izradu l")
    }

    private var isOfCentre: Bool {
        let text = " " + words.joined(separator: " ")
        return Self.staff.contains(words[0])
            && Self.centres.contains { text.contains(" " + $0) }
    }

    /// A post that is the same wherever it is held, whatever grade stands before it.
    private var ofPost: String? {
        let text = " " + words.joined(separator: " ") + " "
        return Self.posts.first { $0.names.contains { text.contains(" \($0) ") } }?.code
    }

    /// What follows “for”, or nothing: of refugees or migration.
    private func isOfMigration(_ rest: ArraySlice<String>) -> Bool {
        guard let first = rest.first else { return true }
        guard first == "za", let subject = rest.dropFirst().first else { return false }
        return ["izbeg", "izbjeg", "migr"].contains { subject.hasPrefix($0) }
    }

    /// Whether somebody sits in a body, as a member alone, and what follows its name.
    private func seat(in bodies: [[String]]) -> (isMember: Bool, rest: ArraySlice<String>)? {
        guard let seat = Self.seats.first(where: { words.starts(with: $0) }) else { return nil }
        let body = words.dropFirst(seat.count)
        guard let name = bodies.first(where: { body.starts(with: $0) }) else { return nil }
        return (seat == ["clan"] || seat == ["clanica"], body.dropFirst(name.count))
    }

    private static let deputies: Set<String> = ["zamenik", "zamenica", "zamjenik", "zamjenica"]
    private static let commissioners: Set<String> = [
        "poverenik", "poverenica", "povjerenik", "povjerenica",
        "poverenika", "poverenice", "povjerenika", "povjerenice",
    ]
    private static let seats: [[String]] = {
        let heads = ["predsednik", "predsednica", "predsjednik", "predsjednica"]
        let alone =
            ["clan", "clanica", "potpredsednik", "potpredsednica", "sekretar", "sekretarka"] + heads
        let ofHeads = ["predsednika", "predsednice", "predsjednika", "predsjednice"]
        return alone.map { [$0] }
            + deputies.sorted().flatMap { deputy in ofHeads.map { [deputy, $0] } }
    }()
    private static let staff: Set<String> = [
        "zaposlen", "zaposlena", "zaposleni", "radnik", "radnica", "sluzbenik", "sluzbenica",
    ]
    private static let centres = [
        "u prihvatnom centru", "u prihvatnim centrima", "u centru za azil", "u centrima za azil",
        "prihvatnog centra", "centra za azil",
    ]
    private static let posts: [(code: String, names: [String])] = [
        ("social-worker", ["socijalni radnik", "socijalna radnica"]),
        (
            "police-officer",
            ["policijski sluzbenik", "policijska sluzbenica", "policajac", "policajka"]
        ),
        ("educator", ["nastavnik", "nastavnica", "prosvetni radnik", "prosvetna radnica"]),
        (
            "local-official",
            ["lokalni sluzbenik", "lokalna sluzbenica", "sluzbenik jls", "sluzbenica jls"]
        ),
        ("civil-servant", ["drzavni sluzbenik", "drzavna sluzbenica"]),
    ]
}
