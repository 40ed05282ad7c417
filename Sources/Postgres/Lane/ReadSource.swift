/// Which server may answer a read.
package enum ReadSource: Sendable {
    /// The server that takes the writes, so the answer holds everything committed before.
    ///
    /// What decides whether somebody may do something is asked here.
    case primary
    /// A replica that has everything committed until `readLagMax` ago; the primary when none is
    /// known to have it, or none is configured.
    case replica
}
