import EventLoop
import Glibc
import HTTPServer
import HTTPTypes
import Logging

// A server for measuring and for comparing its framing with another implementation's.
//
//   HTTPEchoServer [PORT [LOOPS [LOGFILE [DESCRIPTORS]]]]
//
// `/constant` answers a constant, `/program` this program's file; every other request is answered
// with what the server made of it: method, target and content, in hexadecimal. Connections leave
// so many DESCRIPTORS unused. Prints `ready HOST:PORT` and serves until killed.

func number(_ index: Int, default value: Int) -> Int {
    CommandLine.arguments.count > index ? Int(CommandLine.arguments[index]) ?? value : value
}

let clock: @Sendable () -> Int64 = {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec)
}

let logDescriptor =
    CommandLine.arguments.count > 3
    ? open(CommandLine.arguments[3], O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o644)
    : STDERR_FILENO
let loops = try EventLoopGroup(count: number(2, default: 1))
let output = LogOutput(descriptor: logDescriptor)
output.startWriter()
let logger = Logger(label: "echo") { label in
    JSONLinesLogHandler(label: label, output: output, clock: clock)
}

var router = Router()
let constant = Array(#"{"status":"valid","number":"2026/00042","kind":"completion"}"#.utf8)
router.on(.get, "/constant") { _ in .bytes(constant, type: "application/json") }
let program = CommandLine.arguments[0]
router.on(.get, "/program") { _ in Response(body: .file(try FileBody(path: program))) }

var configuration = ServerConfiguration(
    addresses: [SocketAddress(host: "127.0.0.1", port: UInt16(number(1, default: 0)))].compactMap {
        $0
    },
    bootRandomness: UInt64.random(in: 0...(.max)),
    clock: clock
)
configuration.limits.headerTimeMax = .seconds(2)
configuration.limits.descriptorsReserved = number(4, default: 256)
let server = Server(
    configuration,
    application: Application(
        router: router,
        middleware: [Echo()],
        unroutedBodyBytesMax: 1 << 20,
        errorAnswers: Echo.answer
    ),
    loops: loops,
    observers: [AccessLog(logger: logger), HTTPMetrics()],
    logger: logger
)
for address in try server.start() { print("ready \(address)") }
fflush(nil)
while true { pause() }
