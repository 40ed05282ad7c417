/// What the holder of a certificate attended and achieved, and what was asked for.
///
/// It is what the signed form says: the result of the final test and the score to pass it are
/// certified with a completion only, and only where the course has a final test.
package struct Achievement: Sendable {
    package let attendedHours: Hundredths
    package let totalHours: Hundredths
    /// Of the hours, in percent.
    package let minimumAttendance: Int
    /// In percent.
    package let finalScore: Hundredths?
    /// In percent.
    package let passScore: Int?
    /// Whether passing took modules that people go through alone.
    package var takesModules = false
}

extension Achievement {
    /// Columns that are there together or not at all, but for the final test.
    init?(
        attendedHours: Hundredths?,
        totalHours: Hundredths?,
        minimumAttendance: Int?,
        finalScore: Hundredths?,
        passScore: Int?
    ) {
        guard let attendedHours, let totalHours, let minimumAttendance else { return nil }
        self.attendedHours = attendedHours
        self.totalHours = totalHours
        self.minimumAttendance = minimumAttendance
        self.finalScore = finalScore
        self.passScore = passScore
    }
}
