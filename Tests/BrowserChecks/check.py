"""Checks files in a real browser, and that nothing of them leaves it."""
import argparse
import base64
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "Served"))
from acts import acts
from arrivals import arrivals
from browser import Browser, Page
from certified import certified
from completions import completions
from desk import desk
from files import JUNK, pdf, png, svg, tampered
from forms import forms
from h5p import h5p
from library import library
from modules import modules
from people import people
from quizzes import quizzes
from reports import reports
from runtime import runtime
from service import BIN, Service
from silence import silence
from tincan import tincan
from units import units
from windows import windows

ANSWER = """(() => {
    const answer = document.querySelector("#file-answer .answer");
    if (answer === null || answer.classList.contains("is-working")) return null;
    const texts = [...document.querySelectorAll("#file-answer [data-slot]")];
    return {
        state: [...answer.classList].find((name) => name.startsWith("is-")).slice(3),
        ...Object.fromEntries(texts.map((text) => [text.dataset.slot, text.textContent])),
    };
})()"""


class Checks:
    def __init__(self, service, page, directory):
        self.service, self.page, self.directory = service, page, directory
        self.count = 0
        # What a page sends with everything, for who is signed in.
        self.headers = {}
        self.failures = []

    def expect(self, isTrue, what):
        self.count += 1
        if not isTrue:
            self.failures.append(what)
            print(f"FAILED: {what}", file=sys.stderr)

    def answer(self, name, content):
        """What the page says about a file of this content."""
        path = self.directory / re.sub(r"[^a-z0-9.]+", "-", name.lower())
        path.write_bytes(content)
        self.page.run("document.getElementById('file-answer').replaceChildren()")
        self.page.choose(path)
        self.page.wait(f"{ANSWER} !== null")
        return self.page.run(ANSWER)

    def says(self, name, content, state, **slots):
        found = self.answer(name, content)
        self.expect(found["state"] == state, f"{name}: {found}")
        for slot, text in slots.items():
            self.expect(found.get(slot) == text, f"{name}: {slot} is {found.get(slot)!r}")
        return found

    def reasons(self):
        """The sentence of each reason in the page's language."""
        return self.page.run("""Object.fromEntries(
            [...document.getElementById("file-texts").content.children]
                .map((text) => [text.dataset.key, text.textContent]))""")

    # MARK: What is checked

    def genuine(self, document, token):
        whole = json.loads(document)
        latin = whole["credentialSubject"]["identifier"][-2]["identityHash"]
        forms = {
            "a.json": document, "b.jwt": token, "c.jwt": token + b"\n", "d.png": png(document),
            "e.png": png(token), "f.svg": svg(document), "g.svg": svg(token),
            "h.pdf": pdf(document), "i.pdf": pdf(document, packed=True),
            "j.json": json.dumps(whole, indent=2).encode(),
        }
        for name, content in forms.items():
            found = self.says(
                name, content, "valid", holder=latin, file=name,
                heading="This certificate is valid",
                id=whole["credentialSubject"]["licenseNumber"],
                number=whole["credentialSubject"]["identifier"][-1]["identityHash"],
                hours=whole["evidence"][0]["narrative"],
                criteria=whole["credentialSubject"]["achievement"]["criteria"]["narrative"],
                course=whole["name"], issuer=whole["issuer"]["name"], did=whole["issuer"]["id"],
                other=whole["credentialSubject"]["name"],
            )
            self.expect("result" in found and "issued" in found and "until" in found, name)
        shown = self.page.run("document.getElementById('file-answer').textContent")
        self.expect("identity document" in shown, "the identity document is named")

    def languages(self, document):
        for language, heading in [("sr-Cyrl", "Уверење је важеће"),
                                  ("sr-Latn", "Uverenje je važeće")]:
            self.page.open(f"{self.service.address}/{language}/verify")
            self.says("language.json", document, "valid", heading=heading)

    def without_network(self, document):
        """A site that does not answer says nothing about the certificate."""
        self.page.call("Network.setBlockedURLs", urls=["*/did.json"])
        self.says("keys.json", document, "unavailable")
        self.page.call("Network.setBlockedURLs", urls=["*/status/*"])
        found = self.says("list.json", document, "unavailable")
        self.expect("holder" in found, "signed facts are shown when only the list is missing")
        self.page.call("Network.setBlockedURLs", urls=[])

    def keyboard(self):
        self.page.run("document.getElementById('id').focus()")
        for _ in range(2):
            self.page.press("Tab", 9)
        focused = self.page.run("document.activeElement.id")
        self.expect(focused == "file", f"the tabulator reaches the file: {focused}")

    def dropped(self, document):
        encoded = base64.b64encode(document).decode()
        self.page.run(f"""(() => {{
            document.getElementById('file-answer').replaceChildren();
            const bytes = Uint8Array.from(atob("{encoded}"), (symbol) => symbol.charCodeAt(0));
            const transfer = new DataTransfer();
            transfer.items.add(new File([bytes], "dropped.json"));
            document.querySelector("main").dispatchEvent(new DragEvent("drop",
                {{ dataTransfer: transfer, bubbles: true, cancelable: true }}));
        }})()""")
        self.page.wait(f"{ANSWER} !== null")
        found = self.page.run(ANSWER)
        self.expect(found["state"] == "valid" and found["file"] == "dropped.json", f"{found}")
        focused = self.page.run("document.activeElement.dataset.slot")
        self.expect(focused == "heading", "the answer has the focus")

    def large(self):
        path = self.directory / "large.json"
        with path.open("wb") as file:
            file.truncate((20 << 20) + 1)
        self.page.run("document.getElementById('file-answer').replaceChildren()")
        self.page.choose(path)
        self.page.wait(f"{ANSWER} !== null")
        found = self.page.run(ANSWER)
        text = self.reasons()["reason.too_large"]
        self.expect(found["explanation"] == text, f"large: {found}")

    def narrow(self):
        """Nothing is wider than a telephone."""
        self.page.resize(360, 800)
        wide = self.page.run("document.documentElement.scrollWidth")
        self.expect(wide <= 360, f"the page is {wide} wide on a telephone")
        self.page.resize(1100, 900)

    def without_scripts(self):
        self.page.call("Emulation.setScriptExecutionDisabled", value=True)
        self.page.call("Page.navigate", url=f"{self.service.address}/en/verify")
        self.page.wait("document.readyState === 'complete'")
        seen = self.page.run("document.getElementById('file-none').checkVisibility() && "
                             "!document.getElementById('file-check').checkVisibility()")
        self.expect(seen, "without scripts the page says what to do instead")
        self.page.call("Emulation.setScriptExecutionDisabled", value=False)

    def quiet(self, certificates):
        """Nothing of the files was sent: neither a content nor an ID, nor to anybody else."""
        allowed = re.compile(
            re.escape(self.service.address)
            + r"/((en|sr-Cyrl|sr-Latn)/verify|assets/[a-z-]+-[0-9a-f]{16}\.(css|js|svg)"
            + r"|o/[a-z]+/did\.json|o/centre/status/revocation/1)"
        )
        requests = [event["request"]
                    for event in self.page.take_events("Network.requestWillBeSent")]
        for request in requests:
            self.expect(
                allowed.fullmatch(request["url"]) and request["method"] == "GET"
                and "postData" not in request, f"asked for {request['method']} {request['url']}",
            )
        self.expect(len(requests) > 50, "the requests were seen")
        text = json.dumps(requests) + self.service.log.read_text()
        for certificate in certificates:
            self.expect(certificate not in text, f"{certificate} was sent")
        served = {json.loads(line)["route"] for line in self.service.log.read_text().splitlines()
                  if '"request"' in line}
        known = {"/o/{issuer}/did.json", "/o/{issuer}/status/revocation/{number}"}
        strange = {route for route in served
                   if route not in known and "verify" not in route and "/assets/" not in route}
        self.expect(known <= served and not strange, f"the server answered {strange}")
        for event in self.page.take_events("Log.entryAdded"):
            entry = event["entry"]
            isBlocked = entry.get("source") == "network"
            self.expect(isBlocked, f"the browser complains: {entry.get('text')}")

    def policy(self):
        with urllib.request.urlopen(f"{self.service.address}/en/verify") as answer:
            policy = answer.headers["content-security-policy"]
        rules = dict(part.strip().split(" ", 1) for part in policy.split(";"))
        self.expect(rules["default-src"] == "'none'", policy)
        self.expect(rules["script-src"] == "'self'" and rules["connect-src"] == "'self'", policy)
        self.expect("unsafe" not in policy, policy)
        with urllib.request.urlopen(f"{self.service.address}/en/") as answer:
            self.expect("script-src" not in answer.headers["content-security-policy"],
                        "other pages run nothing")

    def certificate_page(self, certificate):
        """The page of a certificate asks nobody else, and no search engine may keep it."""
        self.page.take_events("Network.requestWillBeSent")
        self.page.open(f"{self.service.address}/en/c/{certificate}")
        for event in self.page.take_events("Network.requestWillBeSent"):
            address = event["request"]["url"]
            self.expect(address.startswith(self.service.address + "/"), f"asked {address}")
        for end, kind in [("", "text/html"), ("", "application/json"), (".jwt", "*/*")]:
            request = urllib.request.Request(
                f"{self.service.address}/c/{certificate}{end}", headers={"Accept": kind})
            with urllib.request.urlopen(request) as answer:
                robots = answer.headers["x-robots-tag"]
            self.expect(robots == "noindex, nofollow", f"{kind}{end}: {robots}")

    def samples(self, count):
        """Other certificates of the same shape, the scripts fed directly.

        A proof is over the hash of the statements in canonical N-Quads, so one that is accepted
        shows that ours and the browser's are the same bytes.
        """
        directory = self.directory / "samples"
        subprocess.run([BIN / "CredentialSamples", directory, str(count), "4"], check=True,
                       stdout=subprocess.DEVNULL)
        encode = lambda path: base64.b64encode(path.read_bytes()).decode()
        names = [f"{number}.{end}" for number in range(count) for end in ("json", "jwt")]
        names += [path.name for path in directory.glob("*.rs256.jwt")]
        files = {name: encode(directory / name) for name in names}
        published = {"did": encode(directory / "did.json"),
                     "list": encode(directory / "status.json")}
        self.page.run(f"globalThis.given = {json.dumps({'files': files, 'published': published})}")
        found = self.page.run("""(async () => {
            const bytes = (text) => Uint8Array.from(atob(text), (symbol) => symbol.charCodeAt(0));
            const path = performance.getEntriesByType("resource").map(({ name }) => name)
                .find((name) => name.includes("check-file"));
            const { checkFile } = await import(path);
            const { did, list } = given.published;
            const site = {
                didPrefix: "did:web:obuka.example:o:", publicAddress: "https://obuka.example",
                now: new Date().toISOString().replace(/\\.\\d+Z$/, "Z"),
                load: async (path) => bytes(path.endsWith("did.json") ? did : list),
            };
            const states = {};
            for (const [name, text] of Object.entries(given.files)) {
                states[name] = (await checkFile(bytes(text), site)).state;
            }
            return states;
        })()""")
        wrong = {name: state for name, state in found.items()
                 if state != ("revoked" if int(name.split(".")[0]) % 7 == 0 else "valid")}
        self.expect(not wrong and len(found) == len(files), f"samples: {wrong}")
        print(f"browser: {len(found)} sample certificates")


def screenshots(checks, directory, document, revoked):
    directory.mkdir(parents=True, exist_ok=True)
    page, address = checks.page, checks.service.address
    for language in ("sr-Cyrl", "sr-Latn", "en"):
        for width, dark in [(1100, False), (360, False), (360, True)]:
            page.resize(width, 900, dark)
            page.open(f"{address}/{language}/verify")
            suffix = f"{language}-{width}{'-dark' if dark else ''}.png"
            page.screenshot(directory / f"empty-{suffix}")
            for name, content in [("valid", document), ("revoked", revoked),
                                  ("invalid", document.replace("ић".encode(), "ич".encode())),
                                  ("junk", b"hello")]:
                checks.answer(f"{name}.json", content)
                page.screenshot(directory / f"{name}-{suffix}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--screenshots", type=pathlib.Path)
    parser.add_argument("--samples", type=int, default=300)
    arguments = parser.parse_args()
    directory = pathlib.Path(tempfile.mkdtemp(prefix="obuka-browser-files-"))
    directory.chmod(0o755)
    service = browser = None
    try:
        service = Service(directory)
        browser = Browser()
        checks = Checks(service, Page(browser), directory)
        run(checks, arguments)
    finally:
        if browser is not None:
            browser.close()
        if service is not None:
            service.close()
        shutil.rmtree(directory, ignore_errors=True)
    if checks.failures:
        raise SystemExit(f"browser: {len(checks.failures)} of {checks.count} failed")
    print(f"browser: {checks.count} expectations hold")


def run(checks, arguments):
    service, page = checks.service, checks.page
    listed = json.loads(service.obuka(
        "certificate", "list", "--cohort", "LAP-2024-14", "--format", "json"))
    ids = [certificate["id"] for certificate in listed["certificates"]]
    good, bad, other = ids[:3]
    service.obuka("certificate", "revoke", bad, "--class", "issued-in-error", "--reason", "test")
    document, token = service.export(good, "json"), service.export(good, "jwt")
    page.resize(1100, 900)
    page.open(f"{service.address}/en/verify")
    reasons = checks.reasons()
    checks.genuine(document, token)
    for form in ("pdf", "png", "svg"):
        checks.says(f"exported.{form}", service.export(good, form), "valid")
        checks.says(f"revoked.{form}", service.export(bad, form), "revoked")
    checks.says("revoked.json", service.export(bad, "json"), "revoked")
    checks.says("revoked.jwt", service.export(bad, "jwt"), "revoked",
                heading="This certificate was revoked")
    kinds = tampered(document, token, service.export(other, "json"))
    for name, content, reason in kinds + JUNK:
        found = checks.says(f"tampered {name}", content, "invalid",
                            explanation=reasons[f"reason.{reason}"])
        checks.expect("holder" not in found, f"{name}: no facts are shown")
    print(f"browser: {len(kinds)} kinds of tampering, {len(JUNK)} other files")
    checks.keyboard()
    checks.dropped(document)
    checks.narrow()
    checks.large()
    checks.languages(document)
    checks.without_network(document)
    checks.without_scripts()
    checks.quiet(ids)
    checks.policy()
    checks.certificate_page(good)
    page.open(f"{service.address}/en/verify")
    checks.says("before.json", document, "valid")
    checks.samples(arguments.samples)
    if arguments.screenshots:
        screenshots(checks, arguments.screenshots, document, service.export(bad, "json"))
        page.open(f"{service.address}/en/verify")
    key = json.loads(document)["proof"]["verificationMethod"].split("#")[1]
    service.obuka("key", "revoke", key, "--reason", "stolen")
    checks.says("key.json", document, "invalid", explanation=reasons["reason.key_revoked"],
                heading=reasons["heading.key_revoked"])
    # The list was signed with that key too: it says nothing until the next one signs it.
    checks.says("list.jwt", token, "unavailable", explanation=reasons["reason.list"])
    service.obuka("key", "create", "--purpose", "proof")
    checks.says("again.jwt", token, "valid")
    checks.page = Page(page.browser)
    runtime(checks)
    people(checks, arguments.screenshots)
    forms(checks, arguments.screenshots)
    acts(checks, arguments.screenshots)
    arrivals(checks, arguments.screenshots)
    completions(checks, arguments.screenshots)
    silence(checks, arguments.screenshots)
    modules(checks, arguments.screenshots)
    units(checks, arguments.screenshots)
    tincan(checks)
    windows(checks)
    certified(checks, arguments.screenshots)
    h5p(checks, arguments.screenshots)
    quizzes(checks, arguments.screenshots)
    desk(checks, arguments.screenshots)
    library(checks, arguments.screenshots)
    reports(checks)


main()
