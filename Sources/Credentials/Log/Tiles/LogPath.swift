/// What a path below the log's prefix names (C2SP tlog-tiles).
///
/// Each resource has exactly one path: `checkpoint`, `tile/<L>/<N>[.p/<W>]` or
/// `tile/entries/<N>[.p/<W>]`, with N in groups of three digits as `x001/x234/067`.
package enum LogPath: Hashable, Sendable {
    case checkpoint
    case tile(TileAddress)
    case entries(EntryBundleAddress)

    /// Reads a path without the slash before it; nil for every other spelling.
    package init?(_ path: String) {
        // By bytes, because Swift takes some letters and digits together as one character.
        let parts = path.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        if parts.count == 1, parts[0].elementsEqual("checkpoint".utf8) {
            self = .checkpoint
            return
        }
        guard parts.count >= 3, parts[0].elementsEqual("tile".utf8),
            let (index, width) = Self.number(parts[2...])
        else { return nil }
        if parts[1].elementsEqual("entries".utf8) {
            self = .entries(EntryBundleAddress(index: index, width: width))
        } else if let level = StrictDecimal.read(parts[1]), level <= TileAddress.levelMax {
            self = .tile(TileAddress(level: level, index: index, width: width))
        } else {
            return nil
        }
    }

    /// The path, without a slash before it.
    package var path: String {
        switch self {
        case .checkpoint: "checkpoint"
        case .tile(let tile): "tile/\(tile.level)/" + Self.path(index: tile.index, tile.width)
        case .entries(let bundle): "tile/entries/" + Self.path(index: bundle.index, bundle.width)
        }
    }

    private static func path(index: Int, _ width: Int) -> String {
        var groups = [padded(index % 1000)]
        var rest = index / 1000
        while rest > 0 {
            groups.insert("x" + padded(rest % 1000), at: 0)
            rest /= 1000
        }
        let path = groups.joined(separator: "/")
        return width == TileAddress.widthMax ? path : path + ".p/\(width)"
    }

    private static func padded(_ group: Int) -> String {
        String(String(1000 + group).dropFirst())
    }

    private static func number(_ parts: ArraySlice<Substring.UTF8View>) -> (Int, width: Int)? {
        var groups = parts.map { Array($0) }
        var width = TileAddress.widthMax
        if groups.count >= 2, groups[groups.count - 2].suffix(2).elementsEqual(".p".utf8) {
            guard let partial = StrictDecimal.read(groups.removeLast()), partial >= 1,
                partial < TileAddress.widthMax
            else { return nil }
            width = partial
            groups[groups.count - 1].removeLast(2)
        }
        var index = 0
        for (position, var group) in groups.enumerated() {
            if position < groups.count - 1 {
                guard group.first == UInt8(ascii: "x") else { return nil }
                group.removeFirst()
            }
            guard group.count == 3, let value = StrictDecimal.readPadded(group) else { return nil }
            let (shifted, isTooLarge) = index.multipliedReportingOverflow(by: 1000)
            let (sum, isLarger) = shifted.addingReportingOverflow(value)
            guard !isTooLarge, !isLarger else { return nil }
            index = sum
        }
        // A group of zeroes before the number would be a second spelling.
        let isShortest = groups.count == 1 || !groups[0].elementsEqual("x000".utf8)
        // Entries behind this tile would have numbers that do not fit.
        return isShortest && index <= Int.max / TileAddress.widthMax - 1 ? (index, width) : nil
    }
}
