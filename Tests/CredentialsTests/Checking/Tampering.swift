import Testing

/// A way to tamper with a good credential, and the reason that has to be found.
struct Tampering: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// The code of the reason.
    let reason: String
    let apply: @Sendable (inout Presented) throws -> Void

    init(
        _ what: String,
        _ reason: String,
        _ apply: @escaping @Sendable (inout Presented) throws -> Void
    ) {
        testDescription = what
        self.reason = reason
        self.apply = apply
    }
}
