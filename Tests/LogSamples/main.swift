import Foundation

/// Writes a log as files for verifiers that are not ours, or measures.
///
///     LogSamples write DIRECTORY
///     LogSamples measure
let arguments = CommandLine.arguments.dropFirst()
switch (arguments.first, arguments.count) {
case ("write", 2):
    let directory = URL(filePath: arguments.last ?? "", directoryHint: .isDirectory)
    try Samples(directory: directory).write()
case ("measure", 1):
    try Measurement().run()
default:
    FileHandle.standardError.write(Data("usage: LogSamples write DIRECTORY | measure\n".utf8))
    exit(2)
}
