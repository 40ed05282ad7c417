/// The pictures of states: the strokes of an SVG path in a square of 24.
///
/// Each stands beside words that say the same, and is hidden from screen readers.
enum Icon: String, CaseIterable {
    case check, clock, cross, arrows, question, dash

    var strokes: String {
        let ring = "M12 2.6a9.4 9.4 0 1 0 0 18.8 9.4 9.4 0 0 0 0-18.8z"
        return switch self {
        case .check: ring + "M7.7 12.4l3 3 5.7-6.6"
        case .clock: ring + "M12 7v5.3l3.4 2.1"
        case .cross: ring + "M8.7 8.7l6.6 6.6M15.3 8.7l-6.6 6.6"
        case .arrows: ring + "M7.2 10.2h9l-2.6-2.6M16.8 13.8h-9l2.6 2.6"
        case .question: ring + "M9.4 9.5a2.7 2.7 0 1 1 3.9 2.5c-.9.4-1.3 1-1.3 1.9M12 17v.05"
        case .dash: ring + "M7.8 12h8.4"
        }
    }
}
