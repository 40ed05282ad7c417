/// The spelling of persons' names.
package enum NameCapitals {
    /// The name with proper capitals, when it was typed all in capitals or all in small letters.
    ///
    /// Every part begins with a capital: after a space, a hyphen, and an apostrophe that follows a
    /// single letter (O’Konor). Particles of foreign names inside stay small, the numerals of
    /// namesakes stay capital. A name in mixed case is returned as it is, in NFC: whoever typed
    /// "de la Cruz" meant it.
    package static func capitalised(_ name: String) -> String {
        let scalars = Alphabet.spelledOut(name)
        let hasCapitals = scalars.contains(where: \.isCapital)
        let hasSmall = scalars.contains { $0.properties.isLowercase }
        guard hasCapitals != hasSmall, scalars.contains(where: \.isLetter) else {
            return Normalisation.nfc(name)
        }
        var result: [Unicode.Scalar] = []
        var position = 0
        var isFirst = true
        while position < scalars.count {
            guard isPart(scalars[position]) else {
                result.append(scalars[position])
                position += 1
                continue
            }
            let end = scalars[position...].firstIndex { !isPart($0) } ?? scalars.count
            result.append(contentsOf: capitalised(scalars[position..<end], isFirst: isFirst))
            isFirst = false
            position = end
        }
        return Normalisation.nfc(String(scalars: result))
    }

    private static let particles: Set<String> = ["de", "del", "della", "la", "van", "von", "der"]
    private static let numerals: Set<String> = ["II", "III", "IV"]

    private static func isPart(_ scalar: Unicode.Scalar) -> Bool {
        scalar.isLetter || scalar.isDiacritic || scalar.isApostrophe
    }

    private static func capitalised(
        _ part: ArraySlice<Unicode.Scalar>,
        isFirst: Bool
    ) -> [Unicode.Scalar] {
        let spelling = String(scalars: part)
        if numerals.contains(spelling) { return Array(part) }
        let lower = spelling.lowercased()
        if !isFirst, particles.contains(lower) { return Array(lower.unicodeScalars) }

        var result: [Unicode.Scalar] = []
        var wantsCapital = true
        for (offset, scalar) in lower.unicodeScalars.enumerated() {
            if scalar.isApostrophe {
                result.append(scalar)
                wantsCapital = offset < 2
            } else if wantsCapital {
                result.append(contentsOf: scalar.properties.titlecaseMapping.unicodeScalars)
                wantsCapital = false
            } else {
                result.append(scalar)
            }
        }
        return result
    }
}
