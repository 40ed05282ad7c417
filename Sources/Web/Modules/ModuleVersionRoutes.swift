import Documents
import EventLoop
import Foundation
import HTTPServer
import HTTPTypes
import Postgres
import TrainingCentre

extension API {
    /// The contents of modules, as they were handed in.
    var moduleVersionRoutes: [APIRoute] {
        [
            moduleVersions, moduleVersionEntry, modulePublication, modulePreview,
        ]
    }

    private var moduleVersions: APIRoute {
        APIRoute(
            method: .get,
            template: "/modules/{code}/versions",
            summary: "The versions of a module's content, the newest first.",
            answer: .object([("versions", .list(.named("ModuleVersion")))]),
            refusals: ["module_not_found"]
        ) { request in
            let actor = try await actor(request)
            try actor.require(.manageCatalogue)
            let code = request.parameters["code"] ?? ""
            let found = try await centre.read { (transaction: borrowing Transaction) in
                try ModuleVersion.list(of: code, in: transaction)
            }
            return answer(["versions": .array(found.map(\.json))])
        }
    }

    private var moduleVersionEntry: APIRoute {
        APIRoute(
            method: .post,
            template: "/modules/{code}/versions",
            summary: """
                Hand in a package, SCORM, cmi5, xAPI, H5P or plain pages, or a film, as the next \
                version of a module's content, of at most 1 GiB; the first one is published with it.
                """,
            files: Blob.MediaType.ofModules.map(\.rawValue),
            bodyBytesMax: PackageStore.packedBytesMax,
            answer: .named("ModuleVersion"),
            refusals: ["module_not_found", "module_of_other_kind", "file_empty"]
                + PackageRefused.codes
        ) { request in
            let actor = try await actor(request)
            // Who may not is told so before the package is taken.
            try actor.require(.manageCatalogue)
            let code = request.parameters["code"] ?? ""
            _ = try await centre.read { (transaction: borrowing Transaction) in
                try CourseModule.find(code, in: transaction)
            }
            let incoming = try centre.blobs.receive(bytesMax: PackageStore.packedBytesMax)
            while let piece = try await request.body.next() { try incoming.write(piece) }
            let store = centre.packages
            let package = try await Thread.run(named: "package") { try store.read(incoming) }
            let act = Act(by: actor, requestID: request.id)
            let version = try await centre.write(act) { (transaction: borrowing Transaction) in
                try ModuleVersion.enter(package, into: code, by: actor, in: transaction)
            }
            return answer(version.json)
        }
    }

    private var modulePreview: APIRoute {
        APIRoute(
            method: .post,
            template: "/modules/{code}/versions/{number}/previews",
            summary: """
                Open a version as a learner sees it, published or not; nothing is recorded. The \
                address is for a browser, for a day.
                """,
            answer: API.opened,
            refusals: [
                "module_not_found", "module_version_not_found", "module_not_played",
                "module_player_missing", "content_host_missing",
            ]
        ) { request in
            let actor = try await actor(request)
            try actor.require(.manageCatalogue)
            return try await open(request, by: actor, form: []) {
                (submission, transaction: borrowing Transaction) in
                try submission.form.check()
                let number = submission.parameter("number")
                guard let counted = Int(number) else { throw NotFound("module_version", number) }
                return try ModuleLaunch.preview(
                    counted,
                    of: submission.parameter("code"),
                    playsH5P: host.h5pPlayer != nil,
                    chance: submission.chance,
                    by: actor,
                    in: transaction
                )
            }
        }
    }

    private var modulePublication: APIRoute {
        .act(
            on: self,
            .post,
            "/modules/{code}/versions/{number}/publication",
            summary: """
                Have who begins a module from now on begin with this version; who has begun with \
                another goes on with that.
                """,
            permission: .manageCatalogue,
            answer: .named("ModuleVersion"),
            refusals: ["module_not_found", "module_version_not_found"]
        ) { submission, transaction in
            let number = submission.parameter("number")
            guard let counted = Int(number) else { throw NotFound("module_version", number) }
            return try ModuleVersion.publish(
                counted,
                of: submission.parameter("code"),
                by: submission.actor,
                in: transaction
            ).json
        }
    }
}

extension Schemas {
    /// The contents of modules.
    static let ofModuleVersions: [(name: String, schema: Schema)] = [
        ("WatchingRules", .object([("skipping", .boolean), ("watched_percent", .integer)])),
        ("SilenceRule", .object([("done_when_left", .boolean)])),
        (
            "ModuleVersion",
            .object([
                ("module", .string), ("version", .integer),
                ("standard", .oneOf(ModuleVersion.standards)), ("title", .string),
                ("edition", .nullable(.string)), ("files", .integer), ("bytes", .integer),
                ("file_sha256", .nullable(.string)), ("file_bytes", .nullable(.integer)),
                ("parts", .list(.named("ModulePart"))),
                (
                    "warnings",
                    .list(
                        .object([
                            ("code", .string), ("message", .string), ("place", .nullable(.string)),
                        ])
                    )
                ),
                ("current", .boolean), ("entered_at", .dateTime),
            ])
        ),
        (
            "ModulePart",
            .partial(
                [
                    ("identifier", .string), ("title", .string), ("launch", .nullable(.string)),
                    ("launch_file", .nullable(.string)),
                    ("visible", .boolean), ("reports", .boolean),
                    ("mastery_score", .nullable(.number)), ("launch_data", .string),
                    ("prerequisites", .nullable(.string)), ("time_allowed", .nullable(.string)),
                    ("time_limit_action", .nullable(.string)), ("move_on", .nullable(.string)),
                    ("parts", .list(.named("ModulePart"))),
                ],
                // What came in before these were read has none of them.
                optional: [
                    ("launch_method", .nullable(.string)), ("entitlement_key", .nullable(.string)),
                    ("sequencing", .nullable(.object([]))), ("seconds", .nullable(.number)),
                    ("captions", .list(.object([("path", .string), ("language", .string)]))),
                ]
            )
        ),
    ]
}
