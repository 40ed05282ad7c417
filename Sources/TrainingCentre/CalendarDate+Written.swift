import SerbianText

extension CalendarDate {
    /// Reads a day as people write it in lists: `12. 3. 2024. god.`, `12. март 2024.`, and whatever
    /// `init(_:)` reads.
    ///
    /// Day, month and year in this order. Slashes are not read: who writes them may mean either the
    /// third of April or the fourth of March.
    package init?(written text: String) {
        if let date = CalendarDate(text) {
            self = date
            return
        }
        guard !text.contains("/") else { return nil }
        var parts = SerbianText.fold(text).split { !$0.isLetter && !$0.isNumber }.map(String.init)
        if let last = parts.last, ["g", "god", "godine"].contains(last) { parts.removeLast() }
        guard parts.count == 3, parts[2].utf8.count == 4, let day = Int(parts[0]),
            let year = Int(parts[2]), let month = Int(parts[1]) ?? Self.month(parts[1])
        else { return nil }
        self.init(year: year, month: month, day: day)
    }

    /// The month of a folded name, in whatever case and however short, from three letters on.
    private static func month(_ name: String) -> Int? {
        guard name.utf8.count >= 3 else { return nil }
        let month = months.firstIndex {
            name.hasPrefix($0.stem)
                && $0.names.contains { full in
                    full.hasPrefix(name) || name == full
                }
        }
        return month.map { $0 + 1 }
    }

    private static let months: [(stem: String, names: [String])] = [
        ("jan", ["januar", "januara"]), ("feb", ["februar", "februara"]),
        ("mar", ["mart", "marta"]),
        ("apr", ["april", "aprila"]), ("maj", ["maj", "maja"]), ("jun", ["jun", "juna", "juni"]),
        ("jul", ["jul", "jula", "juli"]), ("avg", ["avgust", "avgusta"]),
        ("sep", ["septembar", "septembra"]), ("okt", ["oktobar", "oktobra"]),
        ("nov", ["novembar", "novembra"]), ("dec", ["decembar", "decembra"]),
    ]
}
