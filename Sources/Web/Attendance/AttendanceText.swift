import TrainingCentre

/// The texts of the page on which attendance is taken.
enum AttendanceText: String, TextTable {
    case link, heading, session, marks, note, why, save, nobody, unrecorded
    case present, late, excused, absent

    init(_ mark: AttendanceMark) {
        self =
            switch mark {
            case .present: .present
            case .late: .late
            case .excused: .excused
            case .absent: .absent
            }
    }

    var texts: Titles {
        switch self {
        case .link: Titles("Присуство", "Prisustvo", "Attendance")
        case .heading: Titles("Присуство на термину", "Prisustvo na terminu", "Attendance")
        case .session: Titles("Термин", "Termin", "Session")
        case .marks: Titles("Полазници", "Polaznici", "Participants")
        case .note:
            Titles(
                "Ко није означен, остаје неуписан. Исправка уписаног тражи разлог.",
                "Ko nije označen, ostaje neupisan. Ispravka upisanog traži razlog.",
                "Who is not marked stays unrecorded. To correct a mark, say why."
            )
        case .why: Titles("Разлог исправке", "Razlog ispravke", "Reason for a correction")
        case .save: Titles("Упишите присуство", "Upišite prisustvo", "Record the attendance")
        case .nobody:
            Titles(
                "Нико још нема потврђено место.",
                "Niko još nema potvrđeno mesto.",
                "Nobody has a confirmed seat yet."
            )
        case .unrecorded: Titles("није уписано", "nije upisano", "not recorded")
        case .present: Titles("присуство", "prisustvo", "present")
        case .late: Titles("кашњење", "kašnjenje", "late")
        case .excused: Titles("оправдано одсуство", "opravdano odsustvo", "excused")
        case .absent: Titles("одсуство", "odsustvo", "absent")
        }
    }
}
