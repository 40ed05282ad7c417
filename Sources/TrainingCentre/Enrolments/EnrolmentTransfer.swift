import Postgres

/// What a move goes past only when whoever moves somebody says so, beside the reason.
package enum MovePast: String, CaseIterable, Sendable {
    /// The person lacks what the course of the other cohort asks for.
    case prerequisites

    /// What a form names, in a list or with `|` between.
    package static func named(in form: inout Form) -> [MovePast] {
        form.list("past").compactMap { name in
            let rule = MovePast(rawValue: name.lowercased())
            if rule == nil {
                let known = allCases.map(\.rawValue).joined(separator: ", ")
                form.refuse("past", "“\(name)” is not known: use one of \(known)", .notKnown)
            }
            return rule
        }
    }
}

extension Enrolment {
    /// Puts somebody into another cohort that takes people; gives the enrolment there.
    ///
    /// The state goes along as far as the rules there allow: a wish stays a wish, a seat a seat.
    /// Out of a cancelled cohort somebody is moved once, and what was there stays on record.
    /// One transaction: without a place there nothing changes here. The reason, which every move
    /// has, goes past approval and into a training that has begun; what the course there asks for
    /// is gone past only where `past` names it, and the event says what was. Refuses with
    /// `NotFound`, `AccessError.notAllowed`, `ReasonMissing`, `PrerequisitesMissing` and
    /// `EnrolmentError`.
    package static func move(
        _ code: String,
        to cohort: String?,
        past: [MovePast] = [],
        chance: Chance,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> Enrolment {
        let access = try EnrolmentAccess(code, by: act.actor, in: transaction)
        try act.actor.require(.manageEnrolments)
        guard let cohort else {
            throw InvalidForm([FieldProblem("cohort", "is missing", .missing)])
        }
        _ = try act.requireReason()
        let target = try Cohort.id(of: cohort, in: transaction)
        let newCode = codes(1, from: chance)[0]
        let moved = try refusingMove(of: access.id, to: target, in: transaction) {
            try transaction.value(
                """
                SELECT move_enrolment(
                    \(access.id), \(target), \(newCode), \(past.contains(.prerequisites)))
                """,
                as: ID<Enrolment>.self
            )
        }
        guard let moved else { throw NotFound("enrolment", "") }
        return try find(moved, by: act.actor, in: transaction)
    }

    /// Names what somebody lacks of what the cohort there asks for, and how a move goes past it.
    private static func refusingMove<Value>(
        of enrolment: ID<Enrolment>,
        to target: ID<Cohort>,
        in transaction: borrowing Transaction,
        _ body: () throws -> Value
    ) throws -> Value {
        do {
            return try refusing(
                lackedBy: { transaction in
                    try seat(of: enrolment, in: transaction).map { (target, $0.person) }
                },
                in: transaction,
                body
            )
        } catch let lacking as PrerequisitesMissing {
            throw PrerequisitesMissing(
                missing: lacking.missing,
                way: "with “past”: \(MovePast.prerequisites.rawValue)"
            )
        }
    }

    /// Puts another person into a nominee's state and place; gives that person's enrolment.
    ///
    /// For staff, and for the focal point of the organisation behind it until the cohort's
    /// cut-off, which binds staff as well. Staff go past what the course asks for with the reason,
    /// and the event says so. Refuses like `move`, and with `InvalidForm`.
    package static func substitute(
        _ code: String,
        with form: Form,
        chance: Chance,
        by act: Act,
        in transaction: borrowing Transaction
    ) throws -> Enrolment {
        let access = try EnrolmentAccess(code, by: act.actor, in: transaction)
        guard access.isStaff || access.isOfOrganisation else { throw AccessError.notAllowed }
        _ = try act.requireReason()
        var form = form
        let directory = try LSG.Directory(in: transaction)
        let said = EnrolmentFacts(&form, directory: directory)
        let replaced = try find(access.id, by: act.actor, in: transaction)
        _ = try Cohort.lock(replaced.cohortCode, in: transaction)
        let person =
            try access.organisation.map { organisation in
                try Person.nominated(
                    from: &form,
                    for: organisation,
                    by: act.actor,
                    in: transaction
                )
            } ?? Person.entered(from: &form, in: transaction)
        // The same desk, unless something else is said.
        let institution = said.institution.isEmpty ? replaced.facts.institution : said.institution
        let lsg = said.lsgCode ?? replaced.facts.lsgCode
        let newCode = codes(1, from: chance)[0]
        let new = try refusing(
            lackedBy: { _ in (cohort: access.cohort, person: person) },
            in: transaction
        ) {
            try transaction.value(
                """
                SELECT substitute_enrolment(
                    \(access.id), \(person), \(newCode), \(lsg), \(institution),
                    \(said.function), \(said.targetGroup.rawValue), \(said.employment.rawValue),
                    \(said.participation.rawValue), \(said.sex?.rawValue), \(access.isStaff))
                """,
                as: ID<Enrolment>.self
            )
        }
        guard let new else { throw NotFound("enrolment", "") }
        return try find(new, by: act.actor, in: transaction)
    }
}
