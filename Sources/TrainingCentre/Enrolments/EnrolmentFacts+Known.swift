import Postgres

extension EnrolmentFacts {
    /// With the municipality and institution of the person's newest enrolment, under whatever
    /// record, where the form says nothing of either, and its function unless the form says one.
    ///
    /// Who says one of the two, or an organisation, may work elsewhere by now.
    func filled(
        from form: Form,
        knownOf person: ID<Person>,
        in transaction: borrowing Transaction
    ) throws -> EnrolmentFacts {
        let desk = ["lsg_code", "institution", "organisation"]
        guard !desk.contains(where: { form.has($0) }) else { return self }
        let known = try transaction.row(
            """
            SELECT coalesce(city_municipality_code, lsg_code), institution, function, target_group
            FROM newest_desk(\(person))
            """,
            as: (String?.self, String.self, String.self, TargetGroup.self)
        )
        guard let (lsg, institution, function, group) = known else { return self }
        let saysFunction = form.has("function")
        return EnrolmentFacts(
            lsgCode: lsg,
            institution: institution,
            function: saysFunction ? self.function : function,
            targetGroup: saysFunction || form.has("target_group") ? targetGroup : group,
            employment: employment,
            participation: participation,
            sex: sex
        )
    }
}
