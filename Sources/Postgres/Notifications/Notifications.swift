import EventLoop

/// What LISTEN brings: a channel's name and what NOTIFY sent with it.
package struct Notification: Sendable, Hashable {
    package let channel: String
    package let payload: String
    /// The server's process for the connection that notified, as in `pg_stat_activity.pid`.
    package let serverProcess: Int32
}

/// What happens to a listener.
package enum NotificationEvent: Sendable, Hashable {
    case notification(Notification)
    /// Notifications may have been missed: look at the tables themselves.
    ///
    /// Comes first of all when listening has begun, after every new connection, and when the
    /// consumer was so slow that some were thrown away.
    case mayHaveMissed
}

/// The notifications of some channels, for as long as somebody iterates.
///
/// Has a connection of its own, and makes a new one whenever it is lost. Iterate once.
package struct Notifications: AsyncSequence, Sendable {
    package typealias Element = NotificationEvent

    private let stream: AsyncStream<NotificationEvent>

    init(stream: AsyncStream<NotificationEvent>) {
        self.stream = stream
    }

    package func makeAsyncIterator() -> AsyncStream<NotificationEvent>.Iterator {
        stream.makeAsyncIterator()
    }
}

extension Database {
    /// Listens on channels; ends when the iterating task is cancelled or the sequence let go.
    ///
    /// NOTIFY does not reach a server that is a replica, so this always asks the primary.
    package func notifications(on channels: [String]) -> Notifications {
        let (stream, continuation) = AsyncStream.makeStream(
            of: NotificationEvent.self,
            bufferingPolicy: .bufferingNewest(Listener.eventsWaitingMax)
        )
        let listener = Listener(
            on: loops[0],
            configuration.listenerSettings,
            channels,
            continuation,
            logger
        )
        let loop = loops[0]
        continuation.onTermination = { _ in loop.spawn { listener.close() } }
        loop.spawn { listener.connect() }
        return Notifications(stream: stream)
    }
}
