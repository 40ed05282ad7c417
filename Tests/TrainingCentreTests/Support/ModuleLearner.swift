import Documents
import Foundation
import Postgres
import Testing

@testable import TrainingCentre

/// Somebody with a seat who opens modules as a page does.
struct ModuleLearner {
    let centre: TrainingCentre
    let enrolment: Enrolment
    let actor: Actor

    /// The first of a cohort.
    init(_ cohort: String, in centre: TrainingCentre) async throws {
        let people = try await centre.read {
            try Enrolment.list(cohort: cohort, page: PageRequest(), by: .clerk, in: $0).items
        }
        let enrolment = try #require(people.first)
        let identity = try await centre.read {
            try Person.find(email: enrolment.email, by: .clerk, in: $0).id
        }
        (self.centre, self.enrolment) = (centre, enrolment)
        actor = Actor(name: "account 8", personID: identity, roles: [.trainee])
    }

    func open(_ module: String, again: Bool = false) async throws -> String {
        let (chance, enrolment, actor) = (centre.chance, enrolment, actor)
        return try await centre.write(Act(by: actor)) {
            try ModuleLaunch.open(
                module,
                of: enrolment.handle,
                again: again,
                playsH5P: false,
                chance: chance,
                by: actor,
                in: $0
            )
        }.token
    }

    /// Opens a module anew, and does its first part as a page of text is done.
    func pass(_ module: String, _ values: [String: String]) async throws -> ModuleAttempt {
        let token = try await open(module, again: true)
        let run = try await centre.begin(0, token)
        return try await centre.save(run, 1, values, ended: true, token)
    }

    /// Has every page been open for so many seconds more.
    static func wait(_ seconds: Int) async throws {
        try await Owner.run {
            _ = try $0.execute("SET LOCAL session_replication_role = replica")
            _ = try $0.execute(
                """
                UPDATE module_runs
                SET begun_at = begun_at - make_interval(secs => \(seconds)::double precision)
                """
            )
        }
    }

    /// Where the learner stands with a module.
    func standing(_ module: String) async throws -> ModuleStanding {
        let (enrolment, actor) = (enrolment, actor)
        let progress = try await centre.read {
            try EnrolmentModules.find(enrolment.handle, by: actor, in: $0).progress
        }
        return try #require(progress.modules.first { $0.code == module })
    }
}

extension TrainingCentre {
    /// Begins a part as the page of a launch does.
    func begin(_ part: Int, _ token: String) async throws -> ModuleRun {
        try await write(launch: token, requestID: nil) { launch, transaction in
            try ModuleRun.begin(part, of: launch, in: transaction)
        }
    }

    /// Saves what content has set since, with a call that it made.
    @discardableResult
    func save(
        _ run: ModuleRun,
        _ seq: Int,
        _ values: [String: String] = [:],
        ended: Bool = false,
        _ token: String
    ) async throws -> ModuleAttempt {
        try await save(run, JSON(save: seq, values, ended: ended), token)
    }

    /// Saves what a page sends in one request.
    @discardableResult
    func save(_ run: ModuleRun, _ sent: JSON, _ token: String) async throws -> ModuleAttempt {
        let saves = try ModuleSave.all(sent)
        return try await write(launch: token, requestID: nil) { launch, transaction in
            try ModuleSave.enter(saves, of: run.id, launch, in: transaction)
        }
    }
}

extension Sample {
    /// A cohort of a course with a film of 100 s, FILM, and a package of one part, LEKCIJA.
    static func films(
        _ cohort: String,
        startsOn: String = "2024-02-01",
        in centre: TrainingCentre
    ) async throws -> ModuleLearner {
        let texts: [(ImportedNoun, String)] = [
            (.courses, "code,title_sr_latn\nFILMOVI,Filmovi\n"),
            (
                .modules,
                "code,title_sr_latn,kind\nFILM,Film,video\nLEKCIJA,Lekcija,scorm-1.2\n"
            ),
            (.courseVersions, "course_code,modules\nFILMOVI,FILM|LEKCIJA\n"),
            (
                .cohorts,
                """
                cohort_code,course_code,starts_on,ends_on,venue,capacity
                \(cohort),FILMOVI,\(startsOn),\(startsOn),Plandište,20
                """
            ),
        ]
        for (noun, text) in texts {
            let report = try await centre.importText(text, as: noun)
            #expect(report.rejected.map(\.problem) == [], "\(noun)")
        }
        _ = try await centre.write(.clerk) { try Cohort.publish(cohort, by: .clerk, in: $0) }
        try await enrol(emails(1), in: cohort, centre)
        try await content(
            of: "FILM",
            "video",
            #"{"identifier": "video", "title": "F", "launch": "video.mp4", "seconds": 100}"#,
            in: centre
        )
        try await content(
            of: "LEKCIJA",
            "scorm-1.2",
            #"{"identifier": "a", "title": "A", "launch": "a.html"}"#,
            in: centre
        )
        return try await ModuleLearner(cohort, in: centre)
    }

    private static func content(
        of module: String,
        _ standard: String,
        _ part: String,
        in centre: TrainingCentre
    ) async throws {
        try await centre.write(.clerk) {
            _ = try $0.execute(
                """
                INSERT INTO blobs (digest, bytes, media_type)
                VALUES (encode(sha256(convert_to(\(module), 'UTF8')), 'hex'), 1, 'application/zip')
                """
            )
            _ = try $0.execute(
                """
                INSERT INTO module_versions (module_id, number, blob_id, standard, content)
                SELECT modules.id, 1, blobs.id, \(standard),
                    \("{\"title\": \"\", \"parts\": [\(part)]}")::text::jsonb
                FROM modules, blobs
                WHERE modules.code = \(module)
                    AND digest = encode(sha256(convert_to(\(module), 'UTF8')), 'hex')
                """
            )
            _ = try ModuleVersion.publish(1, of: module, by: .clerk, in: $0)
        }
    }
}

extension JSON {
    /// A save as the page of a module writes it, with a call that content made.
    init(save seq: Int, _ values: [String: String], ended: Bool = false) {
        let set = values.sorted { $0.key < $1.key }.map {
            JSON.array([.string($0.key), .string($0.value)])
        }
        self = [
            "seq": .integer(seq), "set": .array(set), "ended": .bool(ended),
            "calls": [[12, "LMSCommit", "", "", "true", "0"]],
        ]
    }
}
