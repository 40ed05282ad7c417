import Documents

/// How many people took part, of whom nobody is named.
///
/// Nobody counted (`unknown`) is not nobody: then there is no number.
package struct Headcount: Hashable, Sendable {
    package let count: Int?
    package let qualifier: Qualifier
    package let men: Int?
    package let women: Int?

    /// How well the number is known.
    package enum Qualifier: String, CaseIterable, Sendable {
        case exact
        case atLeast = "at-least"
        case moreThan = "more-than"
        case about
        case unknown
    }

    static let unknown = Headcount(count: nil, qualifier: .unknown, men: nil, women: nil)
    static let countMax = 10_000_000

    static let fields: [DraftField] = [
        DraftField("headcount", "How many took part; left out when nobody counted.", .integer),
        .choice(
            "headcount_qualifier",
            Qualifier.self,
            "How well it is known: exact by default, unknown without a number."
        ),
        DraftField("headcount_men", "How many of them are men.", .integer),
        DraftField("headcount_women", "How many of them are women.", .integer),
    ]

    /// Reads the four fields; the sexes are known both or neither.
    init(_ form: inout Form) {
        count = form.optionalInteger("headcount", in: 0...Headcount.countMax)
        men = form.optionalInteger("headcount_men", in: 0...Headcount.countMax)
        women = form.optionalInteger("headcount_women", in: 0...Headcount.countMax)
        let isCounted = form.has("headcount")
        let fallback = isCounted ? Qualifier.exact : .unknown
        qualifier = form.choice("headcount_qualifier", otherwise: fallback) ?? fallback
        if isCounted, qualifier == .unknown {
            form.refuse("headcount_qualifier", "is unknown, but there is a number")
        } else if !isCounted, qualifier != .unknown {
            form.refuse("headcount", "is missing: a number that is not known is unknown", .missing)
        }
        if (men == nil) != (women == nil) {
            form.refuse(men == nil ? "headcount_men" : "headcount_women", "is missing", .missing)
        }
        if let men, let women, let count, men + women > count {
            form.refuse("headcount", "is less than the men and women together")
        } else if men != nil, !isCounted {
            form.refuse("headcount", "is missing, but the men and women are counted", .missing)
        }
    }

    init(count: Int?, qualifier: Qualifier, men: Int?, women: Int?) {
        self.count = count
        self.qualifier = qualifier
        self.men = men
        self.women = women
    }

    /// As the fields of a form.
    var values: [String: String] {
        [
            "headcount": count.map(String.init), "headcount_qualifier": qualifier.rawValue,
            "headcount_men": men.map(String.init), "headcount_women": women.map(String.init),
        ].compactMapValues(\.self)
    }

    /// As members of an object.
    var members: [JSON.Member] {
        [
            JSON.Member("headcount", count.map(JSON.integer) ?? .null),
            JSON.Member("headcount_qualifier", .string(qualifier.rawValue)),
            JSON.Member("headcount_men", men.map(JSON.integer) ?? .null),
            JSON.Member("headcount_women", women.map(JSON.integer) ?? .null),
        ]
    }

    /// All of several together, known no better than the worst of them.
    ///
    /// Where one was not counted, there were at least as many as in the others.
    static func sum(of parts: [Headcount]) -> Headcount {
        let counts = parts.compactMap(\.count)
        guard !counts.isEmpty else { return .unknown }
        let qualifiers = Set(parts.map(\.qualifier))
        let qualifier: Qualifier =
            qualifiers.contains(.about)
            ? .about
            : qualifiers.contains(.moreThan)
                ? .moreThan
                : qualifiers.contains(.atLeast) || qualifiers.contains(.unknown)
                    ? .atLeast : .exact
        return Headcount(count: counts.reduce(0, +), qualifier: qualifier, men: nil, women: nil)
    }
}
