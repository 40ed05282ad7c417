import Documents

/// What content may remember of a learner and how it says so: the data model of a standard.
///
/// SCORM 1.2 Run-Time Environment, section 3.4, and SCORM 2004 4th edition, Run-Time Environment
/// chapter 4. There is one table of each: here a server checks with it what a page sends, and the
/// page fetches it as JSON and answers its content by it.
package enum RunTimeModel: String, CaseIterable, Sendable {
    case scorm12 = "scorm-1.2"
    case scorm2004 = "scorm-2004"

    /// The model of a package; nil for one that has no such run-time.
    ///
    /// A file of H5P runs in a page of ours, which reports as SCORM 2004 does.
    package init?(_ kind: LearningPackage.Kind) {
        switch kind {
        case .scorm12: self = .scorm12
        case .scorm2004, .h5p: self = .scorm2004
        case .cmi5, .xapi, .web, .video: return nil
        }
    }

    /// The table as the page reads it.
    package var json: JSON { table.json }

    var table: RunTimeTable {
        switch self {
        case .scorm12: RunTimeTable.scorm12
        case .scorm2004: RunTimeTable.scorm2004
        }
    }
}

/// Limits that neither standard has and that both sides keep.
enum RunTimeLimits {
    /// Bytes of a name of an element.
    static let nameBytesMax = 512
    /// Records of a list, such as interactions.
    static let recordsMax = 1_000
    /// Bytes of all names and values of a record together.
    static let recordBytesMax = 1 << 20
    /// UTF-16 units of `suspend_data`: more than both standards ask for, as tools write more.
    static let suspendDataMax = 65_536
}
