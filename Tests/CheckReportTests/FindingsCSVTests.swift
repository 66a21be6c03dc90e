import MedicationCheck
import Testing

@testable import CheckReport

@Suite struct FindingsCSVTests {
  @Test(arguments: [
    ("quinine", "quinine"), ("", ""), ("a,b", "\"a,b\""), ("say \"no\"", "\"say \"\"no\"\"\""),
    ("a\nb", "\"a\nb\""), ("=1+1", "'=1+1"), ("+44", "'+44"), ("-1", "'-1"), ("@SUM(A1)", "'@SUM(A1)"),
    ("\tx", "'\tx"), ("\rx", "\"'\rx\""), ("\nx", "\"'\nx\""), ("＝1", "'＝1"), ("＋1", "'＋1"), ("－1", "'－1"),
    ("＠x", "'＠x"), ("=\"a\",b", "\"'=\"\"a\"\",b\""), ("a=1", "a=1"), (" =1", "' =1"),
    ("\u{A0}=1", "'\u{A0}=1"),
    ("=\u{301}1", "'=\u{301}1"), ("\u{FEFF}=1", "'\u{FEFF}=1"), ("a\"\u{301}b", "\"a\"\"\u{301}b\""),
  ])
  func fieldsAreQuotedAndHarmless(text: String, field: String) {
    var bytes: [UInt8] = []
    FindingsCSV.appendField(text, to: &bytes)
    #expect(bytes == Array(field.utf8))
  }

  @Test func oneRowForEachFinding() throws {
    let sample = try SampleCheck.full()
    var bytes: [UInt8] = []
    FindingsCSV.appendHeader(to: &bytes)
    let csv = FindingsCSV(catalog: sample.catalog)
    csv.append(sample.result, from: ReportSource(path: "=cmd()", patient: "P,1"), to: &bytes)
    let rows = String(decoding: bytes, as: UTF8.self).split(
      separator: "\r\n", omittingEmptySubsequences: false)
    #expect(rows.count == sample.result.findings.count + 2)
    #expect(rows.last == "")
    #expect(rows.dropFirst().dropLast().allSatisfy { $0.hasPrefix("'=cmd(),\"P,1\",") })
  }
}
