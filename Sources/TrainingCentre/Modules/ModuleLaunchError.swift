import Postgres

/// Why a module is not opened, or what its page sends not taken.
package enum ModuleLaunchError: Refusal {
    case empty
    case notPlayed(CourseModule.Kind)
    case playerMissing
    case noSeat
    case cohortCancelled
    case unknown
    case partUnknown
    case partLocked
    case ended
    case superseded
    case outOfOrder(next: Int)

    /// The refusal behind a constraint of the tables of attempts.
    init?(_ error: PostgresError) {
        switch error.constraint {
        case "module_attempts_of_enrolled": self = .noSeat
        case "module_attempts_cohort_not_cancelled": self = .cohortCancelled
        default: return nil
        }
    }

    package var kind: RefusalKind {
        switch self {
        case .unknown, .partUnknown: .notFound
        default: .conflict
        }
    }

    package var code: String {
        switch self {
        case .empty: "module_has_no_content"
        case .notPlayed: "module_not_played"
        case .playerMissing: "module_player_missing"
        case .noSeat: "no_seat"
        case .cohortCancelled: "cohort_cancelled"
        case .unknown: "launch_not_found"
        case .partUnknown: "module_part_not_found"
        case .partLocked: "module_part_locked"
        case .ended: "launch_ended"
        case .superseded: "launch_superseded"
        case .outOfOrder: "save_out_of_order"
        }
    }

    package var message: String {
        switch self {
        case .empty: "the module has no content yet: the centre will hand it in"
        case .notPlayed(let kind):
            "a module of the kind \(kind.rawValue) is not opened here: the centre says how it is "
                + "done"
        case .playerMissing:
            "files of H5P need a player that is not installed here: the administrator sets "
                + "OBUKA_H5P_PLAYER"
        case .noSeat: "who has no seat in the cohort does not open its modules"
        case .cohortCancelled: "the cohort is cancelled, and its modules are not opened any more"
        case .unknown: "there is no such page of a module: open the module from your own page"
        case .partUnknown: "the module has no such part that can be opened"
        case .partLocked: "another part of the module comes first: its list says which are open"
        case .ended: "this page of the module is a day old: open the module again"
        case .superseded:
            "the module was opened again somewhere else, and goes on there: this page saves no more"
        case .outOfOrder(let next): "the page sent another save than number \(next)"
        }
    }
}
