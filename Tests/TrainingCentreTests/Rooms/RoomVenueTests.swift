import Foundation
import Postgres
import TestSupport
import Testing

@testable import TrainingCentre

/// A directory of the migrations until rooms refer to venues.
private enum EarlierMigrations {
    static let path: String = {
        let path = "/tmp/obuka_rooms_\(getpid())"
        let all = CheckoutFiles.migrations
        let files = FileManager.default
        try? files.createDirectory(atPath: path, withIntermediateDirectories: true)
        let names = (try? files.contentsOfDirectory(atPath: all)) ?? []
        let last = names.first { $0.contains("rooms_are_in_venues") } ?? ""
        for name in names where name < last {
            try? files.copyItem(atPath: "\(all)/\(name)", toPath: "\(path)/\(name)")
        }
        return path
    }()
}

@Suite("Rooms and their venues", .database(migrations: EarlierMigrations.path))
struct RoomVenueTests {
    @Test("A database with codes in words comes through: each house is a venue, known or new")
    func comingThrough() async throws {
        defer { try? FileManager.default.removeItem(atPath: EarlierMigrations.path) }
        let database = TestDatabase.current
        try await Owner.run {
            try Act.clerk.begin(in: $0)
            _ = try $0.execute(
                """
                INSERT INTO venues (code, name_sr_cyrl, name_sr_latn, name_en)
                VALUES ('CENTAR', 'Центар', 'Centar', 'Centre')
                """
            )
            _ = try $0.execute(
                """
                INSERT INTO rooms (
                    code, name_sr_cyrl, name_sr_latn, name_en, venue_code, capacity)
                VALUES ('S1', 'Сала', 'Sala', 'Hall', 'CENTAR', 20),
                    ('S2', 'Сала', 'Sala', 'Hall', 'HOTEL-1', 20),
                    ('S3', 'Сала', 'Sala', 'Hall', 'HOTEL-1', 20),
                    ('S4', 'Сала', 'Sala', 'Hall', NULL, 20)
                """
            )
        }
        try await Migrator(
            configuration: database.configuration,
            directory: CheckoutFiles.migrations
        ).migrate()
        let venues = try await Owner.run {
            try $0.rows(
                "SELECT code || ' ' || name_sr_latn FROM venues ORDER BY code",
                as: String.self
            )
        }
        #expect(venues == ["CENTAR Centar", "HOTEL-1 HOTEL-1"])
        let rooms = try await Owner.run {
            try $0.rows("SELECT venue_code FROM rooms ORDER BY code", as: String?.self)
        }
        #expect(rooms == ["CENTAR", "HOTEL-1", "HOTEL-1", nil])
        let stray = try await constraint {
            try await Owner.run {
                try Act.clerk.begin(in: $0)
                _ = try $0.execute("UPDATE rooms SET venue_code = 'NEMA' WHERE code = 'S4'")
            }
        }
        #expect(stray == "rooms_venue_fkey")
    }
}
