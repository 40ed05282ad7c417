import Documents

extension Enrolment {
    package var json: JSON {
        [
            "id": .integer(id.value), "code": JSON(printedCode), "cohort": .string(cohortCode),
            "person": .string(email), "name_sr_cyrl": .string(name.cyrillic),
            "name_sr_latn": .string(name.latin), "status": .string(status.rawValue),
            "offer_ends_at": JSON(offerEndsAt?.rfc3339),
            "withdrawn_on": JSON(withdrawnOn?.description), "organisation": JSON(organisation),
            "lsg_code": JSON(facts.lsgCode),
            "institution": .string(facts.institution), "function": .string(facts.function),
            "target_group": .string(facts.targetGroup.rawValue),
            "employment": .string(facts.employment.rawValue),
            "participation": .string(facts.participation.rawValue),
            "sex": JSON(facts.sex?.rawValue), "passed": passed.map(JSON.bool) ?? .null,
            "version": .integer(version), "known_as": knownAs?.json ?? .null,
        ]
    }
}
