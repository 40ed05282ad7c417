import FoundationEssentials
import Glibc

/// The process that a cluster's `postmaster.pid` names, which may have ended long ago.
struct ServerProcess {
    private let id: pid_t
    /// Where the server says that its socket is; nil until it has made it.
    let socketDirectory: String?

    /// Reads the file; nil when there is none.
    init?(_ layout: ClusterLayout) {
        let file = URL(filePath: layout.processFile)
        guard let text = try? String(contentsOf: file, encoding: .utf8) else { return nil }
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard let id = lines.first.flatMap({ pid_t($0) }), id > 0 else { return nil }
        self.id = id
        socketDirectory = lines.count > 4 && !lines[4].isEmpty ? String(lines[4]) : nil
    }

    /// Whether it is a server that works on the data directory.
    ///
    /// Process numbers are used again, so that a process of this number exists says nothing. When
    /// the system does not show enough of it the answer is yes: what is taken for dead loses its
    /// files.
    func isServer(of data: String) -> Bool {
        guard kill(id, 0) == 0 || errno == EPERM else { return false }
        if let directory = resolved("/proc/\(id)/cwd") { return directory == resolved(data) }
        // The directory of another user's process is hidden from most, even from root in a
        // container; of one that has ended and that nobody took notice of there is none.
        guard errno == EACCES || errno == EPERM else { return false }
        guard let command = try? Data(contentsOf: URL(filePath: "/proc/\(id)/cmdline")) else {
            return true
        }
        let words = command.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
        // The server's children call themselves `postgres: …`, and the ended are called nothing.
        guard let program = words.first, program.hasSuffix("postgres") else { return false }
        guard let flag = words.firstIndex(of: "-D"), words.count > flag + 1 else { return true }
        return resolved(words[flag + 1]) == resolved(data)
    }

    private func resolved(_ path: String) -> String? {
        guard let real = realpath(path, nil) else { return nil }
        defer { free(real) }
        return String(cString: real)
    }
}
