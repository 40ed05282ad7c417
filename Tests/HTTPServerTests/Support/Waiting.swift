import Dispatch
import Testing

/// Runs blocking `body` on a thread that is not one of Swift's few.
func offPool<Value: Sendable>(
    _ body: @escaping @Sendable () throws -> Value
) async throws -> Value {
    try await withCheckedThrowingContinuation { continuation in
        DispatchQueue.global().async { continuation.resume(with: Result(catching: body)) }
    }
}

/// The value of `body` as soon as it has one, within three minutes.
func eventually<Value>(
    sourceLocation: SourceLocation = #_sourceLocation,
    _ body: () -> Value?
) async throws -> Value {
    for _ in 0..<18_000 {
        if let value = body() { return value }
        try await Task.sleep(for: .milliseconds(10))
    }
    return try #require(body(), sourceLocation: sourceLocation)
}

/// Waits until `condition` holds, for three minutes at most: a busy machine may need them.
func eventually(
    sourceLocation: SourceLocation = #_sourceLocation,
    _ condition: () -> Bool
) async throws {
    try await eventually(sourceLocation: sourceLocation) { condition() ? () : nil }
}
