import Foundation

extension EnrolmentImport {
    /// A row as it was read; a class, for it goes from list to list and is never changed.
    final class Draft: Sendable {
        let cohort: String
        let person: PersonDraft
        let facts: EnrolmentFacts
        /// The institution that stands behind it, by code.
        let organisation: String?
        let status: Enrolment.Status
        let withdrawnOn: CalendarDate?
        /// Whether who withdrew had a seat; nil when the row does not say.
        let heldSeat: Bool?
        let offerEndsAt: Date?
        /// The place in the waiting list among those who come with the file.
        let queuePlace: Int?
        /// Why: for a withdrawal, and for what goes past the cohort's rules.
        let reason: String?
        /// The facts with a default, the status among them, about which the row says something.
        let saidFacts: Set<String>

        init(
            cohort: String,
            person: PersonDraft,
            facts: EnrolmentFacts,
            organisation: String?,
            status: Enrolment.Status,
            withdrawnOn: CalendarDate?,
            heldSeat: Bool?,
            offerEndsAt: Date?,
            queuePlace: Int?,
            reason: String?,
            saidFacts: Set<String>
        ) {
            self.cohort = cohort
            self.person = person
            self.facts = facts
            self.organisation = organisation
            self.status = status
            self.withdrawnOn = withdrawnOn
            self.heldSeat = heldSeat
            self.offerEndsAt = offerEndsAt
            self.queuePlace = queuePlace
            self.reason = reason
            self.saidFacts = saidFacts
        }

        /// The facts of the row, with what it does not say as it stands.
        func facts(keeping known: EnrolmentFacts) -> EnrolmentFacts {
            EnrolmentFacts(
                lsgCode: facts.lsgCode ?? known.lsgCode,
                institution: facts.institution.isEmpty ? known.institution : facts.institution,
                function: facts.function.isEmpty ? known.function : facts.function,
                targetGroup: saidFacts.contains("target_group")
                    ? facts.targetGroup : known.targetGroup,
                employment: saidFacts.contains("employment") ? facts.employment : known.employment,
                participation: saidFacts.contains("participation")
                    ? facts.participation : known.participation,
                sex: facts.sex ?? known.sex
            )
        }

        /// The day of a withdrawal; before the first day unless the row says another.
        func dayOfWithdrawal(from target: Target) -> CalendarDate? {
            status == .withdrawn ? withdrawnOn ?? target.startsOn : nil
        }

        /// Whether an enrolment says what the row says; what the row leaves out it does not say.
        func isSaid(by known: Known, status: Enrolment.Status) -> Bool {
            known.facts == facts(keeping: known.facts) && known.status == status
                && (withdrawnOn == nil || withdrawnOn == known.withdrawnOn)
                && (organisation == nil || organisation == known.organisation)
                && (offerEndsAt == nil || status != .offered
                    || offerEndsAt?.rfc3339 == known.offerEndsAt?.rfc3339)
        }
    }
}
