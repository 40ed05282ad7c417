import EventLoop
import Foundation
import Glibc
import Postgres
import TestSupport

extension Home {
    /// Runs SQL on the embedded cluster, as its superuser, and gives the lines of its output.
    @discardableResult
    func sql(_ statements: String) throws -> [String] {
        let url = try EmbeddedCluster(directory: "\(data)/cluster").url
        let psql = try ServerBinaries.find().program("psql")
        let outcome = try ChildProcess.run(psql, ["-XqAt", "-d", url, "-c", statements])
        guard outcome.status == 0 else { throw TestSupportError("psql: \(outcome.output)") }
        return outcome.output.split(separator: "\n").map(String.init)
    }

    /// The processes of the embedded database server.
    var databaseProcesses: [pid_t] {
        let all = (try? FileManager.default.contentsOfDirectory(atPath: "/proc")) ?? []
        return all.compactMap { pid_t($0) }.filter { process in
            let directory = try? FileManager.default.destinationOfSymbolicLink(
                atPath: "/proc/\(process)/cwd"
            )
            return directory == "\(data)/cluster/data"
        }
    }

    func killDatabase() {
        for process in databaseProcesses { kill(process, SIGKILL) }
    }

    // MARK: Inside an issue

    /// Whether a transaction is entering certificates at this moment.
    private static let entering = """
        EXISTS (
            SELECT FROM pg_stat_activity
            WHERE state = 'active' AND backend_xid IS NOT NULL
                AND query LIKE 'COPY credentials%')
        """

    /// Whether a transaction is entering certificates; false as well when nobody can be asked.
    func isEntering() -> Bool {
        (try? sql("SELECT \(Home.entering)")) == ["t"]
    }

    /// Waits for the middle of an issue: the database is entering certificates.
    ///
    /// It looks every millisecond, so that whoever kills next does so inside the statement.
    ///
    /// - Returns: false when the cohort had its batch before anybody saw it being entered.
    func awaitEntering(_ cohort: String) async throws -> Bool {
        let output = try await Blocking.run { [self] in
            try sql(
                """
                DO $$ BEGIN
                    FOR attempt IN 1..30000 LOOP
                        PERFORM pg_stat_clear_snapshot();
                        IF \(Home.entering) THEN
                            RAISE NOTICE 'entering';
                            RETURN;
                        END IF;
                        IF EXISTS (
                            SELECT FROM certificate_batches
                            JOIN cohorts ON cohorts.id = certificate_batches.cohort_id
                            WHERE cohorts.code = '\(cohort)'
                        ) THEN
                            RETURN;
                        END IF;
                        PERFORM pg_sleep(0.001);
                    END LOOP;
                    RAISE EXCEPTION 'nobody issues to \(cohort)';
                END $$
                """
            )
        }
        return output.contains { $0.hasSuffix("entering") }
    }
}
