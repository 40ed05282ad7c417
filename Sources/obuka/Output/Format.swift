import ArgumentParser

/// How a command writes its data.
enum Format: String, ExpressibleByArgument, CaseIterable {
    case table, json, ndjson, csv
}

/// The flags of commands that write data.
struct OutputOptions: ParsableArguments {
    @Option(help: "table, json, ndjson or csv.")
    var format: Format = .table

    @Option(help: "Only these columns, separated by commas.")
    var fields: String?
}
