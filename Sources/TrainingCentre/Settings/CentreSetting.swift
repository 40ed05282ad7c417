import Documents
import Postgres

/// Something that an administrator decides for the whole centre.
package struct CentreSetting: Sendable {
    package let code: Code
    package let isOn: Bool
    package let version: Int

    /// The settings there are.
    package enum Code: String, CaseIterable, Sendable {
        /// Whether a second person approves every batch of certificates before it is issued.
        case secondPerson = "certificates.second-person"

        /// Whether reports count a city municipality by itself and not as its city.
        case cityMunicipalities = "reports.city-municipalities"

        /// Whether the pages of the aggregate reports reach and coverage are public.
        case publicReports = "reports.public"
    }

    package var json: JSON {
        [
            "code": .string(code.rawValue), "value": .string(isOn ? "on" : "off"),
            "version": .integer(version),
        ]
    }

    /// A setting's code as people type it; refuses with `NotFound`.
    package static func code(typed: String) throws -> Code {
        guard let code = Code(rawValue: typed.lowercased()) else {
            throw NotFound("setting", typed)
        }
        return code
    }

    /// All settings, for everybody who works with what they govern.
    ///
    /// Refuses with `AccessError.notAllowed`.
    package static func list(
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [CentreSetting] {
        try actor.require(.readPeople)
        return try transaction.rows(
            "SELECT code, value, row_version FROM settings ORDER BY code",
            as: (Code.self, String.self, Int.self)
        ).map { CentreSetting(code: $0, isOn: $1 == "on", version: $2) }
    }

    /// Whether a setting is on, for what it governs and whoever asks.
    static func isOn(_ code: Code, in transaction: borrowing Transaction) throws -> Bool {
        try transaction.value("SELECT value FROM settings WHERE code = \(code)", as: String.self)
            == "on"
    }

    /// Changes a setting; as it is already, it stays.
    ///
    /// Refuses with `AccessError.notAllowed`, `NotFound`, `VersionChanged`, and with
    /// `ReasonMissing` when a safeguard is switched off without a reason.
    package static func change(
        _ code: Code,
        to isOn: Bool,
        ifVersion version: Int? = nil,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> CentreSetting {
        try act.actor.require(.manageSettings)
        if !isOn { _ = try act.requireReason() }
        let value = isOn ? "on" : "off"
        let count = try transaction.execute(
            """
            UPDATE settings SET value = \(value)
            WHERE code = \(code) AND value <> \(value)
                AND (\(version)::bigint IS NULL OR row_version = \(version))
            """
        )
        guard
            let setting = try list(by: act.actor, in: transaction).first(where: { $0.code == code })
        else { throw NotFound("setting", code.rawValue) }
        if count == 0, let version, setting.version != version { throw VersionChanged() }
        return setting
    }
}
