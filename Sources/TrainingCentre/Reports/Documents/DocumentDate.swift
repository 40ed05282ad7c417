import Documents

/// Days as sentences have them.
enum DocumentDate {
    /// The day with the name of its month, in Serbian in the genitive: 28 April 2017.
    static func words(_ date: CalendarDate, in language: Language) -> String {
        let (year, month, day) = date.parts
        let name = months[month - 1][language]
        return language == .english ? "\(day) \(name) \(year)" : "\(day). \(name) \(year)."
    }

    private static let months = [
        Titles(sr: "јануара", en: "January"), Titles(sr: "фебруара", en: "February"),
        Titles(sr: "марта", en: "March"), Titles(sr: "априла", en: "April"),
        Titles(sr: "маја", en: "May"), Titles(sr: "јуна", en: "June"),
        Titles(sr: "јула", en: "July"), Titles(sr: "августа", en: "August"),
        Titles(sr: "септембра", en: "September"), Titles(sr: "октобра", en: "October"),
        Titles(sr: "новембра", en: "November"), Titles(sr: "децембра", en: "December"),
    ]
}
