import Foundation
import Postgres

extension EnrolmentImport {
    /// Reads a row.
    func draft(_ form: inout Form) throws -> Draft {
        let organisation = try organisation(&form)
        let cohort = form.code("cohort_code")
        let person = PersonDraft(&form)
        let facts = EnrolmentFacts(&form, directory: lsgs)
        let status = form.choice("status", otherwise: Enrolment.Status.confirmed) ?? .confirmed
        let withdrawnOn = form.optionalDate("withdrawn_on")
        let offerEndsAt = form.moment("offer_ends_at")
        for (field, means) in [
            ("withdrawn_on", Enrolment.Status.withdrawn), ("held_seat", .withdrawn),
            ("offer_ends_at", .offered), ("queue_place", .waiting),
        ] where form.has(field) && status != means {
            form.refuse(field, "is filled in, but the status is \(status.rawValue)")
        }
        return Draft(
            cohort: cohort,
            person: person,
            facts: facts,
            organisation: organisation,
            status: status,
            withdrawnOn: withdrawnOn,
            heldSeat: form.optionalBoolean("held_seat"),
            offerEndsAt: offerEndsAt,
            queuePlace: form.optionalInteger("queue_place", in: 1...100_000),
            reason: reason(&form),
            saidFacts: Set(
                ["target_group", "employment", "participation", "status"].filter { form.has($0) }
            )
        )
    }

    private func reason(_ form: inout Form) -> String? {
        let reason = form.optionalText("reason", lengthMax: Reason.Limits.lengthMax)
        if let reason, reason.unicodeScalars.count < Reason.Limits.lengthMin {
            form.refuse("reason", "is too short: \(ReasonMissing().message)")
        }
        return reason
    }

    /// The organisation of a row: any for staff, and the own one, which need not be named, for a
    /// focal point, who says nothing but whom it nominates.
    private func organisation(_ form: inout Form) throws -> String? {
        let named = form.optionalCode("organisation_code")
        guard let represented else {
            if let named, organisations[named] == nil {
                form.refuse("organisation_code", "there is no organisation \(named)", .notFound)
            }
            return named
        }
        for field in ["status", "withdrawn_on", "held_seat", "offer_ends_at", "queue_place"]
        where form.has(field) {
            form.refuse(field, "is for the training centre to say: a row is a nomination")
        }
        guard let named else {
            if represented.count != 1 { form.refuse("organisation_code", "is missing", .missing) }
            return represented.keys.first
        }
        guard represented[named] != nil else { throw AccessError.notAllowed }
        return named
    }

    /// The people of the rows, as who brings them in may know them.
    func directory(
        of drafts: [Draft],
        _ emails: Set<String>,
        in transaction: borrowing Transaction
    ) throws -> PeopleDirectory {
        guard represented != nil else { return try PeopleDirectory(emails, in: transaction) }
        return try PeopleDirectory(
            nominees: drafts.compactMap { draft in
                draft.organisation.flatMap { organisations[$0]?.id }.map { (draft.person, $0) }
            },
            in: transaction
        )
    }
}
