/// The grammar of counted things in Serbian: 1 обука, 2 обуке, 5 обука.
package enum SerbianCount {
    /// Which of the three forms a noun takes after a number.
    package enum Form: String, CaseIterable, Sendable {
        /// After 1, 21, 101; not after 11.
        case one

        /// After 2–4, 22–24; not after 12–14.
        case few

        /// After 0, 5–20, 25–30, 111–114.
        case many
    }

    /// The form after this number; a negative number takes the form of its size.
    package static func form(of count: Int) -> Form {
        let size = count.magnitude
        switch (size % 10, size % 100) {
        case (_, 11...14): return .many
        case (1, _): return .one
        case (2...4, _): return .few
        default: return .many
        }
    }

    /// The number in plain digits and the noun in its form: "14 обука".
    package static func phrase(_ count: Int, one: String, few: String, many: String) -> String {
        switch form(of: count) {
        case .one: "\(count) \(one)"
        case .few: "\(count) \(few)"
        case .many: "\(count) \(many)"
        }
    }
}
