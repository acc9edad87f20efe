// swift-tools-version: 6.3
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("NonisolatedNonsendingByDefault"),
  .treatAllWarnings(as: .error),
]

/// The program that offices run has Swift's libraries inside: it starts sooner, takes less memory, and works where Swift
/// is not installed.
let selfContained = LinkerSetting.unsafeFlags(
  [
    "-static-stdlib", "-lCoreFoundation", "-l_FoundationICU", "-l_FoundationCShims",
    "-l_FoundationCollections",
  ],
  .when(platforms: [.linux], configuration: .release))

let argumentParser: Target.Dependency = .product(name: "ArgumentParser", package: "swift-argument-parser")
let crypto: Target.Dependency = .product(name: "Crypto", package: "swift-crypto")
let grdb: Target.Dependency = .product(name: "GRDB", package: "GRDB.swift")
let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let metrics: Target.Dependency = .product(name: "Metrics", package: "swift-metrics")
let mustache: Target.Dependency = .product(name: "Mustache", package: "swift-mustache")
let signals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let yams: Target.Dependency = .product(name: "Yams", package: "Yams")

let package = Package(
  name: "campaign-scheduler",
  platforms: [.macOS(.v26)],
  products: [
    .library(name: "CampaignScheduler", targets: ["CampaignScheduler"]),
    .library(name: "Recurrence", targets: ["Recurrence"]),
    .executable(name: "campaign", targets: ["campaign"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", exact: "4.5.2"),
    .package(url: "https://github.com/apple/swift-log", exact: "1.16.2"),
    .package(url: "https://github.com/apple/swift-metrics", exact: "2.13.0"),
    .package(url: "https://github.com/groue/GRDB.swift", exact: "7.10.0"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", exact: "2.28.1", traits: []),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", exact: "2.1.1"),
    .package(url: "https://github.com/jpsim/Yams", exact: "6.2.2"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", exact: "2.13.0"),
  ],
  targets: [
    .target(name: "CCurl"),
    .target(name: "CLinux", linkerSettings: [.linkedLibrary("sqlite3")]),
    .target(name: "CTables", linkerSettings: [.linkedLibrary("expat")]),
    .target(name: "Recurrence", swiftSettings: strict),
    .target(name: "Planning", dependencies: ["Recurrence", mustache, yams], swiftSettings: strict),
    .target(
      name: "Ledger", dependencies: ["CTables", "Planning", "Recurrence", crypto, grdb], swiftSettings: strict
    ),
    .target(
      name: "Outbox",
      dependencies: ["Planning", "Recurrence", grdb, lifecycle, logging, metrics],
      swiftSettings: strict),
    .target(
      name: "Webhooks",
      dependencies: ["CCurl", "Outbox", "Planning", "Recurrence", crypto, logging],
      swiftSettings: strict),
    .target(
      name: "CampaignScheduler",
      dependencies: [
        "CLinux", "Ledger", "Outbox", "Planning", "Recurrence", "Webhooks", grdb, lifecycle, logging, metrics,
        signals,
      ],
      swiftSettings: strict),
    .target(
      name: "Console",
      dependencies: [
        "CampaignScheduler", "Outbox", "Planning", "Recurrence", "Webhooks", hummingbird, lifecycle, logging,
        metrics,
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "campaign",
      dependencies: [
        "CampaignScheduler", "Console", "Ledger", "Outbox", "Planning", "Recurrence", "Webhooks",
        argumentParser, lifecycle, logging, signals,
      ],
      swiftSettings: strict, linkerSettings: [selfContained]),
    .target(
      name: "TestSupport", dependencies: ["Ledger", "Planning", "Recurrence"], path: "Tests/Support",
      exclude: ["Fixtures", "NameServer"],
      swiftSettings: strict),
    .target(name: "CNames", path: "Tests/Support/NameServer"),
    .testTarget(name: "LayeringTests", swiftSettings: strict),
    .executableTarget(
      name: "RecurrenceBenchmark", dependencies: ["Recurrence"], path: "Tests/Benchmarks/RecurrenceBenchmark",
      exclude: ["Peers", "mallocs.c"], swiftSettings: strict),
    .executableTarget(
      name: "PlanningBenchmark", dependencies: ["Planning", "Recurrence", "TestSupport", yams],
      path: "Tests/Benchmarks/PlanningBenchmark", swiftSettings: strict),
    .executableTarget(
      name: "DeliveryBenchmark",
      dependencies: ["CampaignScheduler", "Outbox", "Planning", "Recurrence", "Webhooks", grdb],
      path: "Tests/Benchmarks/DeliveryBenchmark", exclude: ["Peers"], swiftSettings: strict),
    .executableTarget(
      name: "LedgerBenchmark",
      dependencies: ["CampaignScheduler", "Ledger", "Outbox", "Planning", "Recurrence", "TestSupport", grdb],
      path: "Tests/Benchmarks/LedgerBenchmark", exclude: ["Peers"], swiftSettings: strict),
    .testTarget(
      name: "RecurrenceTests", dependencies: ["Recurrence", "TestSupport"],
      exclude: ["Fixtures", "Generators"],
      swiftSettings: strict),
    .testTarget(
      name: "PlanningTests", dependencies: ["Planning", "Recurrence", "TestSupport"],
      exclude: ["Fixtures", "Generators", "Validators"],
      swiftSettings: strict),
    .testTarget(
      name: "LedgerTests", dependencies: ["Ledger", "Planning", "Recurrence", "TestSupport", grdb],
      exclude: ["Fixtures"],
      swiftSettings: strict),
    .testTarget(
      name: "OutboxTests",
      dependencies: ["Outbox", "Planning", "Recurrence", "TestSupport", grdb, lifecycle, logging],
      swiftSettings: strict),
    .testTarget(
      name: "WebhooksTests",
      dependencies: ["CNames", "Outbox", "Planning", "Recurrence", "TestSupport", "Webhooks"],
      swiftSettings: strict),
    .testTarget(
      name: "SummaryTests",
      dependencies: [
        "CampaignScheduler", "Ledger", "Outbox", "Planning", "Recurrence", "TestSupport", "Webhooks",
      ],
      exclude: ["Fixtures"], swiftSettings: strict),
    .testTarget(
      name: "SchedulerTests",
      dependencies: [
        "CampaignScheduler", "Ledger", "Outbox", "Planning", "Recurrence", "TestSupport", "Webhooks", grdb,
        logging,
      ],
      exclude: ["Fixtures"], swiftSettings: strict),
    .testTarget(
      name: "EndToEndTests", dependencies: ["TestSupport", "campaign", argumentParser, grdb],
      swiftSettings: strict),
    .testTarget(
      name: "FaultTests",
      dependencies: ["CampaignScheduler", "Recurrence", "TestSupport", "campaign", grdb],
      exclude: ["Fixtures", "Preload"], swiftSettings: strict),
    .executableTarget(
      name: "FaultSoak", dependencies: ["Planning", "Recurrence", "TestSupport", argumentParser],
      path: "Tests/FaultSoak", swiftSettings: strict),
    .testTarget(
      name: "ConsoleTests",
      dependencies: [
        "CampaignScheduler", "Console", "Ledger", "Outbox", "Planning", "Recurrence", "TestSupport",
        "Webhooks",
        lifecycle,
        logging, metrics,
      ],
      exclude: ["Validators"],
      swiftSettings: strict),
  ]
)
