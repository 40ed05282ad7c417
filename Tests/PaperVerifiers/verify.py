"""Lets other people's programs judge the samples that PaperSamples wrote, and what the program
gave away of one certificate; exits 1 for a finding.

    verify.py SAMPLES SAMPLES_MADE_AGAIN DIRECTORY_OF_PYHANKO GIVEN ID
"""

import json
import pathlib
import subprocess
import sys
import tempfile
import xml.etree.ElementTree as ElementTree

samples, again, tools, given = (pathlib.Path(name) for name in sys.argv[1:5])
given_id = sys.argv[5]
findings = []
checks = 0


def check(holds, what):
    global checks
    checks += 1
    if not holds:
        findings.append(what)
        print(f"  wrong: {what}")


def run(*command):
    """Everything that a program says, and whether it is content."""
    done = subprocess.run([str(part) for part in command], capture_output=True, timeout=120)
    return (done.stdout + done.stderr).decode("utf-8", "replace"), done.returncode == 0


def sample(name):
    return samples / name


WORDS = {
    "sr-Cyrl": ["Јелена Ђорђевић-Љубојевић", "Тренинг центар у области миграција",
                "2024/00149", "др Џана Шћепановић"],
    "sr-Latn": ["Jelena Đorđević-Ljubojević", "Trening centar u oblasti migracija",
                "2024/00149", "dr Džana Šćepanović"],
    "en": ["Jelena Đorđević-Ljubojević", "Training Centre for Migration", "2024/00149"],
}
# A trainer's certificate is of no training.
TRAINING = {
    "sr-Cyrl": ["од 5. до 7. марта 2024. године, у трајању од 16 часова",
                "Донатор: Швајцарска агенција за развој и сарадњу (СДЦ)"],
    "sr-Latn": ["od 5. do 7. marta 2024. godine, u trajanju od 16 časova",
                "Donator: Švajcarska agencija za razvoj i saradnju (SDC)"],
    "en": ["from 5 to 7 March 2024, 16 hours",
           "Donor: Swiss Agency for Development and Cooperation (SDC)"],
}
TITLES = {
    ("completion", "sr-Cyrl"): "УВЕРЕЊЕ", ("completion", "sr-Latn"): "UVERENJE",
    ("completion", "en"): "CERTIFICATE", ("participation", "sr-Cyrl"): "ПОТВРДА",
    ("participation", "sr-Latn"): "POTVRDA", ("participation", "en"): "CONFIRMATION",
    ("accreditation", "sr-Cyrl"): "СЕРТИФИКАТ", ("accreditation", "sr-Latn"): "SERTIFIKAT",
    ("accreditation", "en"): "CERTIFICATE",
}


def certificates():
    """Text, structure, link and QR code of each kind in each edition."""
    address = sample("qr.txt").read_text()
    for (kind, edition), title in TITLES.items():
        name = f"{kind}-{edition}"
        file = sample(f"{name}.pdf")
        text, _ = run("pdftotext", "-layout", file, "-")
        for word in [title, "K6X2-PKPP-P4E8-0X23"] + WORDS[edition]:
            check(word in text, f"{name}: pdftotext does not find {word}")
        for word in TRAINING[edition]:
            check((word in text) == (kind != "accreditation"), f"{name}: is “{word}” in it?")
        info, _ = run("pdfinfo", file)
        for line in ["Tagged:          yes", "Pages:           1", "Creator:         Obuka",
                     "CreationDate:    Fri Mar  8", "Jelena" if edition != "sr-Cyrl" else "Јелена"]:
            check(line in info, f"{name}: pdfinfo does not say {line}")
        structure, _ = run("pdfinfo", "-struct", file)
        for element in ["Document", "H1 ", "H2 ", "P ", "Link "]:
            check(element in structure, f"{name}: the structure has no {element}")
        links, _ = run("pdfinfo", "-url", file)
        check("https://obuka.example/c/K6X2-PKPP-P4E8-0X23" in links, f"{name}: no link")
        for variant in [file, sample(f"{name}-long.pdf")]:
            said, holds = run("qpdf", "--check", variant)
            check(holds and "WARNING" not in said, f"{variant.name}: qpdf says {said}")
            check(qr_code(variant) == address, f"{variant.name}: zbarimg does not read the code")
        fonts, _ = run("pdffonts", file)
        for line in fonts.splitlines()[2:]:
            check(" yes yes yes " in line, f"{name}: a font is not embedded: {line}")


def qr_code(file):
    with tempfile.TemporaryDirectory() as directory:
        page = pathlib.Path(directory) / "page"
        run("pdftoppm", "-r", "80", "-png", "-singlefile", file, page)
        done = subprocess.run(["zbarimg", "--quiet", "--raw", f"{page}.png"], capture_output=True)
        return done.stdout.decode().strip()


def images():
    """The code alone, and the badges."""
    address = sample("qr.txt").read_text()
    done = subprocess.run(["zbarimg", "--quiet", "--raw", sample("qr.png")], capture_output=True)
    check(done.stdout.decode().strip() == address, "qr.png cannot be read")
    for file in sorted(samples.glob("*.svg")):
        root = ElementTree.parse(file).getroot()
        check(root.tag == "{http://www.w3.org/2000/svg}svg", f"{file.name} is no SVG")
        names = {element.tag.split("}")[1] for element in root.iter()}
        check(names == {"svg", "title", "path"}, f"{file.name} holds {names}")


def long_word():
    """A word that is broken has no letter more than before."""
    text, _ = run("pdftotext", "-layout", sample("long-word.pdf"), "-")
    check("Ш" * 99 in "".join(text.split()), "long-word.pdf: the word has become another one")


def cohorts():
    """The list, the certificates behind it, and their bookmarks."""
    for edition in WORDS:
        file = sample(f"cohort-{edition}.pdf")
        said, holds = run("qpdf", "--check", file)
        check(holds and "WARNING" not in said, f"{file.name}: qpdf says {said}")
        info, _ = run("pdfinfo", file)
        check("Pages:           38" in info, f"{file.name} has not 2 and 36 pages")
        text, _ = run("pdftotext", "-layout", "-l", "2", file, "-")
        places = [word for word in ["Ада", "Пландиште", "Шид", "Ada", "Plandište", "Šid"]
                  if f"\n{word}\n" in text]
        check(places in [["Ада", "Пландиште", "Шид"], ["Ada", "Plandište", "Šid"]],
              f"{file.name}: the list has {places}")
        check("2024/10000" in text and "2024/10075" in text, f"{file.name}: numbers are missing")


def attachments():
    """What pdfdetach takes out is what was put in."""
    with tempfile.TemporaryDirectory() as directory:
        run("pdfdetach", "-saveall", "-o", directory, sample("signed.pdf"))
        for name in ["credential.json", "certificate.tlog-proof"]:
            file = pathlib.Path(directory) / name
            check(file.exists() and file.read_bytes() == sample(name).read_bytes(),
                  f"{name} is not detached as it was attached")


def pdfsig(file, authority):
    """What pdfsig says to somebody who trusts an authority."""
    with tempfile.TemporaryDirectory() as directory:
        database = f"sql:{directory}"
        run("certutil", "-N", "-d", database, "--empty-password")
        run("certutil", "-A", "-d", database, "-n", "root", "-t", "CT,CT,CT", "-i", authority)
        # No certificate names a responder, so nothing is asked over a network.
        return run("pdfsig", "-nssdir", directory, file)[0]


def pyhanko(file, authority):
    return run(tools / "pyhanko", "sign", "validate", "--trust", authority, "--trust-replace",
               "--soft-revocation-check", "--pretty-print", file)[0]


def believed(file, authority):
    """Both believe that the whole file was signed."""
    said = pdfsig(file, authority)
    for words in ["Signature is Valid", "Total document signed", "Certificate is Trusted",
                  "ETSI.CAdES.detached"]:
        check(words in said, f"{file.name}: pdfsig does not say {words}: {said}")
    said = pyhanko(file, authority)
    for words in ["judged VALID", "covers the entire file", "certificate is trusted"]:
        check(words in said, f"{file.name}: pyHanko does not say {words}: {said}")


def signatures():
    """pdfsig and pyHanko believe the signed file, and not the changed ones."""
    authority = sample("authority.pem")
    believed(sample("signed.pdf"), authority)
    changed = pdfsig(sample("changed-after-signing.pdf"), authority)
    check("Not total document signed" in changed, "pdfsig overlooks a later change")
    changed = pdfsig(sample("changed-byte.pdf"), authority)
    check("Digest Mismatch" in changed, "pdfsig overlooks a changed byte")
    for name in ["changed-after-signing.pdf", "changed-byte.pdf"]:
        said = pyhanko(sample(name), authority)
        check("judged VALID" not in said, f"pyHanko believes {name}")
    said, holds = run("openssl", "verify", "-x509_strict", "-purpose", "smimesign", "-CAfile",
                      authority, sample("signer.pem"))
    check(holds, f"OpenSSL does not believe the certificate: {said}")
    for name in ["attached.pdf", "signed.pdf"]:
        said, holds = run("qpdf", "--check", sample(name))
        check(holds and "WARNING" not in said, f"{name}: qpdf says {said}")


def gave():
    """What the program gave away: signed, with what it exports attached, and readable."""
    listed = json.loads((given / "certificates.json").read_text())["certificates"]
    holder = next(one for one in listed if one["id"] == given_id)
    for edition, title in [("sr-Cyrl", "УВЕРЕЊЕ"), ("sr-Latn", "UVERENJE"), ("en", "CERTIFICATE")]:
        file = given / f"{edition}.pdf"
        believed(file, given / "ca.pem")
        said, holds = run("qpdf", "--check", file)
        check(holds and "WARNING" not in said, f"{file.name}: qpdf says {said}")
        check(qr_code(file) == f"HTTPS://OBUKA.EXAMPLE/C/{given_id}", f"{file.name}: its QR code")
        text, _ = run("pdftotext", "-layout", file, "-")
        name = holder["name_sr_cyrl" if edition == "sr-Cyrl" else "name_sr_latn"]
        for words in [title, name, given_id]:
            check(words in text, f"{file.name}: pdftotext does not find {words}")
        with tempfile.TemporaryDirectory() as directory:
            run("pdfdetach", "-saveall", "-o", directory, file)
            files = {part.name: part.read_bytes() for part in pathlib.Path(directory).iterdir()}
        check(files.get("credential.json") == (given / "given.json").read_bytes(),
              f"{file.name}: the attached certificate is not what is exported")
        check(files.get("certificate.tlog-proof", b"").startswith(b"c2sp.org/tlog-proof@v1\n"),
              f"{file.name}: no proof is attached")
        cohort = given / f"cohort-{edition}.pdf"
        said, holds = run("qpdf", "--check", cohort)
        check(holds and "WARNING" not in said, f"{cohort.name}: qpdf says {said}")
        text, _ = run("pdftotext", "-layout", cohort, "-")
        for one in listed:
            check(one["number"] in text, f"{cohort.name}: {one['number']} is missing")
    for answer in sorted(given.glob("*.answer")):
        check("valid" in answer.read_text().split(), f"{answer.name}: {answer.read_text()}")


def identical():
    """Another process makes the same bytes, wherever no key is used."""
    drawn = [file for file in samples.iterdir()
             if file.suffix in {".pdf", ".svg", ".png"}
             and file.stem not in {"signed", "changed-after-signing", "changed-byte"}]
    check(len(drawn) > 30, "samples are missing")
    for file in drawn:
        check(file.read_bytes() == (again / file.name).read_bytes(),
              f"{file.name} is different when made again")


for part in [certificates, long_word, images, cohorts, attachments, signatures, gave,
             identical]:
    print(f"{part.__name__}: {part.__doc__}")
    part()
print(f"{checks} checks, {len(findings)} findings")
sys.exit(1 if findings else 0)
