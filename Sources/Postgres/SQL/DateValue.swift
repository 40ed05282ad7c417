import struct FoundationEssentials.Date

/// Sent and read as `timestamptz`, which counts microseconds.
///
/// A date is rounded to the microsecond. What `timestamptz` cannot hold (beyond the year 294276)
/// is sent as its `infinity`; an infinite column is an error, because formatting it would be one.
extension Date: SQLValue {
    package static var sqlType: SQLType { .timestamptz }

    package func encode(into bytes: inout SQLBytes) {
        let microseconds = (timeIntervalSinceReferenceDate + PostgresEpoch.seconds) * 1_000_000
        if microseconds >= PostgresEpoch.microsecondsMax {
            bytes.append(bigEndian: Int64.max)
        } else if microseconds <= PostgresEpoch.microsecondsMin {
            bytes.append(bigEndian: Int64.min)
        } else {
            // Whole seconds apart from the fraction: their product alone would lose digits.
            let seconds = timeIntervalSinceReferenceDate.rounded(.down)
            let fraction = timeIntervalSinceReferenceDate - seconds
            let whole = Int64(seconds + PostgresEpoch.seconds) * 1_000_000
            bytes.append(bigEndian: whole + Int64((fraction * 1_000_000).rounded()))
        }
    }

    package init(sqlBytes bytes: RawSpan) throws {
        let microseconds = try bytes.bigEndian(as: Int64.self)
        guard microseconds != .max, microseconds != .min else {
            throw SQLDecodingError("an infinite timestamp")
        }
        let (seconds, fraction) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
        self.init(
            timeIntervalSinceReferenceDate: Double(seconds) - PostgresEpoch.seconds
                + Double(fraction) / 1_000_000
        )
    }
}

/// PostgreSQL counts from 2000-01-01, Foundation from 2001-01-01 (UTC, no leap seconds).
private enum PostgresEpoch {
    static let seconds = 366.0 * 86_400
    static let microsecondsMin = -211_813_488_000_000_000.0  // 4713 BC
    static let microsecondsMax = 9_223_371_331_200_000_000.0  // 294277
}
