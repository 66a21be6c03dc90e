// swift-tools-version: 6.2

import PackageDescription

/// Settings of every Swift target: DESIGN is enforced by the compiler where it can be.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
  // The compiler knows what conforms to what; looking it up at run time is a tenth of a look-up's time (Decisions/0006).
  .unsafeFlags(
    ["-Xfrontend", "-disable-concrete-type-metadata-mangled-name-accessors"], .when(configuration: .release)),
]

/// For targets in which a pointer appears.
let strictMemory: [SwiftSetting] = strict + [.strictMemorySafety()]

/// For the targets through which millions of records run: checks of overlapping access at run time are a tenth of an
/// import's time. Tests and sanitizers run with them; a release build does without (Decisions/0010).
let withoutAccessChecks: [SwiftSetting] = [
  .unsafeFlags(["-enforce-exclusivity=unchecked"], .when(configuration: .release))
]

/// For the targets an import runs through.
let importing: [SwiftSetting] = strictMemory + withoutAccessChecks

/// For fuzz targets, whose main function is libFuzzer's.
let fuzzing: [SwiftSetting] = strictMemory + [.unsafeFlags(["-parse-as-library"])]

/// Start-up is most of what a look-up costs: fewer relocations and no unused code halve it (Decisions/0006).
let quickStart: [LinkerSetting] = [
  .unsafeFlags(
    [
      "-use-ld=lld", "-Xlinker", "-z", "-Xlinker", "pack-relative-relocs", "-Xlinker", "--gc-sections",
      "-Xlinker", "--icf=safe",
    ], .when(configuration: .release))
]

/// A Debian library reached through pkg-config.
func debian(_ name: String, pkgConfig: String, package: String) -> Target {
  .systemLibrary(name: name, pkgConfig: pkgConfig, providers: [.apt([package])])
}

let package = Package(
  name: "crampcheck",
  products: [.executable(name: "crampcheck", targets: ["crampcheck"])],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2")
  ],
  targets: [
    debian("CLibXML2", pkgConfig: "libxml-2.0", package: "libxml2-dev"),
    // No pkg-config: its file carries a -D flag that the package manager refuses with a warning.
    .systemLibrary(name: "CUTF8Proc", providers: [.apt(["libutf8proc-dev"])]),
    debian("CXXHash", pkgConfig: "libxxhash", package: "libxxhash-dev"),
    debian("CNettle", pkgConfig: "nettle", package: "nettle-dev"),
    // Its package has no pkg-config file.
    .systemLibrary(name: "CCSV", providers: [.apt(["libcsv-dev"])]),
    // Its pkg-config file names a folder that hides headers of the same names.
    .systemLibrary(name: "CMinizip", providers: [.apt(["libminizip-dev", "zlib1g-dev"])]),
    // The C library's own.
    .systemLibrary(name: "CMalloc"),
    .systemLibrary(name: "CFileSync"),
    debian("CYAJL", pkgConfig: "yajl", package: "libyajl-dev"),

    // No pkg-config: its file carries a -D flag too.
    .target(
      name: "CSimdjson", dependencies: ["CXXHash"], linkerSettings: [.linkedLibrary("simdjson")]),
    .target(name: "XMLEvents", dependencies: ["CLibXML2"], swiftSettings: importing),
    .target(
      name: "DrugCatalog", dependencies: ["CUTF8Proc", "CXXHash", "CNettle"],
      swiftSettings: importing),
    .target(
      name: "CatalogImport", dependencies: ["XMLEvents", "DrugCatalog"],
      exclude: [
        "ANSM/README.md",
        "ATCRowset/README.md",
        "DMD/README.md",
        "DrugBank/README.md",
        "SPL/README.md",
      ], swiftSettings: importing),
    .target(name: "ListArchives", dependencies: ["XMLEvents", "CMinizip"], swiftSettings: strictMemory),
    .target(name: "PatientMedications", swiftSettings: strict),
    .target(
      name: "MedicationReaders", dependencies: ["XMLEvents", "PatientMedications", "CCSV", "CSimdjson"],
      swiftSettings: strictMemory),
    .target(
      name: "MedicationCheck", dependencies: ["DrugCatalog", "PatientMedications"],
      swiftSettings: strict + withoutAccessChecks),
    .target(
      name: "CheckReport",
      dependencies: ["MedicationCheck", "DrugCatalog", "PatientMedications", "CYAJL"],
      swiftSettings: strictMemory + withoutAccessChecks),
    .target(name: "DefaultCatalog"),
    .executableTarget(
      name: "crampcheck",
      dependencies: [
        "CFileSync", "CMalloc", "CatalogImport", "CheckReport", "DefaultCatalog", "DrugCatalog",
        "ListArchives",
        "MedicationCheck",
        "MedicationReaders", "PatientMedications", "XMLEvents",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strictMemory, linkerSettings: quickStart),

    .testTarget(
      name: "CatalogImportTests", dependencies: ["CatalogImport", "DrugCatalog", "XMLEvents"],
      swiftSettings: strict),
    .testTarget(name: "DrugCatalogTests", dependencies: ["DrugCatalog"], swiftSettings: strict),
    .testTarget(
      name: "CheckReportTests",
      dependencies: ["CheckReport", "MedicationCheck", "DrugCatalog", "PatientMedications"],
      exclude: ["References"], swiftSettings: strict),
    .testTarget(
      name: "CommandTests", dependencies: ["crampcheck", "SmallArchives"], exclude: ["References"],
      swiftSettings: strict),
    // Archives made byte by byte, for the tests.
    .target(name: "SmallArchives", path: "Tests/SmallArchives", swiftSettings: strict),
    .testTarget(
      name: "ListArchivesTests", dependencies: ["ListArchives", "SmallArchives", "XMLEvents"],
      swiftSettings: strict),
    .testTarget(name: "XMLEventsTests", dependencies: ["XMLEvents"], swiftSettings: strict),
    .testTarget(
      name: "MedicationReadersTests", dependencies: ["MedicationReaders", "PatientMedications"],
      swiftSettings: strict),
    .testTarget(
      name: "MedicationCheckTests", dependencies: ["MedicationCheck", "DrugCatalog", "PatientMedications"],
      swiftSettings: strict),
  ],
  cLanguageStandard: .c2x,
  cxxLanguageStandard: .cxx20
)

// Fuzz targets have no main function of their own: they link only as Tests/Fuzzing/run builds them.
if Context.environment["CRAMPCHECK_FUZZING"] != nil {
  package.targets += [
    .executableTarget(
      name: "FuzzReaders", dependencies: ["MedicationReaders", "PatientMedications"],
      path: "Tests/Fuzzing/Readers", swiftSettings: fuzzing),
    .executableTarget(
      name: "FuzzLists", dependencies: ["CatalogImport", "DrugCatalog", "ListArchives", "XMLEvents"],
      path: "Tests/Fuzzing/Lists", swiftSettings: fuzzing),
    .executableTarget(
      name: "FuzzCatalogs", dependencies: ["CatalogImport", "DrugCatalog", "XMLEvents"],
      path: "Tests/Fuzzing/Catalogs", swiftSettings: fuzzing),
  ]
}
