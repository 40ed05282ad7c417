import EventLoop
import Glibc

/// A lock between processes on a file; the system gives it back when its holder dies.
final class ClusterLock: Sendable {
    private let descriptor: Int32

    /// Opens the file, which is made when it does not exist.
    init(_ path: String, _ account: ClusterAccount) throws {
        descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            throw ClusterError.cannotCreate(path, reason: String(cString: strerror(errno)))
        }
        // So that the server's user can use the cluster as well as root.
        if geteuid() == 0 { _ = fchown(descriptor, account.userID, account.groupID) }
    }

    deinit {
        close(descriptor)
    }

    /// Waits until nobody else holds the lock.
    func lockAlone() throws {
        try wait(LOCK_EX)
    }

    /// Holds the lock together with all others who share it.
    func lockShared() throws {
        try wait(LOCK_SH)
    }

    /// Takes the lock for this process alone, unless anybody else has it.
    func tryLockAlone() -> Bool {
        flock(descriptor, LOCK_EX | LOCK_NB) == 0
    }

    func unlock() {
        flock(descriptor, LOCK_UN)
    }

    private func wait(_ operation: Int32) throws {
        while flock(descriptor, operation) != 0 {
            guard errno == EINTR else { throw SystemError.last("flock") }
        }
    }
}
