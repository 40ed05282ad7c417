import Postgres

/// What can be entered about a session.
struct SessionFacts {
    let heldOn: CalendarDate
    let hours: Hundredths
    let begins: ClockTime?
    let ends: ClockTime?
    let room: String?
    let place: String?

    /// Reads a form; a field that is left out is what `known` says.
    ///
    /// The hours are those from beginning to end unless the form says others. In a file an empty
    /// cell says nothing (`keepsEmpty`).
    init(_ form: inout Form, over known: Session? = nil, keepsEmpty: Bool = false) {
        let says = { (form: Form, field: String) in
            keepsEmpty ? form.has(field) : form.says(field)
        }
        heldOn = form.optionalDate("held_on") ?? known?.heldOn ?? form.date("held_on")
        begins = says(form, "begins") ? form.optionalClockTime("begins") : known?.begins
        ends = says(form, "ends") ? form.optionalClockTime("ends") : known?.ends
        room = says(form, "room") ? form.optionalCode("room") : known?.room
        place = says(form, "place") ? form.optionalText("place", lengthMax: 200) : known?.place
        // Times say the hours: of those that are wrong nothing more is missing.
        let isTimed = form.has("begins") || form.has("ends")
        if form.has("hours") || known == nil && !isTimed {
            hours = form.hundredths("hours", in: 1...2_400)
        } else if let begins, let ends, known == nil, begins < ends {
            hours = Hundredths((ends.minutes - begins.minutes) * 100 / 60)
        } else {
            hours = known?.hours ?? Hundredths(1)
        }
        if (begins == nil) != (ends == nil) {
            form.refuse(begins == nil ? "begins" : "ends", "is missing: a time has both", .missing)
        } else if let begins, let ends, begins >= ends {
            form.refuse("ends", "is not later than begins")
        }
    }

    var startsAt: SQL { moment(begins) }
    var endsAt: SQL { moment(ends) }

    var roomID: SQL { "(SELECT id FROM rooms WHERE code = \(room))" }

    /// Refuses with `InvalidForm` a room that nobody knows.
    func checkRoom(in transaction: borrowing Transaction) throws {
        guard let room, try Room.withCodes([room], in: transaction).isEmpty else { return }
        throw InvalidForm([FieldProblem("room", "there is no room \(room)", .notFound)])
    }

    func agrees(with known: Session) -> Bool {
        heldOn == known.heldOn && hours == known.hours && begins == known.begins
            && ends == known.ends && room == known.room && place == known.place
    }

    /// Changes a session to what was entered.
    ///
    /// Refuses with `SessionError`, `CohortError`, and other hours of a session with marks with
    /// `ReasonMissing`.
    func enter(_ id: ID<Session>, in transaction: borrowing Transaction) throws {
        do {
            _ = try transaction.execute(
                """
                UPDATE sessions
                SET held_on = \(heldOn), hours = \(hours), starts_at = \(startsAt),
                    ends_at = \(endsAt), room_id = \(roomID), place = \(place)
                WHERE id = \(id)
                """
            )
        } catch {
            throw SessionError.translated(error)
        }
    }

    private func moment(_ time: ClockTime?) -> SQL {
        """
        ((\(heldOn)::date + make_interval(mins => \(time?.minutes)::integer))
            AT TIME ZONE 'Europe/Belgrade')
        """
    }
}
