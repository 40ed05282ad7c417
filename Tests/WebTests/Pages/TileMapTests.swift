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
            #expect(x - 1 >= left && y - 1 >= top && x + 25 <= right && y + 25 <= bottom)
        }
        for district in map.districts { #expect(Double(district.x).map { $0 > left } == true) }
    }
}
