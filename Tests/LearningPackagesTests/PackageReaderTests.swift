import Foundation
import LearningPackages
import TestSupport
import Testing

@Suite("Packages of strangers")
struct PackageReaderTests {
    @Test("Every package is there")
    func samples() throws {
        let made = try FileManager.default.contentsOfDirectory(atPath: SamplePackages.folder)
        #expect(Set(made) == Set(SamplePackages.expected.map(\.package)))
        #expect(made.count > 80)
    }

    @Test("A package gets what it must get", arguments: SamplePackages.expected)
    func package(_ expected: SamplePackages.Expectation) throws {
        let folder = try EmptyFolder()
        do {
            let path = SamplePackages.path(expected.package)
            if let film = try VideoFile.read(path) {
                #expect(film.package.kind.rawValue == expected.becomes)
                return
            }
            if path.hasSuffix(".xml"), let course = try CourseFile.read(path) {
                #expect(course.package.kind.rawValue == expected.becomes)
                return
            }
            let reader = try PackageReader(path: path)
            let read = try reader.read()
            try reader.unpack(read, into: folder.path)
            #expect(read.package.kind.rawValue == expected.becomes)
            #expect(read.warnings.map(\.code.rawValue) == expected.warnings)
            #expect(Set(try folder.files()) == Set(read.files.paths))
        } catch let refusal as PackageRefusal {
            #expect(refusal.code.rawValue == expected.becomes, "\(refusal)")
        }
    }

    @Test("Every refusal and every warning has a package that gets it")
    func everyCode() {
        let seen = Set(SamplePackages.expected.flatMap { [$0.becomes] + $0.warnings })
        let refusals = Set(PackageRefusal.Code.allCases.map(\.rawValue))
        // The limit of the whole is tried below with a smaller one.
        #expect(refusals.subtracting(seen) == ["too_large_packed"])
        #expect(Set(PackageWarning.Code.allCases.map(\.rawValue)).subtracting(seen) == [])
    }

    @Test("Titles, parts and places are read as they are written")
    func contents() throws {
        #expect(try read("utf16.zip").package.title == "Курс: «Безбедност» — тест Ђ")
        #expect(try read("windows_1250.zip").package.title == "Bezbednost đaka: čćšž")
        #expect(try read("script_title.zip").package.title == "<script>alert(1)</script>")
        #expect(try launch("base.zip") == .file(path: "a/b/index.html", suffix: ""))
        #expect(try launch("link_capitals.zip") == .file(path: "index.html", suffix: ""))
        #expect(try launch("names_852.zip") == .file(path: "Početak šćđž.html", suffix: ""))
        #expect(try launch("names_855.zip") == .file(path: "Почетак ђ.html", suffix: ""))
        let escaped = PackageLaunch.file(path: "Урок 1/index#1.html", suffix: "?lang=sr&x=1#p2")
        #expect(try launch("names_escaped.zip") == escaped)
        #expect(try read("twice.zip").files.paths.contains("INDEX.HTML"))
    }

    @Test("A cmi5 course has its units in blocks, with what moves a learner on")
    func cmi5() throws {
        let course = try read("cmi5.zip").package
        #expect(course.identifier == "https://obuka.example/c")
        #expect(course.title == "Курс")
        let units = course.launched
        #expect(units.map(\.moveOn) == ["Passed", "Passed"])
        #expect(units.map(\.masteryScore) == [0.8, 0.8])
        #expect(units.map(\.launchMethod) == ["AnyWindow", "OwnWindow"])
        #expect(units.map(\.entitlementKey) == ["kljuc-7", "kljuc-7"])
        #expect(units.first?.launch == .file(path: "index.html", suffix: "?x=1"))
        #expect(units.last?.launch == .foreign("https://content.example/b"))
    }

    @Test("Of two files with one name the last is unpacked")
    func last() throws {
        let folder = try EmptyFolder()
        let reader = try PackageReader(path: SamplePackages.path("twice.zip"))
        try reader.unpack(try reader.read(), into: folder.path)
        #expect(try folder.text("index.html") == "<title>second</title>")
    }

    @Test("The limits are the operator's")
    func limits() throws {
        var limits = PackageLimits()
        limits.packedBytesMax = 100
        #expect(throws: PackageRefusal(.tooLargePacked, at: "100")) {
            try PackageReader(path: SamplePackages.path("ok.zip"), limits: limits)
        }
        limits = PackageLimits()
        limits.unpackedBytesMax = 100
        #expect(throws: PackageRefusal(.tooLarge, at: "100")) {
            try PackageReader(path: SamplePackages.path("ok.zip"), limits: limits)
        }
    }

    private func read(_ package: String) throws -> ReadPackage {
        try PackageReader(path: SamplePackages.path(package)).read()
    }

    private func launch(_ package: String) throws -> PackageLaunch? {
        try read(package).package.launched.first?.launch
    }
}
