import ArgumentParser
import Dispatch
import EventLoop
import Foundation
import HTTPServer
import Logging
import Metrics
import TrainingCentre
import Web

/// Serves until interrupted.
struct ServeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve",
        abstract: "Serve pages and the API until interrupted.",
        discussion: """
            Prints "ready http://host:port" when it takes requests. SIGTERM and SIGINT end it \
            gently: no new connections, what is under way is finished.
            """
    )

    @OptionGroup var options: SettingOptions

    @Option(help: "The address, host:port (OBUKA_LISTEN).")
    var listen: String?

    func run() async throws {
        try await CommandRun.run {
            var flags = options.flags
            if let listen { flags["OBUKA_LISTEN"] = listen }
            try await ServerRun(settings: try Settings.load(flags: flags)).run()
        }
    }
}

/// One life of the server: wired, started, drained.
private struct ServerRun {
    let settings: Settings

    /// How long requests that are under way may take after the signal to end.
    private static let drainTimeMax = Duration.seconds(20)

    func run() async throws {
        let log = LogOutput()
        let logger = makeLogger(log)
        let metrics = PrometheusMetrics()
        MetricsSystem.bootstrap(metrics)
        log.countLosses(in: metrics)
        // From here on, so that a signal during the start leaves no database cluster behind.
        let ending = Ending()
        let program = try await Program.start(settings, loops: settings.loops, logger: logger)
        let supervision = Task {
            async let settling: Void = program.keepSettling()
            async let witnessing: Void = program.keepWitnessing()
            async let sending: Void = program.keepSendingToWebhooks()
            async let reading: Void = program.keepReadingHandbooks()
            async let counting: Void = program.keepEnteringUses()
            async let giving: Void = program.keepGivingMemoryBack()
            await program.keepClusterRunning()
            _ = await (settling, witnessing, sending, reading, counting, giving)
        }
        do {
            try await serve(program, until: ending, log, metrics, logger)
        } catch {
            await end(program, supervision)
            throw error
        }
        await end(program, supervision)
        log.flush()
    }

    private func end(_ program: Program, _ supervision: Task<Void, Never>) async {
        // Waited for, so that it does not start a cluster that is being stopped.
        supervision.cancel()
        await supervision.value
        // After the last request and the last attempt to do so, and while there is a database.
        try? await program.centre.enterEditionUses()
        await program.stop()
    }

    private func makeLogger(_ log: LogOutput) -> Logger {
        let handler = JSONLinesLogHandler(
            label: "obuka",
            level: settings.logLevel,
            output: log,
            clock: Clock.unixNanoseconds
        )
        return Logger(label: "obuka") { _ in handler }
    }

    private func serve(
        _ program: Program,
        until ending: Ending,
        _ log: LogOutput,
        _ metrics: PrometheusMetrics,
        _ logger: Logger
    ) async throws {
        log.startWriter()
        let website = try Website(
            centre: program.centre,
            resources: Resources.webDirectory(in: settings.resourcesDirectory),
            configuration: Website.Configuration(
                publicURL: settings.publicURL,
                contentURL: settings.contentURL,
                h5pPlayer: settings.h5pPlayer,
                verificationsPerMinuteMax: settings.verificationsPerMinuteMax,
                clock: Clock.monotonicNanoseconds,
                unixTime: { Int(Clock.unixNanoseconds() / 1_000_000_000) },
                metrics: { metrics.text },
                documents: Resources.documents(in: settings.resourcesDirectory)
            ),
            logger: logger
        )
        let server = Server(
            serverConfiguration,
            application: website.application(),
            loops: program.loops,
            observers: [AccessLog(logger: logger), HTTPMetrics(factory: metrics)],
            logger: logger
        )
        let addresses = try server.start()
        for address in addresses { print("ready http://\(address)") }
        fflush(nil)
        let signal = await ending.wait()
        logger.notice("ending", metadata: ["signal": "\(signal)"])
        await server.drain(within: ServerRun.drainTimeMax)
    }

    private var serverConfiguration: ServerConfiguration {
        var configuration = ServerConfiguration(
            addresses: [settings.listen],
            bootRandomness: Program.chance.next(),
            clock: Clock.unixNanoseconds
        )
        configuration.trustedProxies = settings.trustedProxies
        configuration.limits.connectionsMax = settings.connectionsMax
        configuration.limits.connectionsPerAddressMax = settings.connectionsPerAddressMax
        configuration.securityHeaders = SecurityHeaders(
            contentSecurityPolicy: Website.contentSecurityPolicy
        )
        return configuration
    }
}

/// Waits for the signal to end.
private final class Ending: Sendable {
    private let stream: AsyncStream<String>
    /// Kept, because a source that nobody holds stops watching; `nonisolated(unsafe)`, because
    /// nobody touches it again.
    nonisolated(unsafe) private let sources: [any DispatchSourceSignal]

    init() {
        let (stream, continuation) = AsyncStream.makeStream(of: String.self)
        self.stream = stream
        sources = [(SIGTERM, "SIGTERM"), (SIGINT, "SIGINT")].map { number, name in
            Signals.on(number) {
                continuation.yield(name)
                continuation.finish()
            }
        }
    }

    /// The name of the signal that came.
    func wait() async -> String {
        for await name in stream { return name }
        return "none"
    }
}

/// The clocks that the program hands down.
enum Clock {
    static let unixNanoseconds: @Sendable () -> Int64 = {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
    }

    static let monotonicNanoseconds: @Sendable () -> UInt64 = {
        MonotonicTime.current().nanoseconds
    }
}
