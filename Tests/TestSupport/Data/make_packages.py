#!/usr/bin/env python3
"""Makes good, odd and hostile packages in the folder that is its argument.

expected.tsv beside it says what each of them must get."""
import io
import os
import struct
import sys
import unicodedata
import warnings
import zipfile
import zlib

OUT = sys.argv[1]
PAGE = b"<!doctype html><title>Strana</title>ok"
TITLE = "Курс: «Безбедност» — тест Ђ"
MANIFEST = """<?xml version="1.0" encoding="{encoding}"?>
{doctype}<manifest identifier="M1" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
  xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
 <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
 <organizations default="{default}"><organization identifier="O1"><title>{title}</title>
  <item identifier="I1" identifierref="{ref}"><title>{title}</title>{extra}</item>
 </organization></organizations>
 <resources><resource identifier="R1" type="webcontent" adlcp:scormtype="sco" href="{href}">
  <file href="{href}"/></resource></resources>
</manifest>"""
CMI5 = """<courseStructure xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd">
<course id="{course}"><title><langstring lang="sr">Курс</langstring></title></course>
<block id="https://obuka.example/b"><title><langstring lang="sr">Део</langstring></title>
{units}</block></courseStructure>"""
UNIT = """<au id="{id}" moveOn="Passed" masteryScore="0.8" launchMethod="{method}"><title>
<langstring lang="sr">Тест</langstring></title><url>{url}</url>
<entitlementKey> kljuc-7 </entitlementKey></au>"""
warnings.simplefilter("ignore")


def manifest(encoding="UTF-8", doctype="", title="Test", href="index.html", ref="R1",
             default="O1", extra=""):
    return MANIFEST.format(encoding=encoding, doctype=doctype, title=title, href=href, ref=ref,
                           default=default, extra=extra)


def cmi5(*units, course="https://obuka.example/c"):
    written = (UNIT.format(id=i, url=u, method="OwnWindow" if u.startswith("http") else "AnyWindow")
               for i, u in units)
    return CMI5.format(course=course, units="".join(written))


def write(name, data):
    with open(os.path.join(OUT, name), "wb") as file:
        file.write(data)


def packed(files, method=zipfile.ZIP_DEFLATED):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as archive:
        for name, data in files:
            archive.writestr(name, data)
    return out.getvalue()


def put(name, files):
    write(name, packed(files))


def with_manifest(**facts):
    return [("imsmanifest.xml", manifest(**facts)), ("index.html", PAGE)]


def info(name, mode):
    entry = zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0))
    entry.create_system, entry.external_attr = 3, mode << 16
    return entry


def renamed(name, href):
    """A package whose page has a name of raw bytes, without the flag of UTF-8."""
    placeholder = "N" * len(name)
    files = [("imsmanifest.xml", manifest(title=TITLE, href=href)), (placeholder, PAGE)]
    return packed(files).replace(placeholder.encode(), name)


def patched(data, *places):
    """Each record of the signatures gets a value at an offset."""
    data = bytearray(data)
    for signature, offset, value in places:
        place = data.rfind(signature)
        data[place + offset:place + offset + len(value)] = value
    return bytes(data)


def overlapping(count):
    """Many records of the directory share one entry."""
    zeros = b"\0" * (8 << 20)
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    raw = packer.compress(zeros) + packer.flush()
    plain = packed(OK)
    end = plain.rfind(b"PK\5\6")
    number, size, place = struct.unpack("<HII", plain[end + 10:end + 20])
    directory, body = plain[place:place + size], plain[:place]
    start, checksum = len(body), zlib.crc32(zeros)
    body += struct.pack("<IHHHHHIIIHH", 0x04034B50, 20, 0, 8, 0, 0x5821, checksum, len(raw),
                        len(zeros), 5, 0) + b"o0000" + raw
    for index in range(count):
        directory += struct.pack("<IHHHHHHIIIHHHHHII", 0x02014B50, 20, 20, 0, 8, 0, 0x5821,
                                 checksum, len(raw), len(zeros), 5, 0, 0, 0, 0, 0, start)
        directory += b"o%04d" % index
    return body + directory + struct.pack("<IHHHHIIH", 0x06054B50, 0, 0, number + count,
                                          number + count, len(directory), len(body), 0)


OK = with_manifest()
put("ok.zip", OK)
write("ok_stored.zip", packed(OK, zipfile.ZIP_STORED))
write("ok_comment.zip", packed(OK)[:-2] + struct.pack("<H", 5) + b"hello")

# Names that lead elsewhere, and what is no file.
for name, path in [
    ("slip_up", "../../../../tmp/slip.txt"), ("slip_absolute", "/tmp/slip.txt"),
    ("slip_backslash", "..\\..\\tmp\\slip.txt"), ("slip_drive", "C:\\Windows\\slip.txt"),
    ("slip_inside", "a/b/../../../slip.txt"), ("long_name", "a" * 300 + ".txt"),
    ("deep", "/".join(["d"] * 400) + "/x.txt"), ("file_under_file", "index.html/x"),
    ("control", "a\x01b"),
]:
    put(f"{name}.zip", OK + [(path, "x")])
put("nul.zip", OK)
write("nul.zip", packed(OK + [("evilXtxt", "x")]).replace(b"evilXtxt", b"evil\0txt"))
put("link.zip", OK + [(info("link", 0o120777), "/etc/passwd")])
put("device.zip", OK + [(info("device", 0o060660), "")])
put("pipe.zip", OK + [(info("pipe", 0o010644), "")])
put("twice.zip", OK + [("index.html", "<title>second</title>"), ("INDEX.HTML", "third")])
put("inert.zip", OK + [(".htaccess", "x"), ("shell.php", "x"), ("service-worker.js", "x")])
put("mac.zip", OK + [("__MACOSX/._index.html", "x"), ("empty/", "")])

# Bombs and lies.
with zipfile.ZipFile(os.path.join(OUT, "bomb.zip"), "w", zipfile.ZIP_DEFLATED) as archive:
    for file in OK:
        archive.writestr(*file)
    with archive.open("zeros.bin", "w", force_zip64=True) as file:
        for _ in range(64):
            file.write(b"\0" * (1 << 20))
put("many.zip", OK + [(f"f/{number:05}", b"") for number in range(20_000)])
put("nested.zip", OK + [("inner.zip", packed([("z", b"\0" * (8 << 20))]))])
write("overlap.zip", overlapping(100))
LIAR = packed(OK + [("liar.bin", b"A" * 500_000)])
write("liar.zip", patched(LIAR, (b"PK\3\4", 22, struct.pack("<I", 10)),
                          (b"PK\1\2", 24, struct.pack("<I", 10))))
write("huge.zip", patched(LIAR, (b"PK\1\2", 24, struct.pack("<I", 0xFFFFFFFE))))
write("empty.zip", b"PK\5\6" + b"\0" * 18)
write("text.zip", b"this is no archive\n")
write("nothing.zip", b"")
write("cut_off.zip", packed(OK)[:400])
write("prefixed.zip", b"<html>" * 700 + packed(OK))
DAMAGED = bytearray(packed(OK))
DAMAGED[30 + len("imsmanifest.xml") + 8] ^= 0xFF
write("damaged.zip", bytes(DAMAGED))
write("encrypted.zip", patched(packed(OK), (b"PK\1\2", 8, b"\1\0")))
write("lzma.zip", packed(OK, zipfile.ZIP_LZMA))
with zipfile.ZipFile(os.path.join(OUT, "zip64.zip"), "w", zipfile.ZIP_DEFLATED) as archive:
    for name, data in OK:
        with archive.open(name, "w", force_zip64=True) as file:
            file.write(data if isinstance(data, bytes) else data.encode())

# Manifests.
put("in_folder.zip", [("Course/" + name, data) for name, data in OK])
put("capitals.zip", [("IMSMANIFEST.XML", manifest()), ("index.html", PAGE)])
put("pages.zip", [("index.html", PAGE)])
put("no_manifest.zip", [("readme.txt", "x")])
for name, doctype, title in [
    ("entity_file", '<!DOCTYPE m [<!ENTITY x SYSTEM "file:///etc/passwd">]>\n', "&x;"),
    ("doctype_elsewhere", '<!DOCTYPE manifest SYSTEM "http://127.0.0.1:9/evil.dtd">\n', "T"),
    ("entity_parameter", '<!DOCTYPE m [<!ENTITY % p SYSTEM "file:///x"> %p;]>\n', "T"),
    ("laughs", "<!DOCTYPE m [" + "".join(
        f'<!ENTITY l{n + 1} "{f"&l{n};" * 10}">' for n in range(9)) + "]>\n", "&l9;"),
]:
    put(f"{name}.zip", with_manifest(doctype=doctype, title=title))
put("entity_unknown.zip", with_manifest(title="&nbsp;"))
put("nested_items.zip", with_manifest(extra="<item>" * 100_000 + "</item>" * 100_000))
put("attributes.zip", with_manifest(
    extra="<item " + " ".join(f'a{number}="x"' for number in range(200_000)) + "/>"))
put("many_items.zip", with_manifest(extra="".join(
    f'<item identifier="X{n}" identifierref="R1"><title>t</title></item>' for n in range(50_000))))
put("malformed.zip", [("imsmanifest.xml", manifest()[:-20]), ("index.html", PAGE)])
put("manifest_empty.zip", [("imsmanifest.xml", ""), ("index.html", PAGE)])
put("manifest_large.zip", [("imsmanifest.xml", manifest() + " " * (6 << 20)), ("index.html", PAGE)])
put("cycle.zip", [("imsmanifest.xml", manifest().replace(
    "<resources>", '<resources><resource identifier="D1" type="webcontent" href="a">'
    '<dependency identifierref="D2"/></resource><resource identifier="D2" type="webcontent" '
    'href="b"><dependency identifierref="D1"/></resource>')), ("index.html", PAGE)])
put("headings.zip", [("imsmanifest.xml", manifest().replace(' identifierref="R1"', "")),
                     ("index.html", PAGE)])
put("dangling.zip", with_manifest(ref="NONE"))
put("default_missing.zip", with_manifest(default="NONE"))
put("type_missing.zip", [("imsmanifest.xml", manifest().replace(' adlcp:scormtype="sco"', "")),
                         ("index.html", PAGE)])
put("no_organisation.zip", [("imsmanifest.xml", manifest().split("<organizations")[0]
                             + "<organizations/>" + manifest().split("</organizations>")[1]),
                            ("index.html", PAGE)])
put("cartridge.zip", [("imsmanifest.xml", manifest().replace("ADL SCORM", "IMS Common Cartridge")),
                      ("index.html", PAGE)])
put("script_title.zip", with_manifest(title="&lt;script&gt;alert(1)&lt;/script&gt;"))
put("base.zip", [("imsmanifest.xml", manifest().replace("<resources>", '<resources xml:base="a/">')
                  .replace('identifier="R1"', 'identifier="R1" xml:base="b/"')),
                 ("a/b/index.html", PAGE)])
put("edition_2004.zip", [("imsmanifest.xml", manifest().replace(
    ">1.2<", ">2004 4th Edition<")), ("index.html", PAGE)])
put("edition_cam.zip", [("imsmanifest.xml", manifest().replace(">1.2<", ">CAM 1.3<")),
                        ("index.html", PAGE)])

# Links.
for name, href in [
    ("link_up", "../../../../etc/passwd"), ("link_script", "javascript:alert(1)"),
    ("link_elsewhere", "https://attacker.example/x.html"), ("link_bare", "//attacker.example/x"),
    ("link_absolute", "/index.html"), ("link_escaped_up", "%2e%2e/%2e%2e/etc/passwd"),
    ("link_missing", "nowhere.html"), ("link_capitals", "Index.HTML"),
]:
    put(f"{name}.zip", with_manifest(href=href))
put("link_backslash.zip", [("imsmanifest.xml", manifest(href="sco\\index.html")),
                           ("sco/index.html", PAGE)])
put("link_inside_up.zip", [("imsmanifest.xml", manifest(href="a/../index.html")),
                           ("index.html", PAGE)])
put("names_backslash.zip", [("imsmanifest.xml", manifest(href="sco/index.html")),
                            ("sco\\index.html", PAGE)])

# Encodings.
put("utf8_mark.zip", [("imsmanifest.xml", b"\xef\xbb\xbf" + manifest(title=TITLE).encode()),
                      ("index.html", PAGE)])
put("utf16.zip", [("imsmanifest.xml", manifest(encoding="UTF-16", title=TITLE).encode("utf-16")),
                  ("index.html", PAGE)])
put("windows_1251.zip", [("imsmanifest.xml", manifest(
    encoding="windows-1251", title=TITLE).encode("cp1251")), ("index.html", PAGE)])
put("windows_1250.zip", [("imsmanifest.xml", manifest(
    encoding="windows-1250", title="Bezbednost đaka: čćšž").encode("cp1250")),
    ("index.html", PAGE)])
put("undeclared.zip", [("imsmanifest.xml", manifest(title=TITLE).encode("cp1251")),
                       ("index.html", PAGE)])
put("latin_1.zip", [("imsmanifest.xml", manifest(
    encoding="ISO-8859-1", title="Événement à Zürich").encode("latin-1")), ("index.html", PAGE)])
put("names_utf8.zip", [("imsmanifest.xml", manifest(href="Лекција 1/Почетак.html")),
                       ("Лекција 1/Почетак.html", PAGE)])
put("names_escaped.zip", [("imsmanifest.xml", manifest(
    href="%D0%A3%D1%80%D0%BE%D0%BA%201/index%231.html?lang=sr&amp;x=1#p2")),
    ("Урок 1/index#1.html", PAGE)])
put("names_apart.zip", [("imsmanifest.xml", manifest(href="čas đ.html")),
                        (unicodedata.normalize("NFD", "čas đ.html"), PAGE)])
for name, encoding, href in [
    ("names_866", "cp866", "Начало.html"), ("names_855", "cp855", "Почетак ђ.html"),
    ("names_852", "cp852", "Početak šćđž.html"), ("names_1251", "cp1251", "Почетак ђ.html"),
    ("names_1250", "cp1250", "Početak š.html"),
]:
    write(f"{name}.zip", renamed(href.encode(encoding), href))

# Other kinds.
A, B = "https://obuka.example/a", "https://obuka.example/a2"
put("cmi5.zip", [("cmi5.xml", cmi5((A, "index.html?x=1"), (B, "https://content.example/b"))),
                 ("index.html", PAGE)])
put("cmi5_up.zip", [("cmi5.xml", cmi5((A, "../../x.html"))), ("x.html", PAGE)])
put("cmi5_twice.zip", [("cmi5.xml", cmi5((A, "index.html"), (A, "index.html"))),
                       ("index.html", PAGE)])
put("cmi5_relative.zip", [("cmi5.xml", cmi5(("a", "index.html"))), ("index.html", PAGE)])
put("cmi5_missing.zip", [("cmi5.xml", cmi5((A, "none.html"))), ("index.html", PAGE)])
put("cmi5_reserved.zip", [("cmi5.xml", cmi5((A, "index.html?fetch=1"))), ("index.html", PAGE)])
STRUCTURE = cmi5((A, "index.html"))
for name, old, new in [
    ("cmi5_no_title", "<langstring lang=\"sr\">Тест</langstring>", ""),
    ("cmi5_no_namespace",
     ' xmlns="https://w3id.org/xapi/profiles/cmi5/v1/CourseStructure.xsd"', ""),
    ("cmi5_move_on", 'moveOn="Passed"', 'moveOn="Whatever"'),
    ("cmi5_space", "<url>index.html", "<url>moj index.html"),
    ("cmi5_objective", "</title><url>",
     '</title><objectives><objective idref="https://o.example/"/></objectives><url>'),
    ("cmi5_http", "<url>index.html", "<url>http://content.example/"),
]:
    assert old in STRUCTURE, name
    put(f"{name}.zip", [("cmi5.xml", STRUCTURE.replace(old, new)), ("index.html", PAGE)])
write("cmi5.xml", cmi5((A, "https://content.example/a"), (B, "https://content.example/b")).encode())
write("cmi5_alone.xml", cmi5((A, "https://content.example/a"), (B, "index.html")).encode("utf-16"))
write("not_cmi5.xml", b"<html><body>x</body></html>")
put("base_written.zip", [("imsmanifest.xml", manifest().replace(
    "<resources>", '<resources xml:base="moj%20kurs\\">')), ("moj kurs/index.html", PAGE)])
put("base_up.zip", [("imsmanifest.xml", manifest().replace(
    "<resources>", '<resources xml:base="../x/">')), ("index.html", PAGE)])
put("file_missing.zip", [("imsmanifest.xml", manifest().replace(
    "</resource>", '<file href="nema.js"/></resource>')), ("index.html", PAGE)])
put("tincan.zip", [("tincan.xml", '<tincan><activities><activity id="https://obuka.example/t" '
                    'type="http://adlnet.gov/expapi/activities/course"><name>Курс</name>'
                    '<launch lang="sr">index.html</launch></activity></activities></tincan>'),
                   ("index.html", PAGE)])
put("h5p.zip", [("h5p.json", '{"title":"Квиз","mainLibrary":"H5P.MultiChoice"}'),
                ("content/content.json", "{}")])
put("h5p_no_content.zip", [("h5p.json", '{"title":"Квиз","mainLibrary":"H5P.MultiChoice"}')])
put("h5p_bad_content.zip", [("h5p.json", '{"title":"Квиз","mainLibrary":"H5P.MultiChoice"}'),
                            ("content/content.json", "{")])
put("h5p_whole.zip", [
    ("h5p.json", '\ufeff{"title":"Квиз","mainLibrary":"H5P.X","preloadedDependencies":'
     '[{"machineName":"H5P.X","majorVersion":1,"minorVersion":2}]}'),
    ("H5P.X-1.2/library.json", "{}"), ("content/content.json", "{}")])
put("h5p_no_json.zip", [("h5p.json", "[]"), ("content/content.json", "{}")])
put("aicc.zip", [("course.crs", "[Course]"), ("course.au", "x"), ("index.htm", PAGE)])


# Films: only what says what they are, and no pictures.
def box(kind, *contents):
    content = b"".join(contents)
    return struct.pack(">I", 8 + len(content)) + kind + content


def track(handler, coding):
    samples = box(b"stsd", bytes(4), struct.pack(">I", 1), box(coding, bytes(8)))
    return box(b"trak", box(b"mdia", box(b"hdlr", bytes(8), handler, bytes(13)),
                            box(b"minf", box(b"stbl", samples))))


def mp4(brand=b"isom", coding=b"avc1", sound=b"mp4a", length=12_345, pictures=True):
    header = box(b"mvhd", bytes(12), struct.pack(">II", 1_000, length), bytes(80))
    tracks = ([track(b"vide", coding)] if pictures else []) + [track(b"soun", sound)]
    return (box(b"ftyp", brand, bytes(4)) + box(b"free", bytes(100))
            + box(b"mdat", bytes(2_000_000)) + box(b"moov", header, *tracks))


def element(number, *contents):
    content = b"".join(contents)
    return bytes.fromhex(number) + struct.pack(">Q", 1 << 56 | len(content)) + content


def webm(kind=b"webm", coding=b"V_VP9", length=12_345.0, clusters=True):
    duration = [] if length is None else [element("4489", struct.pack(">d", length))]
    info = element("1549a966", element("2ad7b1", (1_000_000).to_bytes(3, "big")), *duration)
    picture = element("ae", element("83", b"\1"), element("86", coding))
    sound = element("ae", element("83", b"\2"), element("86", b"A_OPUS"))
    parts = [element("ec", bytes(50)), info, element("1654ae6b", picture, sound)]
    parts += [element("1f43b675", bytes(5_000))] if clusters else []
    return element("1a45dfa3", element("4282", kind)) + element("18538067", *parts)


write("film.mp4", mp4())
write("film_moov_twice.mp4", mp4() + box(b"moov", bytes(8)))
write("film.webm", webm())
write("film_live.webm", webm(length=None))
write("film_empty.mp4", mp4(length=0))
write("film_quicktime.mp4", mp4(brand=b"qt  "))
write("film_matroska.webm", webm(kind=b"matroska"))
write("film_hevc.mp4", mp4(coding=b"hvc1"))
write("film_ac3.mp4", mp4(sound=b"ac-3"))
write("film_sound.mp4", mp4(pictures=False))
write("film_cut.mp4", mp4()[:-10])
write("film_cut.webm", webm()[:-10])
write("film_half.mp4", mp4()[:1_000_000])
write("film_loop.mp4", box(b"ftyp", b"isom", bytes(4)) + struct.pack(">I", 4) + b"free")
CAPTIONS = "WEBVTT\n\n00:00.000 --> 00:01.000\nДобар дан\n".encode()
put("film.zip", [("uvod.webm", webm()), ("uvod.sr-Cyrl.vtt", CAPTIONS), ("en.vtt", CAPTIONS)])
put("film_folder.zip", [("film/uvod.mp4", mp4())])
put("film_two.zip", [("a.mp4", mp4()), ("b.webm", webm())])
put("film_named.zip", [("a.mov", mp4())])
put("film_no_film.zip", [("a.mp4", b"MZ no film at all, whatever it is called")])
put("captions.zip", [("a.mp4", mp4()), ("a.sr.vtt", b"1\n00:00:00,000 --> 00:00:01,000\nx")])
