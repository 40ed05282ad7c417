import EventLoop
import HTTPTypes
import Logging
import Synchronization

/// What the loops of a server share; nothing in it changes but counts.
final class ServerCore: Sendable {
    let application: Application
    let limits: ServerLimits
    let proxies: TrustedProxies
    let clock: @Sendable () -> Int64
    let observers: [any ExchangeObserver]
    let logger: Logger
    let gate: ConnectionGate
    let requestsInFlight = Atomic<Int>(0)
    private let plainDefaults: DefaultFields?
    private let secureDefaults: DefaultFields?

    init(
        configuration: ServerConfiguration,
        application: Application,
        observers: [any ExchangeObserver],
        logger: Logger,
        workers: Int
    ) {
        self.application = application
        self.observers = observers
        self.logger = logger
        limits = configuration.limits
        clock = configuration.clock
        proxies = TrustedProxies(
            networks: configuration.trustedProxies,
            kind: configuration.forwardedFields
        )
        gate = ConnectionGate(limits: configuration.limits, workers: workers)
        let security = configuration.securityHeaders
        plainDefaults = security.map { DefaultFields($0.fields(isSecure: false)) }
        secureDefaults = security.map { DefaultFields($0.fields(isSecure: true)) }
    }

    func defaults(scheme: String) -> DefaultFields? {
        scheme == "https" ? secureDefaults : plainDefaults
    }

    var load: ServerLoad {
        ServerLoad(
            connections: gate.connections,
            requestsInFlight: requestsInFlight.load(ordering: .relaxed)
        )
    }
}
