"""Runs the commands of the README against the demonstration, then against forgeries."""
import base64
import copy
import gzip
import html
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import textwrap
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "Served"))
from service import BIN, Service

CHECKOUT = pathlib.Path(__file__).parent.parent.parent
#: What is fetched once, and what then needs no network.
ONLINE = ["fetch", "install"]
OFFLINE = ["openvc", "openbadgeslib", "jose", "status"]
#: Fetches and checks in one.
PAPER = ["pdf"]


def blocks(readme):
    """The commands behind each mark, without their indentation."""
    found = re.findall(r"<!-- outside: (\w+) -->\n\n((?:(?: {4}.*)?\n)+)", readme)
    return {name: textwrap.dedent(text).strip() for name, text in found}


def expect(isTrue, what):
    if not isTrue:
        raise SystemExit(f"outsider: {what}")


def same_as_page(commands, address):
    """The page shows what the README shows, but for the address and the example."""
    with urllib.request.urlopen(f"{address}/en/verify/outside") as answer:
        page = answer.read().decode()
    shown = {name: html.unescape(text)
             for name, text in re.findall(r'<code data-block="(\w+)">(.*?)</code>', page, re.S)}
    expect(shown.keys() == commands.keys(), f"the page has {shown.keys()}")
    for name, text in commands.items():
        comparable = [re.sub(r"^(site|id)=.*", r"\1=", block, flags=re.M)
                      for block in (text, shown[name])]
        expect(comparable[0] == comparable[1], f"page and README differ in {name}")


class Outsider:
    """Somebody with a shell, in a directory of files."""

    def __init__(self, commands, service, directory):
        self.commands, self.directory = commands, directory
        self.environment = {**service.environment, "PATH": f"{BIN}:{os.environ['PATH']}"}
        # Without a network where the system lets us take it away.
        alone = ["unshare", "--net", "--map-root-user"]
        isPossible = subprocess.run([*alone, "true"], capture_output=True).returncode == 0
        self.alone = alone if isPossible else []
        print(f"outsider: the checks run {'without' if isPossible else 'WITH'} a network")

    def run(self, names, alone=False):
        script = "\n".join(self.commands[name] for name in names)
        prefix = self.alone if alone else []
        return subprocess.run(
            [*prefix, "bash", "-euo", "pipefail", "-c", script], cwd=self.directory,
            env=self.environment, capture_output=True, text=True,
        )

    def accepts(self, name):
        found = self.run([name], alone=True)
        expect(found.returncode == 0, f"{name}: {found.stderr}")
        return found.stdout

    def refuses(self, name, what):
        found = self.run([name], alone=True)
        expect(found.returncode != 0, f"{name} accepts {what}: {found.stdout}")

    def tamper(self, file, change):
        """Changes a file for the length of a `with`."""
        return Tampered(self.directory / file, change)


class Tampered:
    def __init__(self, path, change):
        self.path, self.change = path, change

    def __enter__(self):
        self.original = self.path.read_bytes()
        changed = self.change(self.original)
        expect(changed != self.original, f"{self.path.name} is not changed")
        self.path.write_bytes(changed)

    def __exit__(self, *_):
        self.path.write_bytes(self.original)


def with_json(change):
    def changed(content):
        value = copy.deepcopy(json.loads(content))
        change(value)
        return json.dumps(value, ensure_ascii=False).encode()
    return changed


def other_claims(content):
    header, payload, signature = content.split(b".")
    claims = json.loads(base64.urlsafe_b64decode(payload + b"=="))
    claims["credentialSubject"]["name"] = "Ана Бабић"
    payload = base64.urlsafe_b64encode(json.dumps(claims).encode()).rstrip(b"=")
    return b".".join([header, payload, signature])


def nobody_revoked(content):
    """The list as it was before: all bits are nought, the signature is kept."""
    value = json.loads(content)
    bits = base64.urlsafe_b64encode(gzip.compress(bytes(16_384))).rstrip(b"=").decode()
    value["credentialSubject"]["encodedList"] = "u" + bits
    return json.dumps(value).encode()


FORGERIES = [
    ("another name", "certificate.json", ["openvc", "openbadgeslib"],
     with_json(lambda value: value["credentialSubject"].update(name="Ана Бабић"))),
    ("another course", "certificate.json", ["openvc", "openbadgeslib"],
     with_json(lambda value: value["credentialSubject"]["achievement"].update(name="Доктор"))),
    ("a member more", "certificate.json", ["openvc", "openbadgeslib"],
     with_json(lambda value: value.update(honours="summa cum laude"))),
    ("another issuer", "certificate.json", ["openvc", "openbadgeslib"],
     with_json(lambda value: value["issuer"].update(id="did:web:evil.example"))),
    ("no proof", "certificate.json", ["openvc", "openbadgeslib"],
     with_json(lambda value: value.pop("proof"))),
    ("another name", "certificate.jwt", ["jose"], other_claims),
    ("no signature", "certificate.jwt", ["jose"],
     lambda content: content[:content.rindex(b".") + 1]),
    ("another key", "did.json", ["openvc", "openbadgeslib"],
     with_json(lambda value: value["verificationMethod"][0].update(
         publicKeyMultibase="z6MkpTHR8VNsBxYAAWHut2Geadd9jSwuBV8xRoAnwWsdvktH"))),
]


def main():
    commands = blocks((CHECKOUT / "README.md").read_text())
    expect(list(commands) == ONLINE + OFFLINE + PAPER, f"the README has {list(commands)}")
    temporary = pathlib.Path(tempfile.mkdtemp(prefix="obuka-outsider-"))
    temporary.chmod(0o755)
    service = None
    try:
        service = Service(temporary)
        same_as_page(commands, service.address)
        commands["fetch"] = commands["fetch"].replace("http://127.0.0.1:8080", service.address)
        directory = CHECKOUT / ".build/outsider"
        directory.mkdir(parents=True, exist_ok=True)
        check(Outsider(commands, service, directory), service)
    finally:
        if service is not None:
            service.close()
        shutil.rmtree(temporary, ignore_errors=True)


def paper(outsider):
    """The PDF says all three, and not the last one when something was added to it."""
    said = ["Signature is Valid", "Certificate is Trusted", "Total document signed"]
    found = outsider.run(["fetch", *PAPER])
    expect(found.returncode == 0, found.stderr)
    expect(all(sentence in found.stdout for sentence in said), found.stdout)
    outsider.commands["again"] = "pdfsig -nssdir trust certificate.pdf"
    with outsider.tamper("certificate.pdf", lambda content: content.replace(b"/Type", b"/Tipe", 1)):
        found = outsider.run(["again"])
        expect(not all(sentence in found.stdout for sentence in said), "a changed PDF counts")


def check(outsider, service):
    for path in outsider.directory.iterdir():
        if path.name != "venv":
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    present = ["venv/bin/python", "-c", "import openvc, openbadgeslib, pyld"]
    isThere = (outsider.directory / "venv").exists() and subprocess.run(
        present, cwd=outsider.directory, capture_output=True).returncode == 0
    found = outsider.run(ONLINE[:1] if isThere else ONLINE)
    expect(found.returncode == 0, found.stderr)
    holder = json.loads((outsider.directory / "certificate.json").read_text())
    for name in OFFLINE:
        print(f"outsider: {name}: {' '.join(outsider.accepts(name).split())}")
    expect(outsider.accepts("status") == "not revoked\n", "it is not revoked")
    for what, file, names, change in FORGERIES:
        with outsider.tamper(file, change):
            for name in names:
                outsider.refuses(name, what)
    paper(outsider)
    service.obuka(
        "certificate", "revoke", holder["credentialSubject"]["licenseNumber"],
        "--class", "issued-in-error", "--reason", "test",
    )
    found = outsider.run(["fetch"])
    expect(found.returncode == 0, found.stderr)
    for name in ("openvc", "openbadgeslib"):
        outsider.refuses(name, "a revoked certificate")
    # jose writes what it reads before it knows whether the signature fits.
    outsider.accepts("jose")
    expect(outsider.accepts("status") == "revoked\n", "the bit says so")
    with outsider.tamper("status.json", nobody_revoked):
        outsider.refuses("openvc", "a list without the bit")
    print(f"outsider: {len(FORGERIES) + 2} forgeries refused")


main()
