// swift-tools-version: 6.2
import PackageDescription

let argumentParser: Target.Dependency = .product(
    name: "ArgumentParser",
    package: "swift-argument-parser"
)
let deque: Target.Dependency = .product(name: "DequeModule", package: "swift-collections")
let heap: Target.Dependency = .product(
    name: "HeapModule",
    package: "swift-collections"
)
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let cryptoExtras: Target.Dependency = .product(name: "CryptoExtras", package: "swift-crypto")
let asn1: Target.Dependency = .product(name: "SwiftASN1", package: "swift-asn1")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let metrics: Target.Dependency = .product(name: "Metrics", package: "swift-metrics")

/// Every target of ours: Swift 6, warnings are errors, and no implicit existential or import.
let house: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
]

func target(
    _ name: String,
    _ dependencies: [Target.Dependency] = [],
    excluding data: [String] = []
) -> Target {
    .target(name: name, dependencies: dependencies, exclude: data, swiftSettings: house)
}

func tests(
    _ name: String,
    _ dependencies: [Target.Dependency],
    excluding data: [String] = []
) -> Target {
    .testTarget(name: name, dependencies: dependencies, exclude: data, swiftSettings: house)
}

/// A program that only tests and benchmarks run.
func fixture(
    _ name: String,
    _ dependencies: [Target.Dependency],
    excluding data: [String] = []
) -> Target {
    .executableTarget(
        name: name,
        dependencies: dependencies,
        path: "Tests/\(name)",
        exclude: data,
        swiftSettings: house
    )
}

let package = Package(
    name: "obuka",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "obuka", targets: ["obuka"])
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-asn1", from: "1.7.4"),
        .package(url: "https://github.com/apple/swift-collections", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics", from: "2.13.0"),
    ],
    targets: [
        .systemLibrary(
            name: "CArchive",
            pkgConfig: "libarchive",
            providers: [.apt(["libarchive-dev"])]
        ),
        .systemLibrary(name: "CLibPQ", pkgConfig: "libpq", providers: [.apt(["libpq-dev"])]),
        .systemLibrary(name: "CMalloc"),
        .systemLibrary(
            name: "CPangoCairo",
            pkgConfig: "pangocairo",
            providers: [.apt(["libpango1.0-dev"])]
        ),
        .systemLibrary(
            name: "CQRencode",
            pkgConfig: "libqrencode",
            providers: [.apt(["libqrencode-dev"])]
        ),
        .target(name: "CSystem"),
        .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
        target("EventLoop", ["CSystem", heap]),
        target("HTTPServer", ["EventLoop", httpTypes, logging, metrics]),
        target("Postgres", ["CLibPQ", "CSystem", "EventLoop", crypto, deque, logging]),
        target("SerbianText"),
        target("Credentials", ["CZlib", "Documents", crypto, cryptoExtras]),
        target(
            "Documents",
            ["CPangoCairo", "CQRencode", "CZlib", crypto, asn1],
            excluding: ["Templates"]
        ),
        target("LearningPackages", ["CArchive", "Documents"]),
        target("Quizzes", ["Documents", "SerbianText", crypto]),
        target("ExperienceAPI", ["Documents", crypto]),
        target(
            "TrainingCentre",
            [
                "Postgres", "SerbianText", "Credentials", "Documents", "ExperienceAPI",
                "LearningPackages", "Quizzes", crypto,
            ]
        ),
        target(
            "Web",
            [
                "EventLoop", "ExperienceAPI", "HTTPServer", "Postgres", "TrainingCentre",
                "Credentials", "Documents", "Quizzes", "SerbianText", httpTypes, logging,
            ],
            excluding: ["Templates", "Assets"]
        ),
        .executableTarget(
            name: "obuka",
            dependencies: [
                "CMalloc", "EventLoop", "ExperienceAPI", "HTTPServer", "Postgres",
                "TrainingCentre", "Web",
                "SerbianText", "LearningPackages",
                "Credentials", "Documents", argumentParser, logging, metrics,
            ],
            swiftSettings: house
        ),
        .target(
            name: "TestSupport",
            dependencies: ["EventLoop", "Postgres"],
            path: "Tests/TestSupport",
            exclude: ["Data"],
            swiftSettings: house
        ),
        tests(
            "CredentialsTests",
            [
                "Credentials", "CredentialSamples", "Documents", "TestSupport", crypto,
                cryptoExtras,
            ]
        ),
        tests(
            "DocumentsTests",
            ["CZlib", "Documents", "TestSupport", crypto],
            excluding: ["Data"]
        ),
        tests("EventLoopTests", ["EventLoop"]),
        tests("ExperienceAPITests", ["Documents", "ExperienceAPI", "TestSupport"]),
        tests(
            "HTTPServerTests",
            ["EventLoop", "HTTPEchoServer", "HTTPServer", httpTypes, logging, metrics]
        ),
        tests(
            "ObukaTests",
            ["Documents", "EventLoop", "Postgres", "TestSupport", "obuka", crypto]
        ),
        tests("HouseRulesTests", []),
        tests("LearningPackagesTests", ["Documents", "LearningPackages", "TestSupport"]),
        tests("PostgresTests", ["CLibPQ", "EventLoop", "Postgres", "TestSupport", logging]),
        tests("QuizzesTests", ["Documents", "Quizzes", "TestSupport"]),
        tests("SerbianTextTests", ["SerbianText", "TestSupport"], excluding: ["Data"]),
        tests(
            "TrainingCentreTests",
            [
                "Credentials", "CredentialSamples", "Documents", "ExperienceAPI", "Postgres",
                "Quizzes",
                "SerbianText", "TrainingCentre", "TestSupport", crypto,
            ],
            excluding: ["Data"]
        ),
        tests(
            "WebTests",
            [
                "Credentials", "Documents", "EventLoop", "HTTPServer", "Postgres",
                "Quizzes", "TrainingCentre", "Web", "TestSupport", httpTypes,
            ]
        ),
        fixture(
            "CredentialSamples",
            ["Credentials", "Documents", "TestSupport", crypto, cryptoExtras]
        ),
        fixture("HTTPEchoServer", ["EventLoop", "HTTPServer", httpTypes, logging]),
        fixture("HTTPFuzz", ["HTTPServer", httpTypes], excluding: ["libfuzzer"]),
        fixture("LogSamples", ["Credentials", crypto]),
        fixture("PaperSamples", ["Documents", crypto]),
        fixture("RunTimeSamples", ["Documents", "LearningPackages"]),
        fixture("SpreadsheetSamples", ["Documents"]),
        fixture("PostgresBenchmark", ["EventLoop", "Postgres", "TestSupport"]),
    ]
)
