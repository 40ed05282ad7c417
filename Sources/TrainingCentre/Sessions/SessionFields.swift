extension Session {
    /// What somebody who enters a session by hand says, one field after the other.
    package static let fields = [
        DraftField("held_on", "The day, within a month of the cohort's.", .date, isRequired: true),
        DraftField("hours", "Its length; from beginning to end by default.", .number),
        DraftField("begins", "On the centre's clock, as 09:30; with ends."),
        DraftField("ends", "On the same day, as 15:00."),
        DraftField("room", "The code of its room."),
        DraftField("place", "Where it is when that is no room of ours."),
    ]
}
