import EventLoop

/// Waits until something is so, and looks again every few milliseconds.
///
/// For what happens soon but nobody can say when; on a busy machine that may take a while.
///
/// - Throws: `TestSupportError` when it is not so after a minute; what `condition` throws.
package func until(
    _ what: String = "what the test waits for",
    _ condition: () async throws -> Bool
) async throws {
    let patience = MonotonicTime.current().advanced(by: .seconds(60))
    while try await !condition() {
        guard MonotonicTime.current() < patience else {
            throw TestSupportError("\(what) did not come")
        }
        try await Task.sleep(for: .milliseconds(5))
    }
}
