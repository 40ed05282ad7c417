import ArgumentParser
import Documents
import Foundation
import Postgres
import TrainingCentre

/// The schema of the database.
struct DBCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "db",
        abstract: "The database's schema.",
        subcommands: [Migrate.self, URL.self]
    )

    struct Migrate: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Bring the schema up to date; forward only."
        )

        @OptionGroup var options: SettingOptions

        @Flag(help: "Only list what would be applied.")
        var plan = false

        func run() async throws {
            try await CommandRun.run {
                let settings = try Settings.load(flags: options.flags)
                guard settings.databaseURL == nil else {
                    return try await migrate(settings, settings.databaseURL ?? "")
                }
                let cluster = try EmbeddedCluster(
                    directory: settings.clusterDirectory,
                    logger: CommandRun.logger
                )
                try await cluster.join()
                do {
                    try await migrate(settings, cluster.url)
                } catch {
                    try await cluster.leave()
                    throw error
                }
                try await cluster.leave()
            }
        }

        private func migrate(_ settings: Settings, _ url: String) async throws {
            let migrator = Migrator(
                configuration: DatabaseConfiguration(url: url),
                directory: settings.migrationsDirectory
            )
            if plan {
                let pending = try await migrator.plan()
                for migration in pending { print(migration.name) }
                return StandardError.write("\(pending.count) pending; nothing was changed")
            }
            let applied = try await migrator.migrate { progress in
                switch progress {
                case .waitingForAnother: StandardError.write("waiting for another migration")
                case .applying(let file, let index, let count):
                    StandardError.write("applying \(file.name) (\(index + 1) of \(count))")
                case .applied: break
                }
            }
            StandardError.write(applied.isEmpty ? "nothing to do" : "\(applied.count) applied")
        }
    }

    struct URL: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Print how psql and pg_dump reach the database while it runs.",
            discussion: "For the embedded cluster only root and its own user get in."
        )

        @OptionGroup var options: SettingOptions

        func run() throws {
            let settings = try Settings.load(flags: options.flags)
            if let url = settings.databaseURL { return print(url) }
            print(try EmbeddedCluster(directory: settings.clusterDirectory).url)
        }
    }
}
