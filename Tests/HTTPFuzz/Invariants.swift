import HTTPServer
import HTTPTypes

/// What must hold for every input.
enum Invariants {
    static func check(
        _ input: [UInt8],
        _ random: inout SplitMix,
        _ statistics: inout Statistics
    ) throws {
        let limits = random.oneIn(4) ? Limits.tight : .usual
        var whole = Reading(limits)
        try whole.feed(input[...])
        try checkSplits(input, limits, whole, &random)
        try checkHeads(whole)
        if limits.head.headerFieldsMax == Limits.usual.head.headerFieldsMax {
            try checkSerialised(whole)
        }
        statistics.note(whole)
    }

    /// How the bytes arrive changes nothing.
    private static func checkSplits(
        _ input: [UInt8],
        _ limits: Limits,
        _ whole: Reading,
        _ random: inout SplitMix
    ) throws {
        var pieces = Reading(limits)
        let pieceBytesMax = random.pick([1, 2, 7, 40])
        var position = 0
        while position < input.count {
            let end = min(input.count, position + 1 + random.below(pieceBytesMax))
            try pieces.feed(input[position..<end])
            position = end
        }
        guard pieces.trace == whole.trace else {
            throw Reading.Violation(description: "split differs: \(pieces) and \(whole)")
        }
    }

    /// An accepted head is within what the rest of the server relies on.
    private static func checkHeads(_ reading: Reading) throws {
        for message in reading.messages {
            let head = message.head
            let isTarget =
                head.path.hasPrefix("/") || (head.target == "*" && head.method == .options)
            let isPlain = head.target.utf8.allSatisfy { 0x21...0x7E ~= $0 && $0 != 0x23 }
            let isFramed =
                switch head.framing {
                case .none: message.content.isEmpty
                case .length(let length): message.content.count <= length
                case .chunked: !head.isOldVersion
                }
            let hasHost = head.isOldVersion || !head.authority.isEmpty
            let areSafe = head.fields.allSatisfy { field in
                field.withUnsafeBytesOfValue { value in
                    value.allSatisfy { $0 == 9 || $0 >= 0x20 && $0 != 0x7F }
                }
            }
            guard isTarget, isPlain, isFramed, hasHost, areSafe else {
                throw Reading.Violation(description: "accepted \(head)")
            }
        }
    }

    /// What was accepted means the same when it is written out plainly.
    private static func checkSerialised(_ reading: Reading) throws {
        let complete = reading.isComplete ? reading.messages[...] : reading.messages.dropLast()
        guard !complete.isEmpty else { return }
        var again = Reading(.usual)
        var expected: [UInt8] = []
        for message in complete {
            try again.feed(message.serialised[...])
            message.appendTrace(to: &expected)
        }
        var trace: [UInt8] = []
        for message in again.messages { message.appendTrace(to: &trace) }
        guard trace == expected, again.refusal == nil, again.isComplete else {
            throw Reading.Violation(description: "written out again: \(again.trace)")
        }
    }
}

/// How deep the inputs reached.
struct Statistics {
    private var accepted = 0
    private var messages = 0
    private var refusals: [Refusal: Int] = [:]

    mutating func note(_ reading: Reading) {
        messages += reading.messages.count
        if let refusal = reading.refusal {
            refusals[refusal, default: 0] += 1
        } else {
            accepted += 1
        }
    }

    func summary(inputs: Int) -> String {
        let unseen = Refusal.allCases.filter { refusals[$0] == nil }.map(\.rawValue)
        return """
            \(inputs) inputs, \(messages) requests read, \(accepted) inputs without a refusal, \
            \(refusals.count) kinds of refusal
            never refused for: \(unseen.joined(separator: ", "))
            """
    }
}
