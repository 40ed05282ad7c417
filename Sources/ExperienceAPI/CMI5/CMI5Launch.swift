import Documents

/// What a unit of a cmi5 course is launched with (section 8), and what the centre says of it.
package struct CMI5Launch: Sendable {
    package let session: String
    package let registration: String
    /// Who learns: an agent with an account.
    package let actor: JSON
    /// What the centre calls the unit.
    package let activity: String
    /// What the course calls the unit.
    package let publisherID: String
    package let moveOn: MoveOn
    package let masteryScore: Double?
    package let launchParameters: String
    package let method: Method
    /// By what the publisher's unit finds out whether it may be used here; nil for none.
    package let entitlementKey: String?
    package let isNormal: Bool

    /// In which window a unit opens (section 13.1.4).
    package enum Method: String, Sendable, CaseIterable {
        case anyWindow = "AnyWindow"
        case ownWindow = "OwnWindow"
    }

    package init(
        session: String,
        registration: String,
        actor: JSON,
        activity: String,
        publisherID: String,
        moveOn: MoveOn,
        masteryScore: Double?,
        launchParameters: String,
        method: Method,
        entitlementKey: String?,
        isNormal: Bool
    ) {
        self.session = session
        self.registration = registration
        self.actor = actor
        self.activity = activity
        self.publisherID = publisherID
        self.moveOn = moveOn
        self.masteryScore = masteryScore
        self.launchParameters = launchParameters
        self.method = method
        self.entitlementKey = entitlementKey
        self.isNormal = isNormal
    }

    private var mode: JSON { isNormal ? "Normal" : "Review" }

    /// The document `LMS.LaunchData` (section 10).
    package var data: JSON {
        var members = [
            JSON.Member(
                "contextTemplate",
                [
                    "contextActivities": ["grouping": [Self.activity(publisherID)]],
                    "extensions": .object([JSON.Member(CMI5Name.session, .string(session))]),
                ]
            ),
            JSON.Member("launchMode", mode), JSON.Member("launchMethod", .string(method.rawValue)),
            JSON.Member("moveOn", .string(moveOn.rawValue)),
        ]
        if !launchParameters.isEmpty {
            members.append(JSON.Member("launchParameters", .string(launchParameters)))
        }
        if let masteryScore {
            members.append(JSON.Member("masteryScore", .number("\(masteryScore)")))
        }
        if let entitlementKey {
            members.append(
                JSON.Member("entitlementKey", ["courseStructure": .string(entitlementKey)])
            )
        }
        return .object(members)
    }

    /// The document `cmi5LearnerPreferences` of somebody who has said nothing yet (section 11).
    ///
    /// What is no tag of a language is left out; of nothing, the languages of the centre are left.
    package static func preferences(languages: [String]) -> JSON {
        let known = languages.filter(LanguageTag.isWellFormed)
        let wanted = known.isEmpty ? ["sr-Cyrl", "sr-Latn", "sr", "en"] : known
        return [
            "languagePreference": .string(wanted.joined(separator: ",")), "audioPreference": "on",
        ]
    }

    /// What is added to the address of a unit (section 8.1).
    package func address(_ url: String, endpoint: String, fetch: String) -> String {
        LaunchAddress.adding(
            [
                ("endpoint", endpoint), ("fetch", fetch), ("actor", actor.written),
                ("registration", registration), ("activityId", activity),
            ],
            to: url
        )
    }

    /// That the unit was launched (section 9.3.1).
    package func launched(at url: String) -> JSON {
        var extensions = [
            JSON.Member(CMI5Name.session, .string(session)),
            JSON.Member(CMI5Name.extensions + "launchmode", mode),
            JSON.Member(CMI5Name.extensions + "launchurl", .string(url)),
            JSON.Member(CMI5Name.extensions + "moveon", .string(moveOn.rawValue)),
        ]
        if !launchParameters.isEmpty {
            extensions.append(
                JSON.Member(
                    CMI5Name.extensions + "launchparameters",
                    .string(launchParameters)
                )
            )
        }
        if let masteryScore {
            extensions.append(
                JSON.Member(CMI5Name.masteryScore, .number("\(masteryScore)"))
            )
        }
        return statement(
            .launched,
            object: Self.activity(activity),
            publisherID: publisherID,
            extensions: extensions
        )
    }

    /// That a session was given up because a unit was opened again (section 9.3.6).
    ///
    /// `seconds` are those to the last statement of the session (section 9.5.4.2).
    package func abandoned(after seconds: Int) -> JSON {
        let statement = statement(
            .abandoned,
            object: Self.activity(activity),
            publisherID: publisherID,
            extensions: [JSON.Member(CMI5Name.session, .string(session))]
        )
        return .object(
            (statement.members ?? [])
                + [JSON.Member("result", ["duration": .string("PT\(seconds)S")])]
        )
    }

    /// That a block or the course is satisfied (section 9.3.9).
    package func satisfied(_ activity: String, publisherID: String, isCourse: Bool) -> JSON {
        let kind = isCourse ? CMI5Name.course : CMI5Name.block
        return statement(
            .satisfied,
            object: [
                "objectType": "Activity", "id": .string(activity),
                "definition": ["type": .string(kind)],
            ],
            publisherID: publisherID,
            extensions: [JSON.Member(CMI5Name.session, .string(session))]
        )
    }

    private func statement(
        _ verb: CMI5Verb,
        object: JSON,
        publisherID: String,
        extensions: [JSON.Member]
    ) -> JSON {
        [
            "actor": actor,
            "verb": ["id": .string(verb.rawValue), "display": ["en": .string(verb.word)]],
            "object": object,
            "context": [
                "registration": .string(registration),
                "contextActivities": [
                    "grouping": [Self.activity(publisherID)],
                    "category": [Self.activity(CMI5Name.category)],
                ],
                "extensions": .object(extensions),
            ],
        ]
    }

    private static func activity(_ id: String) -> JSON {
        ["objectType": "Activity", "id": .string(id)]
    }
}
