/// SplitMix64 (Steele, Lea and Flood, “Fast splittable pseudorandom number generators”, 2014).
///
/// Three lines whose results are published and never change: the generators and shuffles of the
/// language may differ from release to release, and an attempt has to look the same again in ten
/// years. It is no secret: whoever knows the seed knows the draw.
package struct SplitMix64: RandomNumberGenerator, Sendable {
    private var state: UInt64

    package init(seed: UInt64) { state = seed }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 to below a bound, each as likely as the others.
    ///
    /// Numbers of the last, incomplete round are drawn again, and the remainder counts.
    mutating func next(below bound: Int) -> Int {
        let bound = UInt64(bound)
        let beyond = UInt64.max - (UInt64.max % bound + 1) % bound
        while true {
            let number = next()
            if number <= beyond { return Int(number % bound) }
        }
    }

    /// So many places of a row in an order of chance, by the exchanges of Fisher and Yates from the
    /// front.
    mutating func places(_ wanted: Int, of count: Int) -> [Int] {
        var places = Array(0..<count)
        for place in 0..<wanted {
            places.swapAt(place, place + next(below: count - place))
        }
        return Array(places.prefix(wanted))
    }
}
