import Documents
import TrainingCentre

/// The LSGs as squares, one beside the other in their districts, and these roughly where they lie.
///
/// Borders of municipalities are not to be had under a licence of ours; squares also give a small
/// municipality the place of a large one. The places were put by hand after the map of Serbia.
struct TileMap: Sendable {
    let tiles: [Tile]
    let districts: [District]
    /// What the letters in the squares stand for, with the numbers, in words.
    let keys: [Key]
    let legend: [Level]
    let viewBox: String

    /// One LSG.
    struct Tile: Slotted {
        let x: String
        let y: String
        let level: String
        let title: String
        /// A few letters of the name, in the middle of the square.
        let label: String
        let labelX: String
        let labelY: String

        static let slots: [String: Slot<Tile>] = [
            "x": .text { $0.x }, "y": .text { $0.y }, "level": .text { $0.level },
            "tileTitle": .text { $0.title }, "label": .text { $0.label },
            "labelX": .text { $0.labelX }, "labelY": .text { $0.labelY },
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

    /// The LSGs of a district, in the order of their squares.
    struct Key: Slotted {
        let district: String
        let places: [Place]

        struct Place: Slotted {
            let label: String
            let name: String
            let count: String

            static let slots: [String: Slot<Place>] = [
                "label": .text { $0.label }, "name": .text { $0.name },
                "count": .text { $0.count },
            ]
        }

        static let slots: [String: Slot<Key>] = [
            "district": .text { $0.district }, "places": .list { $0.places },
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
        static let tile = 34
        static let gap = 3
        /// What lines and letters reach beyond their places; without it the first are cut off.
        static let margin = 2
        /// The squares of a district stand four in a row.
        static let perRow = 4
        static let label = 17
        static let width = 4 * (tile + gap) + 14
        /// The baseline of the letters in a square.
        static let baseline = 21
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
        var (keys, y) = ([Key](), 0)
        for places in Layout.places where places.contains(where: { byDistrict[$0 ?? ""] != nil }) {
            var rows = 1
            for (column, code) in places.enumerated() {
                guard let code, let found = byDistrict[code] else { continue }
                let x = column * Layout.width
                rows = max(rows, (found.count + Layout.perRow - 1) / Layout.perRow)
                let labels = TileMap.labels(found.map(\.name))
                districts.append(
                    District(
                        x: "\(x)",
                        y: "\(y + Layout.label - 5)",
                        name: TileMap.short(found[0].district)
                    )
                )
                for (index, lsg) in found.enumerated() {
                    tiles.append(
                        TileMap.tile(lsg, labels[index], index, x: x, y: y, in: language)
                    )
                }
                keys.append(
                    Key(
                        district: TileMap.short(found[0].district),
                        places: zip(labels, found).map {
                            Key.Place(label: $0, name: $1.name, count: String($1.count))
                        }
                    )
                )
            }
            y += Layout.label + rows * (Layout.tile + Layout.gap) + 10
        }
        self.tiles = tiles
        self.districts = districts
        self.keys = keys
        legend = TileMap.levels(in: language)
        let (width, height) = (4 * Layout.width, max(y, Layout.tile))
        let margin = Layout.margin
        viewBox = "\(-margin) \(-margin) \(width + 2 * margin) \(height + 2 * margin)"
    }

    private static func tile(
        _ lsg: LSGCount,
        _ label: String,
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
        let left = x + index % Layout.perRow * step
        let top = y + Layout.label + index / Layout.perRow * step
        return Tile(
            x: "\(left)",
            y: "\(top)",
            level: "\(thresholds.count { lsg.count >= $0 })",
            title: "\(lsg.name): \(count)",
            label: label,
            labelX: "\(left + Layout.tile / 2)",
            labelY: "\(top + Layout.baseline)"
        )
    }

    /// Four letters at most for each name of a district, no two the same.
    ///
    /// Of one word they are its beginning, and of several the first letter and the beginning of
    /// the last: Врша, НБеч.
    static func labels(_ names: [String]) -> [String] {
        var taken: Set<String> = []
        return names.map { name in
            let words = name.split { $0 == " " || $0 == "-" }
            guard let last = words.last else { return "" }
            let first = words.count > 1 ? String(words[0].prefix(1)) : ""
            let room = 4 - first.count
            let tails =
                [String(last.prefix(room))]
                // Where two begin alike, a later letter tells them apart.
                + (Array(last.dropFirst(room)) + "23456789").map {
                    String(last.prefix(room - 1)) + String($0)
                }
            let label = tails.map { first + $0 }.first { !taken.contains($0) } ?? first + tails[0]
            taken.insert(label)
            return label
        }
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
