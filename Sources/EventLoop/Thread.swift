import CSystem
import Glibc

/// Starts operating-system threads; a loop must own its thread, which the task pool does not give.
package enum Thread {
    private final class Body {
        let run: @Sendable () -> Void
        init(run: @escaping @Sendable () -> Void) { self.run = run }
    }

    /// Runs `body` on a new detached thread.
    ///
    /// - Precondition: the process may still make threads; without them nothing can be served.
    package static func start(named name: String, _ body: @escaping @Sendable () -> Void) {
        var thread = pthread_t()
        let argument = Unmanaged.passRetained(
            Body {
                obuka_name_thread(String(name.prefix(15)))
                body()
            }
        ).toOpaque()
        let status = pthread_create(
            &thread,
            nil,
            { argument in
                guard let argument else { return nil }
                Unmanaged<Body>.fromOpaque(argument).takeRetainedValue().run()
                return nil
            },
            argument
        )
        precondition(status == 0, "the system gives this process no further thread")
        pthread_detach(thread)
    }
}
