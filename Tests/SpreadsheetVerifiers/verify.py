"""Compares what our reader and writer of workbooks do with openpyxl, XlsxWriter, PyExcelerate."""

import datetime
import json
import subprocess
import sys
import zipfile

import openpyxl
import pyexcelerate
import xlsxwriter

program, directory = sys.argv[1:]
failures = []


def check(name, found, expected):
    if found != expected:
        failures.append(f"{name}: {found!r} is not {expected!r}")


def read(path):
    answer = subprocess.run([program, "read", path], capture_output=True, check=True).stdout
    return json.loads(answer)


# What ours writes, openpyxl reads.
ours = f"{directory}/ours.xlsx"
subprocess.run([program, "write", ours, "1000"], check=True)
book = openpyxl.load_workbook(ours)
check("sheets", book.sheetnames, ["Odziv po opštinama", "Друга"])
sheet = book.worksheets[0]
check("header", [cell.value for cell in sheet[1]], ["opština", "лица", "dan", "napomena"])
check("header is bold", all(cell.font.bold for cell in sheet[1]), True)
check("frozen", sheet.freeze_panes, "A2")
check("width", round(sheet.column_dimensions["A"].width), 31)
check("rows", sheet.max_row, 1001)
texts = ["=1+1", " <&\"'> ", "_x0041_ i \x07", "red\nred", "Ђ😀"]
for row in range(1000):
    cells = sheet[row + 2]
    day = datetime.datetime(1970, 1, 1) + datetime.timedelta(days=19000 + row)
    found = openpyxl.utils.escape.unescape(str(cells[3].value))
    check(f"row {row}", [c.value for c in cells[:3]], [f"Општина {row}", row + 0.25, day])
    check(f"text {row}", found, texts[row % 5])
    check(f"no formula {row}", cells[3].data_type, "s")
check("checked by zipfile", zipfile.ZipFile(ours).testzip(), None)

# What others write, ours reads.
rows = [
    ["Презиме Име", "Општина", "Датум", "Број", None, "Напомена"],
    ["Ирић Вуксан", "Бајина Башта", datetime.date(2024, 2, 29), 7, None, " a <b> & c "],
    ["Tominčić Ana", "Niš", datetime.datetime(1999, 12, 31), 2.5, None, "x\ny"],
]
plain = [
    [1, "Презиме Име", "Општина", "Датум", "Број", "", "Напомена"],
    [2, "Ирић Вуксан", "Бајина Башта", "2024-02-29", "7", "", " a <b> & c "],
    [3, "Tominčić Ana", "Niš", "1999-12-31", "2.5", "", "x\ny"],
]

path = f"{directory}/openpyxl.xlsx"
book = openpyxl.Workbook()
book.active.title = "Пријава"
for row in rows:
    book.active.append(row)
book.active.merge_cells("A5:C6")
book.create_sheet("Скривен").sheet_state = "hidden"
book.save(path)
found = read(path)
check("openpyxl", found[0]["rows"], plain)
check("merges", found[0]["merges"], [[5, 1, 6, 3]])
check("names", [(s["name"], s["shown"]) for s in found], [("Пријава", True), ("Скривен", False)])

path = f"{directory}/streamed.xlsx"
book = openpyxl.Workbook(write_only=True)
sheet = book.create_sheet("a")
for row in rows:
    sheet.append(row)
book.save(path)
check("openpyxl write-only", read(path)[0]["rows"], plain)

path = f"{directory}/1904.xlsx"
book = openpyxl.Workbook()
book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
for row in rows:
    book.active.append(row)
book.save(path)
check("1904", read(path)[0]["rows"], plain)

path = f"{directory}/iso.xlsx"
book = openpyxl.Workbook()
book.iso_dates = True
for row in rows:
    book.active.append(row)
book.save(path)
check("ISO dates", read(path)[0]["rows"], plain)

for options in [{}, {"constant_memory": True}, {"use_zip64": True}, {"date_1904": True}]:
    path = f"{directory}/xlsxwriter.xlsx"
    book = xlsxwriter.Workbook(path, options)
    sheet = book.add_worksheet("a")
    dated = book.add_format({"num_format": "d. m. yyyy."})
    for y, row in enumerate(rows):
        for x, value in enumerate(row):
            if isinstance(value, datetime.date):
                sheet.write_datetime(y, x, value, dated)
            elif value is not None:
                sheet.write(y, x, value)
    sheet.write_formula(5, 0, "=1+1", None, 2)
    sheet.write_rich_string(6, 0, "a ", book.add_format({"bold": True}), "ђ", " c")
    book.close()
    expected = plain + [[6, "2"], [7, "a ђ c"]]
    check(f"XlsxWriter {options}", read(path)[0]["rows"], expected)

path = f"{directory}/pyexcelerate.xlsx"
book = pyexcelerate.Workbook()
book.new_sheet("a", data=[[cell for cell in row] for row in rows])
book.save(path)
found = [[cell for cell in row] for row in read(path)[0]["rows"]]
check("PyExcelerate", [row[:3] for row in found], [row[:3] for row in plain])

print("\n".join(failures[:20]) or "workbooks: all read alike")
sys.exit(1 if failures else 0)
