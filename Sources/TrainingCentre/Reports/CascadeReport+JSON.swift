import Documents

extension CascadeReport {
    package var json: JSON { json(in: .english) }

    /// The report with its definition in a language.
    package func json(in language: Language) -> JSON {
        var members: [JSON.Member] = [
            JSON.Member("cohort", .string(cohort.code)),
            JSON.Member("course", .string(cohort.courseCode)),
            JSON.Member("graduates", .integer(graduates)),
        ]
        members += total.members
        members += [
            JSON.Member(
                "generations",
                .array(
                    generations.map { counts in
                        .object(
                            [JSON.Member("generation", JSON(counts.generation))] + counts.members
                        )
                    }
                )
            ),
            JSON.Member("branches", .array(branches.map(\.json))),
            JSON.Member(
                "parameters",
                [
                    "from": JSON(parameters.from?.description),
                    "to": JSON(parameters.to?.description),
                ]
            ),
            JSON.Member("as_of", asOf.json),
            JSON.Member("recorded_later", recordedLater.json),
            JSON.Member("definition", .string(Self.definitions[language])),
        ]
        return .object(members)
    }
}

extension CascadeReport.Counts {
    fileprivate var members: [JSON.Member] {
        [
            JSON.Member("deliveries", .integer(deliveries)),
            JSON.Member("trainers", .integer(trainers)),
            JSON.Member("participations_passed", .integer(participationsPassed)),
            JSON.Member("persons_passed", .integer(personsPassed)),
            JSON.Member("lsgs", .integer(lsgs)),
        ]
    }
}

extension CascadeReport.Branch {
    fileprivate var json: JSON {
        [
            "generation": .integer(generation), "cohort": .string(cohortCode),
            "course": .string(courseCode), "project": JSON(projectCode),
            "starts_on": startsOn.json, "ends_on": endsOn.json, "after": .string(parentCode),
            "trainers": .array(trainers.map(JSON.string)), "passed": .integer(passed),
            "lsgs": .integer(lsgs),
        ]
    }
}
