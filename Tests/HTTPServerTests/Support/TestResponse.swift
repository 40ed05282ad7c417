/// An answer as a client understands it; reads strictly.
struct TestResponse: Equatable {
    struct Malformed: Error {
        let what: String
    }

    var status = 0
    var fields: [(name: String, value: String)] = []
    var body: [UInt8] = []

    static func == (left: TestResponse, right: TestResponse) -> Bool {
        left.status == right.status && left.body == right.body
            && left.fields.map { [$0.name, $0.value] } == right.fields.map { [$0.name, $0.value] }
    }

    var text: String { String(decoding: body, as: UTF8.self) }

    subscript(name: String) -> String? {
        fields.first { $0.name.lowercased() == name.lowercased() }?.value
    }

    /// All answers in `bytes`, which must hold nothing else.
    static func all(in bytes: [UInt8]) throws -> [TestResponse] {
        var rest = bytes[...]
        var responses: [TestResponse] = []
        while !rest.isEmpty {
            guard let (response, used) = try read(rest, isHead: false, isComplete: true) else {
                throw Malformed(what: "incomplete: \(String(decoding: rest, as: UTF8.self))")
            }
            responses.append(response)
            rest = rest.dropFirst(used)
        }
        return responses
    }

    /// The answer at the front of `bytes` and its length; nil when it is not complete.
    static func read(
        _ bytes: ArraySlice<UInt8>,
        isHead: Bool,
        isComplete: Bool = false
    ) throws -> (TestResponse, Int)? {
        guard let headEnd = bytes.firstRange(of: Array("\r\n\r\n".utf8)) else { return nil }
        let lines = bytes[..<headEnd.lowerBound].split(separator: 0x0A).map { line in
            String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
        }
        guard let first = lines.first, first.hasPrefix("HTTP/1.1 "),
            let status = Int(first.dropFirst(9).prefix(3))
        else { throw Malformed(what: "status line") }
        var response = TestResponse(status: status)
        for line in lines.dropFirst() {
            guard let colon = line.firstIndex(of: ":") else { throw Malformed(what: line) }
            let value = line[colon...].dropFirst().drop { $0 == " " }
            response.fields.append((String(line[..<colon]), String(value)))
        }
        let bodyStart = headEnd.upperBound
        if isHead || status < 200 || status == 204 || status == 304 {
            return (response, bodyStart - bytes.startIndex)
        }
        let end: Int?
        if response["Transfer-Encoding"] == "chunked" {
            end = try readChunks(bytes, bodyStart, into: &response)
        } else if let length = response["Content-Length"].flatMap({ Int($0) }) {
            end = bodyStart + length <= bytes.endIndex ? bodyStart + length : nil
            if let end { response.body = Array(bytes[bodyStart..<end]) }
        } else {
            end = isComplete ? bytes.endIndex : nil
            response.body = Array(bytes[bodyStart...])
        }
        return end.map { (response, $0 - bytes.startIndex) }
    }

    private static func readChunks(
        _ bytes: ArraySlice<UInt8>,
        _ start: Int,
        into response: inout TestResponse
    ) throws -> Int? {
        var position = start
        while true {
            guard let lineEnd = bytes[position...].firstRange(of: [0x0D, 0x0A]) else { return nil }
            let text = String(decoding: bytes[position..<lineEnd.lowerBound], as: UTF8.self)
            guard let size = Int(text, radix: 16) else { throw Malformed(what: "chunk \(text)") }
            let end = lineEnd.upperBound + size
            guard end + 2 <= bytes.endIndex else { return nil }
            guard Array(bytes[end..<end + 2]) == [0x0D, 0x0A] else {
                throw Malformed(what: "chunk end")
            }
            response.body += bytes[lineEnd.upperBound..<end]
            position = end + 2
            if size == 0 { return position }
        }
    }
}
