extension CredentialFacts {
    /// The addresses of the parts that the template names by itself.
    var evidenceURL: String { url + "#hours" }
    var resultURL: String { url + "#result" }
    var resultDescriptionURL: String { achievement.url + "#result" }
    var statusURL: String { "\(status.list)#\(status.index)" }

    /// Whether everything here can be certified.
    ///
    /// - Throws: `FactProblem`, the first that is found.
    func check() throws {
        try checkAddresses()
        try checkTexts()
        guard Self.isRegisterNumber(registerNumber) else {
            throw FactProblem("credentialSubject.identifier", .notANumber)
        }
        if let result { try result.check() }
        guard (0..<StatusBits.slotCount).contains(status.index) else {
            throw FactProblem("credentialStatus.statusListIndex", .outOfRange)
        }
        if let validUntil, validUntil <= validFrom { throw FactProblem("validUntil", .outOfRange) }
        if let awarded, awarded > validFrom { throw FactProblem("awardedDate", .outOfRange) }
    }

    private func checkAddresses() throws {
        try CertifiedAddress.check(url, "id")
        guard verificationID != nil else { throw FactProblem("id", .notAnIdentifier) }
        try CertifiedAddress.checkDID(issuer.did, "issuer.id")
        try CertifiedAddress.check(issuer.url, "issuer.url")
        try CertifiedAddress.checkUUID(holder.id, "credentialSubject.id")
        try CertifiedAddress.check(achievement.url, "achievement.id")
        try CertifiedAddress.check(achievement.criteriaURL, "achievement.criteria.id")
        try CertifiedAddress.check(status.list, "credentialStatus.statusListCredential")
        try checkNothingStandsTwice()
    }

    /// Two parts with one address would become one node, and their statements mix.
    private func checkNothingStandsTwice() throws {
        let parts = [
            (url, "id"), (evidenceURL, "evidence.id"), (resultURL, "result.id"),
            (achievement.url, "achievement.id"), (resultDescriptionURL, "resultDescription.id"),
            (achievement.criteriaURL, "achievement.criteria.id"),
            (status.list, "credentialStatus.statusListCredential"),
            (statusURL, "credentialStatus.id"),
        ]
        var seen: Set<String> = []
        for (address, fact) in parts where !seen.insert(address).inserted {
            throw FactProblem(fact, .addressTwice)
        }
    }

    private func checkTexts() throws {
        try CertifiedText.checkLine(issuer.name, "issuer.name")
        try CertifiedText.checkLine(holder.nameCyrillic, "credentialSubject.name")
        try CertifiedText.checkLine(holder.nameLatin, "credentialSubject.name")
        try CertifiedText.checkLine(achievement.name, "achievement.name")
        try CertifiedText.checkText(achievement.description, "achievement.description")
        try CertifiedText.checkText(achievement.criteria, "achievement.criteria.narrative")
        if let version = achievement.version {
            try CertifiedText.checkLine(version, "achievement.version")
        }
        if let evidence {
            try CertifiedText.checkLine(evidence.name, "evidence.name")
            try CertifiedText.checkText(evidence.narrative, "evidence.narrative")
        }
        if let result { try CertifiedText.checkLine(result.name, "resultDescription.name") }
    }

    /// A year, a stroke, and at least five digits.
    private static func isRegisterNumber(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        return parts.count == 2 && parts[0].count == 4 && (5...12).contains(parts[1].count)
            && parts.allSatisfy { $0.allSatisfy { (0x30...0x39).contains($0) } }
    }
}

extension ResultFacts {
    fileprivate func check() throws {
        for number in [percent, percentToPass].compactMap(\.self) where !Self.isPercent(number) {
            throw FactProblem("result.value", .notANumber)
        }
    }

    /// One spelling for each number: no leading zero, no trailing zero behind the point.
    private static func isPercent(_ text: String) -> Bool {
        let parts = text.utf8.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
        let digits = text.utf8.filter { (0x30...0x39).contains($0) }
        guard (1...2).contains(parts.count), digits.count + parts.count - 1 == text.utf8.count,
            (1...3).contains(parts[0].count), let whole = Int(String(parts[0]) ?? ""),
            String(whole).utf8.count == parts[0].count
        else { return false }
        guard parts.count == 2 else { return whole <= 100 }
        return whole < 100 && (1...2).contains(parts[1].count)
            && parts[1].last != UInt8(ascii: "0")
    }
}
