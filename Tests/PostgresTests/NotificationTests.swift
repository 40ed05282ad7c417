import Postgres
import TestSupport
import Testing

@Suite("Notifications", .database)
struct NotificationTests {
    @Test("Notifications arrive, and a new connection says that some may be missing")
    func listens() async throws {
        let database = TestDatabase.current.database
        var events = database.notifications(on: ["news", "odd \"name\""]).makeAsyncIterator()
        #expect(await events.next() == .mayHaveMissed)
        try await database.transaction {
            try $0.execute("SELECT pg_notify('news', \("први"))")
            try $0.execute("SELECT pg_notify('odd \"name\"', '')")
            try $0.execute("SELECT pg_notify('other', 'x')")
        }
        var seen: [String] = []
        for _ in 0..<2 {
            if case .notification(let notification) = await events.next() {
                seen.append("\(notification.channel):\(notification.payload)")
            }
        }
        #expect(seen == ["news:први", "odd \"name\":"])
        try await database.transaction {
            try $0.execute(
                """
                SELECT pg_terminate_backend(pid) FROM pg_stat_activity
                WHERE datname = current_database() AND query LIKE 'LISTEN%'
                """
            )
        }
        #expect(await events.next() == .mayHaveMissed)
        try await database.transaction { try $0.execute("NOTIFY news, 'after'") }
        guard case .notification(let last) = await events.next() else {
            Issue.record("no notification after the new connection")
            return
        }
        #expect(last.payload == "after")
    }

    @Test("A slow consumer is told that some were thrown away")
    func overflow() async throws {
        let database = TestDatabase.current.database
        var events = database.notifications(on: ["flood"]).makeAsyncIterator()
        #expect(await events.next() == .mayHaveMissed)
        // Only a flood that has come before anybody reads is thrown away, which may take a while.
        var missed = false
        for round in 1...20 where !missed {
            try await database.transaction {
                try $0.execute("SELECT pg_notify('flood', n::text) FROM generate_series(1, 5000) n")
            }
            try await Task.sleep(for: .milliseconds(200 * round))
            try await database.transaction { try $0.execute("NOTIFY flood, 'end'") }
            var last = ""
            while last != "end", let event = await events.next() {
                if event == .mayHaveMissed { missed = true }
                if case .notification(let notification) = event { last = notification.payload }
            }
        }
        #expect(missed)
    }

    @Test("The connection ends with the task that listens")
    func ends() async throws {
        let database = TestDatabase.current.database
        let listening = Task {
            for await _ in database.notifications(on: ["news"]) {}
        }
        func listeners() async throws -> Int? {
            try await database.transaction {
                try $0.value(
                    """
                    SELECT count(*) FROM pg_stat_activity
                    WHERE datname = current_database() AND query LIKE 'LISTEN%'
                    """,
                    as: Int.self
                )
            }
        }
        try await until("a listener") { try await listeners() == 1 }
        listening.cancel()
        try await until("the end of it") { try await listeners() == 0 }
    }
}
