/// Why the schema cannot be brought up to date; each description is a sentence for a person.
package enum MigrationError: Error, Sendable, CustomStringConvertible {
    case unreadable(_ path: String)
    case misnamed(_ file: String)
    case notUTF8(_ file: String)
    case numberUsedTwice(_ file: String, _ other: String)
    /// The database has a migration that this program does not know.
    case missing(_ file: String)
    /// A migration was edited after it had been applied.
    case changed(_ file: String)
    /// A migration's number is below that of one already applied.
    case outOfOrder(_ file: String, after: String)
    /// The script ended its transaction itself; `isPartKept` when it did so with COMMIT.
    case leftTransaction(_ file: String, isPartKept: Bool)
    /// The server refused a statement of the script; the line counts from one.
    case refused(_ file: String, line: Int?, message: String, PostgresError)

    package var description: String {
        switch self {
        case .unreadable(let path): "\(path) cannot be read"
        case .misnamed(let file):
            "\(file) is not named as migrations are: four digits, an underscore, then a sentence "
                + "of small letters, digits and underscores, as in 0007_seats_of_cohorts.sql"
        case .notUTF8(let file): "\(file) is not UTF-8"
        case .numberUsedTwice(let file, let other):
            "\(file) and \(other) have the same number"
        case .missing(let file):
            "the database has \(file), which is not among the migrations here: the database is "
                + "newer than this program, or the file was deleted or renamed"
        case .changed(let file):
            "\(file) was changed after it had been applied; restore the file and put the change "
                + "into a new migration"
        case .outOfOrder(let file, let last):
            "\(file) comes before \(last), which is applied already; give it a higher number"
        case .leftTransaction(let file, isPartKept: true):
            "\(file) contains COMMIT, although each migration is one transaction by itself: what "
                + "stood before it was kept, and has to be taken back by hand before the next try"
        case .leftTransaction(let file, isPartKept: false):
            "\(file) contains ROLLBACK, although each migration is one transaction by itself; "
                + "nothing of it was kept"
        case .refused(let file, let line, let message, _):
            "\(file)\(line.map { ", line \($0)" } ?? ""): \(message); nothing of it was kept"
        }
    }
}
