import Documents
import Foundation
import LearningPackages

// Prints what the page of a module is given, or enters what one says was set.
//
//   RunTimeSamples
//   RunTimeSamples enter STANDARD <[{"elements": {…}, "values": [[element, value], …]}, …]
//
// The first prints, by standard, the table (`model`) and the elements of a first run. The second
// prints for each input what was refused, as [[element, code], …].

@main
enum RunTimeSamples {
    static func main() throws {
        let arguments = CommandLine.arguments.dropFirst()
        if arguments.first == "enter", let model = arguments.last.flatMap(RunTimeModel.init) {
            let input = try JSON.parse(Array(FileHandle.standardInput.readDataToEndOfFile()))
            write(.array((input.elements ?? []).map { refusals($0, model) }))
        } else {
            write(.object(RunTimeModel.allCases.map { JSON.Member($0.rawValue, sample($0)) }))
        }
    }

    private static func sample(_ model: RunTimeModel) -> JSON {
        var run = RunContext(learnerID: "l-17", learnerName: "Ђурић, Ана")
        run.launchData = "chapter=2"
        run.masteryScore = 0.8
        run.completionThreshold = 0.5
        run.objectives = ["obj-first"]
        run.shared = [("shared-1", "kept")]
        run.validRequests = ["continue": true, "previous": false, "choice.{target=item.2}": true]
        let elements = RunTimeRecord(model).beginning(of: run).sorted { $0.key < $1.key }
        return [
            "model": model.json,
            "elements": .object(elements.map { JSON.Member($0.key, .string($0.value)) }),
        ]
    }

    private static func refusals(_ input: JSON, _ model: RunTimeModel) -> JSON {
        let members = (input["elements"]?.members ?? []).map { ($0.name, $0.value.text ?? "") }
        var record = RunTimeRecord(model, elements: Dictionary(uniqueKeysWithValues: members))
        let values = (input["values"]?.elements ?? []).map { pair in
            (element: pair.elements?.first?.text ?? "", value: pair.elements?.last?.text ?? "")
        }
        return .array(record.enter(values).map { [.string($0.element), .integer($0.code)] })
    }

    private static func write(_ json: JSON) {
        FileHandle.standardOutput.write(Data(json.bytes))
    }
}
