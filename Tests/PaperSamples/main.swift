import Documents
import Foundation

// Writes samples of everything printed to a directory, for programs of others to check, or
// measures how fast certificates are made:
//
//     PaperSamples TEMPLATES DIRECTORY
//     PaperSamples TEMPLATES --certificates N [--threads N] [--logos PNG,PNG]
let arguments = CommandLine.arguments.dropFirst()
guard arguments.count >= 2 else {
    FileHandle.standardError.write(Data("PaperSamples TEMPLATES DIRECTORY\n".utf8))
    exit(2)
}
let samples = try Samples(templates: URL(filePath: arguments[1], directoryHint: .isDirectory))
func number(after name: String, or other: Int) -> Int {
    guard let place = arguments.firstIndex(of: name), place < arguments.endIndex - 1 else {
        return other
    }
    return Int(arguments[place + 1]) ?? other
}
func logos() throws -> [[UInt8]] {
    guard let place = arguments.firstIndex(of: "--logos"), place < arguments.endIndex - 1 else {
        return []
    }
    return try arguments[place + 1].split(separator: ",").map {
        try PaperLogo.prepared(Array(Data(contentsOf: URL(filePath: String($0)))))
    }
}
if arguments[2] == "--certificates" {
    try await samples.measure(
        number(after: "--certificates", or: 1000),
        threads: number(after: "--threads", or: 1),
        logos: logos()
    )
} else {
    try samples.write(to: URL(filePath: arguments[2], directoryHint: .isDirectory))
}
