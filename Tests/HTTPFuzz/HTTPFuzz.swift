import Glibc

// Feeds the reader of requests with mutated requests and checks what must hold for every input.
//
//   HTTPFuzz [--inputs N] [--seed S] [--first N]
//
// The same seed makes the same inputs. Every input has its own generator, so a failing one, whose
// number is printed, is repeated alone with `--first NUMBER --inputs 1`. Exits with 1 at the first
// input for which something does not hold; a read out of bounds ends the process by itself.

struct Options {
    var inputs = 200_000
    var seed: UInt64 = 1
    var first = 0

    init(_ arguments: [String]) {
        var rest = arguments.dropFirst()
        while let name = rest.popFirst() {
            guard let text = rest.popFirst(), let value = Int(text), value >= 0 else {
                Options.fail()
            }
            switch name {
            case "--inputs": inputs = value
            case "--seed": seed = UInt64(value)
            case "--first": first = value
            default: Options.fail()
            }
        }
    }

    private static func fail() -> Never {
        print("usage: HTTPFuzz [--inputs N] [--seed S] [--first N]")
        exit(2)
    }
}

#if LIBFUZZER
    /// Runs libFuzzer in place of our own mutations; `Tests/HTTPFuzz/libfuzzer` builds this.
    @main
    struct HTTPFuzz {
        static func main() {
            var count = CommandLine.argc
            var words = CommandLine.unsafeArgv
            exit(
                runLibFuzzer(&count, &words) { bytes, count in
                    let input = Array(UnsafeBufferPointer(start: bytes, count: count))
                    // The input chooses its own splits, or a failure could not be repeated.
                    let seed = input.reduce(UInt64(count)) { $0 &* 31 &+ UInt64($1) }
                    var random = SplitMix(seed: seed, stream: 0)
                    var statistics = Statistics()
                    do {
                        try Invariants.check(input, &random, &statistics)
                    } catch {
                        preconditionFailure("\(error)")
                    }
                    return 0
                }
            )
        }
    }

    @_silgen_name("LLVMFuzzerRunDriver")
    private func runLibFuzzer(
        _ count: UnsafeMutablePointer<Int32>,
        _ words: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>>,
        _ check: @convention(c) (UnsafePointer<UInt8>?, Int) -> Int32
    ) -> Int32
#else
    @main
    struct HTTPFuzz {
        static func main() {
            let options = Options(CommandLine.arguments)
            var statistics = Statistics()
            for number in options.first..<options.first + options.inputs {
                var random = SplitMix(seed: options.seed, stream: UInt64(number))
                let input = Mutator.input(&random)
                do {
                    try Invariants.check(input, &random, &statistics)
                } catch {
                    print("input \(number) of seed \(options.seed): \(error)")
                    print(String(reflecting: String(decoding: input, as: UTF8.self)))
                    print(input)
                    exit(1)
                }
            }
            print(statistics.summary(inputs: options.inputs))
        }
    }
#endif
