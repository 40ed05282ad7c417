/// Why a file, a path or a message of a transparency log is not in its format.
package struct LogFormatError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The reason as a part of a sentence, for people.
    package let description: String

    package init(_ problem: String) { description = problem }
}
