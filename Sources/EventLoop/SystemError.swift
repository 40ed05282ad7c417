import Glibc

/// A system call that failed, with what the operating system said.
package struct SystemError: Error, CustomStringConvertible, Sendable {
    package let call: String
    package let code: Int32

    package init(call: String, code: Int32) {
        self.call = call
        self.code = code
    }

    /// The failure of the call just made on this thread.
    package static func last(_ call: String) -> SystemError {
        SystemError(call: call, code: errno)
    }

    package var description: String {
        "\(call): \(String(cString: strerror(code)))"
    }
}

/// A file that could not be read while it was sent; the connection is not at fault.
package struct FileError: Error, CustomStringConvertible, Sendable {
    /// What the system said; 0 when the file has become shorter.
    package let code: Int32

    package init(code: Int32) {
        self.code = code
    }

    package var description: String {
        code == 0 ? "the file has become shorter" : String(cString: strerror(code))
    }
}
