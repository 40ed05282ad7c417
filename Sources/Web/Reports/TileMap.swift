import Documents
import TrainingCentre

/// The LSGs as squares, one beside the other in their districts, and these roughly where they lie.
///
/// Borders of municipalities are not to be had under a licence of ours; squares also give a small
/// municipality the place of a large one. The places were put by hand after the map of Serbia.
struct TileMap: Sendable {
    let tiles: [Tile]
    let districts: [District]
    let legend: [Level]
    let viewBox: String

    /// One LSG.
    struct Tile: Slotted {
        let x: String
        let y: String
        let level: String
        let title: String

        static let slots: [String: Slot<Tile>] = [
            "x": .text { $0.x }, "y": .text { $0.y }, "level": .text { $0.level },
            "tileTitle": .text { $0.title },
        ]
    }

    /// The name above the squares of a district.
    struct District: Slotted {
        let x: String
        let y: String
        let name: String

        static let slots: [String: Slot<District>] = [
            "x": .text { $0.x }, "y": .text { $0.y }, "name": .text { $0.name },
        ]
    }

    /// A colour and the numbers that it stands for.
    struct Level: Slotted {
        let level: String
        let numbers: String

        static let slots: [String: Slot<Level>] = [
            "level": .text { $0.level }, "numbers": .text { $0.numbers },
        ]
    }

    /// An LSG with its number, as the map needs it.
    struct LSGCount {
        let name: String
        let district: String
        let districtCode: String
        let count: Int
    }

    private enum Layout {
        static let tile = 24
        static let gap = 3
        /// What lines and letters reach beyond their places; without it the first are cut off.
        static let margin = 2
        /// The squares of a district stand four in a row.
        static let perRow = 4
        static let label = 17
        static let width = 122
        static let height = label + 3 * (tile + gap) + 10
        /// The districts by the place where they lie, west to east, north to south.
        static let places: [[String?]] = [
            ["RS-05", "RS-01", "RS-03", nil],
            ["RS-06", nil, "RS-02", nil],
            ["RS-07", "RS-00", "RS-04", nil],
            ["RS-08", "RS-09", "RS-10", "RS-11"],
            ["RS-16", "RS-17", "RS-12", "RS-14"],
            [nil, "RS-18", "RS-13", "RS-15"],
            ["RS-28", "RS-21", "RS-19", "RS-20"],
            ["RS-26", "RS-25", "RS-23", "RS-22"],
            ["RS-27", "RS-29", "RS-24", nil],
        ]
    }

    /// The lowest number of each colour but the first, which stands for none.
    private static let thresholds = [1, 2, 4, 8]

    init(_ lsgs: [LSGCount], in language: Language) {
        let byDistrict = Dictionary(grouping: lsgs, by: \.districtCode)
        var (tiles, districts): ([Tile], [District]) = ([], [])
        var row = 0
        for places in Layout.places where places.contains(where: { byDistrict[$0 ?? ""] != nil }) {
            for (column, code) in places.enumerated() {
                guard let code, let found = byDistrict[code] else { continue }
                let (x, y) = (column * Layout.width, row * Layout.height)
                districts.append(
                    District(
                        x: "\(x)",
                        y: "\(y + Layout.label - 5)",
                        name: TileMap.short(found[0].district)
                    )
                )
                for (index, lsg) in found.enumerated() {
                    tiles.append(TileMap.tile(lsg, index, x: x, y: y, in: language))
                }
            }
            row += 1
        }
        self.tiles = tiles
        self.districts = districts
        legend = TileMap.levels(in: language)
        let (width, height) = (4 * Layout.width, max(row, 1) * Layout.height)
        let margin = Layout.margin
        viewBox = "\(-margin) \(-margin) \(width + 2 * margin) \(height + 2 * margin)"
    }

    private static func tile(
        _ lsg: LSGCount,
        _ index: Int,
        x: Int,
        y: Int,
        in language: Language
    ) -> Tile {
        let step = Layout.tile + Layout.gap
        let count =
            lsg.count == 0
            ? ReportText.tileNever(in: language)
            : "\(ReportText.legend(in: language)) \(lsg.count)"
        return Tile(
            x: "\(x + index % Layout.perRow * step)",
            y: "\(y + Layout.label + index / Layout.perRow * step)",
            level: "\(thresholds.count { lsg.count >= $0 })",
            title: "\(lsg.name): \(count)"
        )
    }

    private static func levels(in language: Language) -> [Level] {
        let bounds = thresholds + [Int.max]
        return [Level(level: "0", numbers: "0")]
            + thresholds.indices.map { index in
                let (from, next) = (bounds[index], bounds[index + 1])
                let numbers =
                    next == .max
                    ? "\(from)+" : next == from + 1 ? "\(from)" : "\(from)–\(next - 1)"
                return Level(level: "\(index + 1)", numbers: numbers)
            }
    }

    /// “Златиборски управни округ” as the map has room for it.
    private static func short(_ district: String) -> String {
        for ending in [" управни округ", " upravni okrug"] where district.hasSuffix(ending) {
            return String(district.dropLast(ending.count))
        }
        return district
    }
}
