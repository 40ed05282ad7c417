import Postgres

/// The organisation that an actor speaks for.
struct RepresentedOrganisation {
    let id: ID<Organisation>
    let lsgCode: String?
}

extension Organisation {
    /// The organisation for which somebody nominates.
    ///
    /// A focal point's is the own one, whatever other is named refuses with
    /// `AccessError.notAllowed`; staff have to name one, else `InvalidForm`.
    static func represented(
        _ code: String?,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> RepresentedOrganisation {
        let isStaff = actor.may(.manageEnrolments)
        if isStaff, code == nil {
            throw InvalidForm([
                FieldProblem("organisation", "is missing: whose nomination is it?", .missing)
            ])
        }
        let row = try transaction.row(
            """
            SELECT organisations.id, organisations.lsg_code
            FROM organisations
            WHERE (\(code)::text IS NULL OR organisations.code = \(code))
                AND (\(isStaff) OR EXISTS (
                    SELECT FROM account_roles
                    WHERE account_roles.account_id = \(actor.accountID)
                        AND account_roles.role = 'focal-point'
                        AND account_roles.organisation_id = organisations.id))
            """,
            as: (ID<Organisation>.self, String?.self)
        )
        if let row { return RepresentedOrganisation(id: row.0, lsgCode: row.1) }
        guard isStaff else { throw AccessError.notAllowed }
        throw NotFound("organisation", code ?? "")
    }

    /// The organisations whose focal point somebody is, by code.
    static func represented(
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> [String: RepresentedOrganisation] {
        let rows = try transaction.rows(
            """
            SELECT organisations.code, organisations.id, organisations.lsg_code
            FROM account_roles
            JOIN organisations ON organisations.id = account_roles.organisation_id
            WHERE account_roles.account_id = \(actor.accountID)
                AND account_roles.role = 'focal-point'
            """,
            as: (String.self, ID<Organisation>.self, String?.self)
        )
        return Dictionary(
            rows.map { ($0, RepresentedOrganisation(id: $1, lsgCode: $2)) },
            uniquingKeysWith: { first, _ in first }
        )
    }
}

extension Organisation {
    /// The organisations with these codes, for whom staff bring in anybody.
    static func represented(
        coded codes: [String],
        in transaction: borrowing Transaction
    ) throws -> [String: RepresentedOrganisation] {
        let rows = try transaction.rows(
            "SELECT code, id, lsg_code FROM organisations WHERE code = ANY(\(codes))",
            as: (String.self, ID<Organisation>.self, String?.self)
        )
        return Dictionary(
            uniqueKeysWithValues: rows.map { ($0, RepresentedOrganisation(id: $1, lsgCode: $2)) }
        )
    }
}

extension Enrolment {
    /// The enrolments behind which an organisation stands under any of its records, newest first.
    ///
    /// For its focal point and for whoever may read everybody's; refuses with `NotFound` and
    /// `AccessError.notAllowed`.
    package static func list(
        organisation code: String,
        page: PageRequest,
        by actor: Actor,
        in transaction: borrowing Transaction
    ) throws -> Page<Enrolment> {
        let organisation: ID<Organisation>
        if actor.may(.readPeople) {
            organisation = try Organisation.id(of: code, in: transaction)
        } else {
            organisation =
                try Organisation.represented(code.uppercased(), by: actor, in: transaction).id
        }
        let found = try rows(
            """
            WHERE enrolments.organisation_id IN (SELECT organisation_records(\(organisation)))
                AND enrolments.id < \(page.afterID(or: Int.max))
            ORDER BY enrolments.id DESC
            LIMIT \(page.rowsMax + 1)
            """,
            by: actor,
            in: transaction
        )
        return Page(found, for: page, position: \.handle)
    }
}
