/// The parts of a workbook beside its sheets, as ECMA-376 wants them.
enum XLSXParts {
    private static let head = #"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"# + "\n"
    private static let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    private static let office = "http://schemas.openxmlformats.org/officeDocument/2006/"
    private static let package = "http://schemas.openxmlformats.org/package/2006/"
    private static let type = "application/vnd.openxmlformats-officedocument.spreadsheetml."

    /// The styles of cells by their number in a sheet.
    enum Style: Int {
        case plain, bold, date
    }

    /// Where the parts stand, for readers who begin at the root.
    static let roots =
        head + #"<Relationships xmlns="\#(package)relationships">"#
        + #"<Relationship Id="rId1" Type="\#(office)relationships/officeDocument" "#
        + #"Target="xl/workbook.xml"/><Relationship Id="rId2" "#
        + #"Type="\#(package)relationships/metadata/core-properties" "#
        + #"Target="docProps/core.xml"/></Relationships>"#

    static let styles =
        head + #"<styleSheet xmlns="\#(main)"><numFmts count="1">"#
        + #"<numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/></numFmts>"#
        + #"<fonts count="2"><font><sz val="11"/><name val="Calibri"/><family val="2"/></font>"#
        + #"<font><b/><sz val="11"/><name val="Calibri"/><family val="2"/></font></fonts>"#
        + #"<fills count="2"><fill><patternFill patternType="none"/></fill>"#
        + #"<fill><patternFill patternType="gray125"/></fill></fills>"#
        + #"<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border>"#
        + #"</borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" "#
        + #"borderId="0"/></cellStyleXfs><cellXfs count="3">"#
        + #"<xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>"#
        + #"<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>"#
        + #"<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" "#
        + #"applyNumberFormat="1"/></cellXfs><cellStyles count="1"><cellStyle name="Normal" "#
        + #"xfId="0" builtinId="0"/></cellStyles></styleSheet>"#

    /// When the workbook was created, in seconds since 1970, if it says so.
    static func properties(createdAt seconds: Int?) -> String {
        let created = seconds.map {
            #"<dcterms:created xsi:type="dcterms:W3CDTF">\#(moment($0))</dcterms:created>"#
        }
        return head + #"<cp:coreProperties xmlns:cp="\#(package)metadata/core-properties" "#
            + #"xmlns:dcterms="http://purl.org/dc/terms/" "#
            + #"xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">"#
            + (created ?? "") + "</cp:coreProperties>"
    }

    private static func moment(_ seconds: Int) -> String {
        func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let rest = (seconds % 86_400 + 86_400) % 86_400
        let day = SpreadsheetDate(dayNumber: (seconds - rest) / 86_400)
        let time = [rest / 3_600, rest / 60 % 60, rest % 60].map(two).joined(separator: ":")
        return "\(day?.description ?? "1970-01-01")T\(time)Z"
    }

    static func path(ofSheet number: Int) -> String { "xl/worksheets/sheet\(number).xml" }

    static func workbook(_ sheets: [String]) -> String {
        let entries = sheets.enumerated().map { index, name in
            #"<sheet name="\#(escaped(name))" sheetId="\#(index + 1)" r:id="rId\#(index + 1)"/>"#
        }
        return head + #"<workbook xmlns="\#(main)" xmlns:r="\#(office)relationships"><bookViews>"#
            + "<workbookView/></bookViews><sheets>\(entries.joined())</sheets></workbook>"
    }

    static func workbookRelationships(_ count: Int) -> String {
        let sheets = (1...count).map {
            #"<Relationship Id="rId\#($0)" Type="\#(office)relationships/worksheet" "#
                + #"Target="worksheets/sheet\#($0).xml"/>"#
        }
        return head + #"<Relationships xmlns="\#(package)relationships">"# + sheets.joined()
            + #"<Relationship Id="rId\#(count + 1)" Type="\#(office)relationships/styles" "#
            + #"Target="styles.xml"/></Relationships>"#
    }

    static func contentTypes(_ count: Int) -> String {
        let sheets = (1...count).map {
            #"<Override PartName="/\#(path(ofSheet: $0))" ContentType="\#(type)worksheet+xml"/>"#
        }
        return head + #"<Types xmlns="\#(package)content-types">"#
            + #"<Default Extension="rels" ContentType="#
            + #""application/vnd.openxmlformats-package.relationships+xml"/>"#
            + #"<Default Extension="xml" ContentType="application/xml"/>"#
            + #"<Override PartName="/xl/workbook.xml" ContentType="\#(type)sheet.main+xml"/>"#
            + #"<Override PartName="/xl/styles.xml" ContentType="\#(type)styles+xml"/>"#
            + #"<Override PartName="/docProps/core.xml" ContentType="#
            + #""application/vnd.openxmlformats-package.core-properties+xml"/>"#
            + sheets.joined() + "</Types>"
    }

    /// What a sheet begins with: its first row stays in sight.
    static func sheetHead(_ columns: [SpreadsheetColumn], isFirst: Bool) -> String {
        let widths = columns.enumerated().map { index, column in
            // Spreadsheets count the margin of a cell to its width.
            #"<col min="\#(index + 1)" max="\#(index + 1)" width="\#(column.width + 0.71)" "#
                + #"customWidth="1"/>"#
        }
        return head + #"<worksheet xmlns="\#(main)"><sheetViews><sheetView "#
            + (isFirst ? #"tabSelected="1" "# : "") + #"workbookViewId="0"><pane ySplit="1" "#
            + #"topLeftCell="A2" activePane="bottomLeft" state="frozen"/></sheetView>"#
            + #"</sheetViews><sheetFormatPr defaultRowHeight="15"/>"#
            + (widths.isEmpty ? "" : "<cols>\(widths.joined())</cols>") + "<sheetData>"
    }

    static let sheetFoot = "</sheetData></worksheet>"

    private static func escaped(_ name: String) -> String {
        name.replacing("&", with: "&amp;").replacing("<", with: "&lt;")
            .replacing(">", with: "&gt;").replacing("\"", with: "&quot;")
    }
}
