import SerbianText

extension Form {
    /// A text in three languages that may be left out in all of them.
    ///
    /// As `titles`, one Serbian script is enough.
    mutating func optionalTitles(_ field: String, lengthMax: Int = 300) -> Titles? {
        let isThere = ["sr_cyrl", "sr_latn", "en"].contains { has("\(field)_\($0)") }
        return isThere ? titles(field, lengthMax: lengthMax) : nil
    }

    /// Several names, each once, in order.
    mutating func names(_ field: String) -> [String] {
        Array(Set(list(field))).sorted { $0.unicodeScalarsPrecede($1) }
    }

    /// Two dates of which the second does not come before the first.
    mutating func period() -> (startsOn: CalendarDate?, endsOn: CalendarDate?) {
        let startsOn = optionalDate("starts_on")
        let endsOn = optionalDate("ends_on")
        if let startsOn, let endsOn, endsOn < startsOn {
            refuse("ends_on", "lies before starts_on")
        }
        return (startsOn, endsOn)
    }
}

extension DraftField {
    static let startsOn = DraftField("starts_on", "The first day.", .date)
    static let endsOn = DraftField("ends_on", "The last day.", .date)
    static let tags = DraftField("tags", "Codes of tags.", .list)
    static let aliases = DraftField("aliases", "Other names: an acronym, an old name.", .list)

    /// The code of another noun.
    static func code(_ field: String, _ about: String, isRequired: Bool = false) -> DraftField {
        DraftField(field, about, isRequired: isRequired)
    }

    /// One of the cases of an enumeration.
    static func choice<Choice: RawRepresentable<String> & CaseIterable>(
        _ field: String,
        _ type: Choice.Type,
        _ about: String,
        isRequired: Bool = false
    ) -> DraftField {
        DraftField(field, about, .choice(Choice.allCases.map(\.rawValue)), isRequired: isRequired)
    }
}

extension Titles {
    /// A text as an array of its three columns; nil for an empty one.
    init?(row: [String]) {
        guard row.count == 3 else { return nil }
        self.init(srCyrl: row[0], srLatn: row[1], en: row[2])
    }

    /// A text as an array of its three columns, which are never NULL.
    init(columns row: [String]) {
        self = Titles(row: row) ?? Titles(srCyrl: "", srLatn: "", en: "")
    }
}
