import Documents

/// Reads the member `credentialSubject`: whose achievement it is, and what was achieved.
struct SubjectReader {
    let holder: HolderFacts
    let registerNumber: String
    let language: CredentialLanguage
    let achievement: AchievementFacts
    let result: ResultFacts?

    init(_ object: ObjectReader, credential url: String) throws {
        var object = object
        try object.constant("type", ["AchievementSubject"])
        let id = try object.text("id")
        var achievement = try AchievementReader(object.object("achievement"))
        language = achievement.language
        let identities = try object.objects("identifier").map(Self.identity)
        let names = identities.filter { $0.type == "name" }.map(\.text)
        let numbers = identities.filter { $0.type == CredentialTemplate.registerNumber }
        guard (1...2).contains(names.count), numbers.count == 1,
            identities.count == names.count + 1
        else { throw object.wrongValue("identifier") }
        holder = HolderFacts(id: id, nameCyrillic: names[0], nameLatin: names[names.count - 1])
        registerNumber = numbers[0].text
        // The proof signs which names there are, and this one; their order it does not sign.
        let name = language == .serbianCyrillic ? holder.nameCyrillic : holder.nameLatin
        try object.constant("name", name)
        let printed = url.split(separator: "/").last.map(String.init) ?? ""
        try object.constant("licenseNumber", printed)
        let outcome = try object.optionalOnlyObject("result")
        result = try achievement.result(outcome, of: url)
        self.achievement = achievement.facts
        try object.end()
    }

    private static func identity(_ object: ObjectReader) throws -> CredentialFacts.Identity {
        var object = object
        try object.constant("type", "IdentityObject")
        guard try object.value("hashed") == false else { throw object.wrongValue("hashed") }
        let identity = CredentialFacts.Identity(
            type: try object.text("identityType"),
            text: try object.text("identityHash")
        )
        try object.end()
        return identity
    }
}

/// Reads the member `achievement`.
private struct AchievementReader {
    let facts: AchievementFacts
    let language: CredentialLanguage
    private var description: ObjectReader?

    init(_ object: ObjectReader) throws {
        var object = object
        try object.constant("type", ["Achievement"])
        guard let kind = AchievementFacts.Kind(rawValue: try object.text("achievementType")) else {
            throw object.wrongValue("achievementType")
        }
        guard let language = CredentialLanguage(rawValue: try object.text("inLanguage")) else {
            throw object.wrongValue("inLanguage")
        }
        self.language = language
        var criteria = try object.object("criteria")
        facts = AchievementFacts(
            url: try object.text("id"),
            kind: kind,
            name: try object.text("name"),
            description: try object.text("description"),
            criteriaURL: try criteria.text("id"),
            criteria: try criteria.text("narrative"),
            version: try object.optionalText("version")
        )
        try criteria.end()
        description = try object.optionalOnlyObject("resultDescription")
        try object.end()
    }

    /// The outcome of the test, which is told in two places or in none.
    mutating func result(_ outcome: ObjectReader?, of url: String) throws -> ResultFacts? {
        guard var outcome else {
            if description == nil { return nil }
            throw CredentialProblem.missingMember("credentialSubject.result")
        }
        guard var description else {
            throw CredentialProblem.missingMember("credentialSubject.achievement.resultDescription")
        }
        let descriptionURL = facts.url + "#result"
        try description.constant("type", ["ResultDescription"])
        try description.constant("id", descriptionURL)
        try description.constant("resultType", "Percent")
        try description.constant("valueMin", "0")
        try description.constant("valueMax", "100")
        try outcome.constant("type", ["Result"])
        try outcome.constant("id", url + "#result")
        try outcome.constant("resultDescription", descriptionURL)
        let result = ResultFacts(
            name: try description.text("name"),
            percent: try outcome.text("value"),
            percentToPass: try description.optionalText("requiredValue")
        )
        try description.end()
        try outcome.end()
        return result
    }
}
