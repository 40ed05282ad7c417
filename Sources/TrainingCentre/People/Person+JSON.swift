import Documents

extension Person {
    package var json: JSON {
        [
            "id": .integer(id.value), "email": .string(email),
            "given_name_cyrl": .string(name.givenCyrl),
            "family_name_cyrl": .string(name.familyCyrl),
            "given_name_latn": .string(name.givenLatn),
            "family_name_latn": .string(name.familyLatn),
            "proposed_script": JSON(name.proposedScript?.rawValue), "sex": JSON(sex?.rawValue),
            "merged_into": JSON(mergedIntoID?.value), "merged_into_email": JSON(mergedInto),
            "version": .integer(version),
        ]
    }
}
