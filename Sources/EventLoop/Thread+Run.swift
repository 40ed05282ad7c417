extension Thread {
    /// Runs blocking work on a thread of its own, so that it takes none from the task pool.
    package static func run<Value: Sendable>(
        named name: String,
        _ body: @escaping @Sendable () throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            Thread.start(named: name) { continuation.resume(with: Result { try body() }) }
        }
    }
}
