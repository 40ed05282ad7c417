import CSystem

/// What a descriptor is, or should be, ready for.
package struct Readiness: OptionSet, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    package static let readable = Readiness(rawValue: 1)
    package static let writable = Readiness(rawValue: 2)
    /// The other side closed, or the descriptor failed; the next read or write tells which.
    package static let closed = Readiness(rawValue: 4)
    /// Report a change of readiness once instead of as long as it lasts.
    package static let edge = Readiness(rawValue: 8)
    /// Nothing can be read or written any more; always reported, with `closed`.
    package static let failed = Readiness(rawValue: 16)

    var epollBits: UInt32 {
        var bits: UInt32 = 0
        if contains(.readable) { bits |= EPOLLIN.rawValue }
        if contains(.writable) { bits |= EPOLLOUT.rawValue }
        if contains(.closed) { bits |= EPOLLRDHUP.rawValue }
        if contains(.edge) { bits |= EPOLLET.rawValue }
        return bits
    }

    init(epollBits bits: UInt32) {
        var readiness: Readiness = []
        if bits & EPOLLIN.rawValue != 0 { readiness.insert(.readable) }
        if bits & EPOLLOUT.rawValue != 0 { readiness.insert(.writable) }
        if bits & (EPOLLRDHUP.rawValue | EPOLLHUP.rawValue | EPOLLERR.rawValue) != 0 {
            // A waiting reader or writer has to try again to learn what happened.
            readiness.formUnion([.closed, .readable, .writable])
        }
        if bits & (EPOLLHUP.rawValue | EPOLLERR.rawValue) != 0 { readiness.insert(.failed) }
        self = readiness
    }
}

/// Told on the loop's thread that a watched descriptor is ready.
package protocol ReadinessHandler: AnyObject {
    /// Called with what the descriptor is ready for; must not block.
    func ready(_ readiness: Readiness)
}

/// One registration of a descriptor with a loop.
package struct Watch: Sendable {
    let token: UInt64
    let descriptor: Int32
}

/// The registrations of one loop, found by the token that epoll hands back.
///
/// A token holds the slot and the slot's generation: an event that epoll reported for a descriptor
/// closed earlier in the same turn finds no handler, even when the slot is in use again.
struct WatchTable {
    static let wakeupToken = UInt64.max

    private struct Slot {
        var handler: (any ReadinessHandler)?
        var generation: UInt32 = 0
    }

    private var slots: [Slot] = []
    private var free: [Int] = []

    mutating func insert(_ handler: any ReadinessHandler, descriptor: Int32) -> Watch {
        let index = free.popLast() ?? slots.count
        if index == slots.count { slots.append(Slot()) }
        slots[index].handler = handler
        let token = UInt64(slots[index].generation) << 32 | UInt64(index)
        return Watch(token: token, descriptor: descriptor)
    }

    mutating func remove(_ watch: Watch) {
        guard let index = index(of: watch.token) else { return }
        slots[index].handler = nil
        slots[index].generation &+= 1
        free.append(index)
    }

    func handler(for token: UInt64) -> (any ReadinessHandler)? {
        index(of: token).flatMap { slots[$0].handler }
    }

    private func index(of token: UInt64) -> Int? {
        let index = Int(token & 0xFFFF_FFFF)
        guard index < slots.count, slots[index].generation == UInt32(token >> 32) else {
            return nil
        }
        return index
    }
}
