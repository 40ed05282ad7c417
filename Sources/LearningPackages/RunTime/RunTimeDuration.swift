/// A length of time in hundredths of a second, as both standards write it.
struct RunTimeDuration {
    var hundredths: Int

    /// The longest that is kept: SCORM 1.2 has four digits for the hours.
    private static let hundredthsMax = 9_999 * 360_000 + 359_999
    /// A year has 365 days and a month a twelfth of that, as ADL counts.
    private static let unitSeconds: [Character: Int] = [
        "Y": 31_536_000, "D": 86_400, "H": 3_600, "S": 1,
    ]
    private static let monthSeconds = 2_628_000

    /// A value that has the form already; anything else is no time.
    init(_ text: String?, _ model: RunTimeModel) {
        let text = text ?? ""
        let counted = model == .scorm12 ? Self.clock(text) : Self.interval(text)
        hundredths = min(counted, Self.hundredthsMax)
    }

    mutating func add(_ other: RunTimeDuration) {
        hundredths = min(hundredths + other.hundredths, Self.hundredthsMax)
    }

    /// `HHHH:MM:SS.SS`.
    private static func clock(_ text: String) -> Int {
        let parts = text.split(separator: ":").map { $0.prefix(7) }
        guard parts.count == 3, let hours = Int(parts[0]), let minutes = Int(parts[1]) else {
            return 0
        }
        return hours * 360_000 + minutes * 6_000 + Self.hundredths(parts[2])
    }

    /// `P1Y2M3DT4H5M6.78S`.
    private static func interval(_ text: String) -> Int {
        var (total, number, isTime) = (0, "", false)
        for character in text.prefix(128).dropFirst() {
            switch character {
            case "T": isTime = true
            case "S": total += hundredths(number[...])
            case "M":
                total += 100 * (isTime ? 60 : monthSeconds) * (Int(number) ?? 0)
            case let unit where unitSeconds[unit] != nil:
                total += 100 * (unitSeconds[unit] ?? 0) * (Int(number) ?? 0)
            default:
                number.append(character)
                continue
            }
            number = ""
        }
        return total
    }

    private static func hundredths(_ seconds: Substring) -> Int {
        let parts = seconds.split(separator: ".", omittingEmptySubsequences: false)
        guard let whole = parts.first.flatMap({ Int($0) }) else { return 0 }
        guard parts.count == 2 else { return whole * 100 }
        return whole * 100 + (Int((parts[1] + "00").prefix(2)) ?? 0)
    }

    func text(_ model: RunTimeModel) -> String {
        let (hours, rest) = hundredths.quotientAndRemainder(dividingBy: 360_000)
        let (minutes, seconds) = rest.quotientAndRemainder(dividingBy: 6_000)
        guard model == .scorm2004 else {
            let (whole, part) = seconds.quotientAndRemainder(dividingBy: 100)
            let last = "\(Self.padded(whole, 2)).\(Self.padded(part, 2))"
            return "\(Self.padded(hours, 4)):\(Self.padded(minutes, 2)):\(last)"
        }
        if hundredths == 0 { return "PT0H0M0S" }
        let days = hours / 24 == 0 ? "" : "\(hours / 24)D"
        var time = hours % 24 == 0 ? "" : "\(hours % 24)H"
        if minutes > 0 { time += "\(minutes)M" }
        if seconds > 0 {
            let part = seconds % 100 == 0 ? "" : "." + Self.padded(seconds % 100, 2)
            time += "\(seconds / 100)\(part)S"
        }
        return "P" + days + (time.isEmpty ? "" : "T" + time)
    }

    private static func padded(_ number: Int, _ digits: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}
