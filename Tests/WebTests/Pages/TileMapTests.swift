import Documents
import Testing

@testable import Web

@Suite("The map of squares")
struct TileMapTests {
    @Test("Squares and names lie inside the picture, with room for the lines around them")
    func inside() {
        let lsgs = ["RS-05", "RS-16", "RS-24", "RS-11"].flatMap { district in
            (0..<12).map { number in
                TileMap.LSGCount(
                    name: "Opština \(number)",
                    district: "Okrug",
                    districtCode: district,
                    count: number
                )
            }
        }
        let map = TileMap(lsgs, in: .english)
        #expect(map.tiles.count == 48)
        let box = map.viewBox.split(separator: " ").compactMap { Double($0) }
        let (left, top, right, bottom) = (box[0], box[1], box[0] + box[2], box[1] + box[3])
        for tile in map.tiles {
            guard let x = Double(tile.x), let y = Double(tile.y) else { continue }
            #expect(x - 1 >= left && y - 1 >= top && x + 35 <= right && y + 35 <= bottom)
            guard let x = Double(tile.labelX), let y = Double(tile.labelY) else { continue }
            #expect(x >= left && y >= top && x <= right && y <= bottom)
        }
        for district in map.districts { #expect(Double(district.x).map { $0 > left } == true) }
    }

    @Test("Every square has letters of its own in its district, and the list says its whole name")
    func names() {
        #expect(
            TileMap.labels(["Вршац", "Бела Црква", "Нови Бечеј", "Бач"])
                == ["Врша", "БЦрк", "НБеч", "Бач"]
        )
        let alike = ["Сремска", "Сремски", "Срем", "Сремско"]
        let labels = TileMap.labels(alike)
        #expect(Set(labels).count == 4 && labels.allSatisfy { (1...4).contains($0.count) })
        let map = TileMap(
            [("Vršac", 3), ("Bela Crkva", 0)].map { name, count in
                TileMap.LSGCount(
                    name: name,
                    district: "Južnobanatski upravni okrug",
                    districtCode: "RS-04",
                    count: count
                )
            },
            in: .serbianLatin
        )
        #expect(map.tiles.map(\.label) == ["Vrša", "BCrk"])
        #expect(map.keys.map(\.district) == ["Južnobanatski"])
        #expect(map.keys[0].places.map(\.name) == ["Vršac", "Bela Crkva"])
        #expect(map.keys[0].places.map(\.label) == map.tiles.map(\.label))
        #expect(map.keys[0].places.map(\.count) == ["3", "0"])
    }
}
