import ArgumentParser
import Foundation
import TrainingCentre

/// The exit codes of the program; scripts rely on them.
enum Exit: Int32 {
    case failure = 1
    case usage = 2
    case someRowsFailed = 3
    case notAllowed = 4
    case notFound = 5
    case conflict = 6
    case findings = 7
    case cancelled = 130

    var code: ExitCode { ExitCode(rawValue) }

    init(_ kind: RefusalKind) {
        self =
            switch kind {
            case .invalid: .usage
            case .unauthenticated, .forbidden: .notAllowed
            case .notFound: .notFound
            case .conflict, .preconditionRequired, .preconditionFailed: .conflict
            }
    }
}

/// Standard error: messages and progress.
enum StandardError {
    static func write(_ line: String) {
        FileHandle.standardError.write(Data((line + "\n").utf8))
    }

    /// Progress is for somebody who watches.
    static var isWatched: Bool { isatty(2) == 1 }
}
