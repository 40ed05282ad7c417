import Documents

/// What an activity of a package with a `tincan.xml` is launched with.
///
/// No standard says it; these are the parameters that authoring tools and players have agreed upon
/// since 2011 (“Launching Tin Can activities”, Rustici Software), and that they still write.
package struct TinCanLaunch: Sendable {
    let endpoint: String
    /// What the activity sends as `Authorization`.
    let authorization: String
    let actor: JSON
    let registration: String
    /// What the package calls the activity.
    let activity: String

    package init(
        endpoint: String,
        authorization: String,
        actor: JSON,
        registration: String,
        activity: String
    ) {
        self.endpoint = endpoint
        self.authorization = authorization
        self.actor = actor
        self.registration = registration
        self.activity = activity
    }

    /// What is added to the address of an activity.
    package func address(_ url: String) -> String {
        // Some put the resource behind the endpoint as it stands.
        let endpoint = endpoint.hasSuffix("/") ? endpoint : endpoint + "/"
        return LaunchAddress.adding(
            [
                ("endpoint", endpoint), ("auth", authorization), ("actor", actor.written),
                ("registration", registration), ("activity_id", activity),
            ],
            to: url
        )
    }
}
