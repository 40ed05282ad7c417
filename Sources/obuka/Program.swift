import ArgumentParser
import Documents
import EventLoop
import Foundation
import Logging
import Postgres
import TrainingCentre

/// Everything wired: the database, found or started, and the centre on it.
///
/// The one place where the parts meet; commands and the server get it handed to them.
struct Program: Sendable {
    let settings: Settings
    let database: Database
    let centre: TrainingCentre
    let loops: EventLoopGroup
    let logger: Logger
    let keys: KeyDirectory
    private let cluster: EmbeddedCluster?

    /// The one source of chance: the operating system's.
    static let chance = Chance {
        var generator = SystemRandomNumberGenerator()
        return generator.next()
    }

    /// Connects, and starts the embedded cluster when no database is named.
    ///
    /// The private cluster is migrated on the way; another database only by `obuka db migrate`.
    static func start(
        _ settings: Settings,
        loops loopCount: Int? = 1,
        logger: Logger
    ) async throws -> Program {
        // What is wrong with a setting is said before anything is started or made.
        let signer = try settings.outsideSigner()
        let cluster =
            settings.databaseURL == nil
            ? try EmbeddedCluster(directory: settings.clusterDirectory, logger: logger) : nil
        try await cluster?.join()
        do {
            return try await start(
                settings,
                on: cluster,
                outsideSigner: signer,
                loops: loopCount,
                logger: logger
            )
        } catch {
            try? await cluster?.leave()
            throw error
        }
    }

    private static func start(
        _ settings: Settings,
        on cluster: EmbeddedCluster?,
        outsideSigner: DocumentSigner?,
        loops loopCount: Int?,
        logger: Logger
    ) async throws -> Program {
        var configuration = DatabaseConfiguration(url: settings.databaseURL ?? cluster?.url ?? "")
        configuration.readURL = settings.readURL
        configuration.role = "obuka_service"
        if let cluster {
            try await Migrator(
                configuration: configuration,
                directory: settings.migrationsDirectory
            ).migrate()
            // The service cannot become the cluster's owner, whatever statement it is made to run.
            configuration.url = try await cluster.serviceURL(role: "obuka_service")
        }
        let loops = try EventLoopGroup(count: loopCount)
        let database = Database(
            configuration: configuration,
            loops: loops.loops,
            logger: logger
        )
        let keys = KeyDirectory(
            place: settings.keysDirectory,
            passphraseFile: settings.keysPassphraseFile
        )
        let signing = Signing(
            addresses: Addresses(publicURL: settings.publicURL),
            keeper: keys,
            outsideSigner: outsideSigner
        )
        let program = Program(
            settings: settings,
            database: database,
            centre: TrainingCentre(
                database: database,
                chance: chance,
                signing: signing,
                papers: Papers { try Resources.paperPart($0, in: settings.resourcesDirectory) },
                blobs: BlobStore(directory: settings.blobsDirectory)
            ),
            loops: loops,
            logger: logger,
            keys: keys,
            cluster: cluster
        )
        do {
            try await program.makeFirstKeys()
        } catch {
            await program.stop()
            throw error
        }
        return program
    }

    /// Starts the embedded cluster again whenever its server has gone, until cancelled.
    ///
    /// Somebody may kill the server, or the kernel when memory is short. Requests are answered
    /// with 503 meanwhile.
    func keepClusterRunning() async {
        guard let cluster else { return }
        var pause = Limits.clusterCheckPause
        while true {
            do {
                try await Task.sleep(for: pause)
            } catch {
                return
            }
            if await centre.isReachable {
                pause = Limits.clusterCheckPause
                continue
            }
            do {
                guard try await cluster.restart() else { return }
                logger.notice("the database cluster runs again")
            } catch {
                // Such as a full disk: only somebody else can help, so there is no hurry.
                pause = min(pause * 2, Limits.clusterCheckPauseMax)
                logger.error("the database cluster cannot be started: \(error)")
            }
        }
    }

    private enum Limits {
        static let clusterCheckPause = Duration.milliseconds(500)
        static let clusterCheckPauseMax = Duration.seconds(16)
    }

    /// Closes the connections, and the cluster when nobody else uses it.
    func stop() async {
        await database.close()
        loops.stop()
        do {
            try await cluster?.leave()
        } catch {
            logger.error("the database cluster was not stopped: \(error)")
        }
    }

    /// Who acts: the account of `--as`, else the operating-system user.
    func actor(_ account: String?) async throws -> Actor {
        guard let account else {
            return .operatingSystemUser(NSUserName())
        }
        return try await centre.read { (transaction: borrowing Transaction) in
            try Account.actor(email: account, in: transaction)
        }
    }
}
