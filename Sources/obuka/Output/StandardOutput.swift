import Glibc

/// Standard output: data, for people and for other programs.
enum StandardOutput {
    /// What a shell says of a program that wrote to nobody, 128 and the number of SIGPIPE.
    private static let nobodyReads: Int32 = 128 + SIGPIPE

    /// Writes all of the bytes.
    ///
    /// Ends the program without a word when nobody reads them any more, as when `head` has its
    /// lines: the signal that does so elsewhere is ignored here, for the sake of connections.
    /// Throws `FileTrouble` for other trouble, such as a full disk.
    static func write(_ bytes: [UInt8]) throws {
        // What was printed before comes before.
        fflush(nil)
        var rest = bytes[...]
        while !rest.isEmpty {
            let count = rest.withUnsafeBytes { Glibc.write(1, $0.baseAddress, $0.count) }
            if count >= 0 {
                rest = rest.dropFirst(count)
                continue
            }
            switch errno {
            case EINTR: continue
            case EAGAIN:
                var waiting = pollfd(fd: 1, events: Int16(POLLOUT), revents: 0)
                poll(&waiting, 1, -1)
            case EPIPE: _exit(nobodyReads)
            default: throw FileTrouble("standard output", "written", errno: errno)
            }
        }
    }
}
