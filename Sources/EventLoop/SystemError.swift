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
