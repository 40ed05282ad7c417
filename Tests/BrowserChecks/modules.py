"""Modules opened by their learner: resumed, completed, cut off, and kept apart from the centre."""
import base64
import datetime
import json
import os
import pathlib
import time
import urllib.request

from browser import Browser, Page
from films import films
from people import sign_in
from sequence import forced, sequence

LEARNER = "milunka.arsenov@vrsac.example"
LESSON, TEXT = "PRIHVAT-M3", "PRIHVAT-M1"
STAGE = "document.getElementById('stage').contentWindow"
MARK = "document.getElementById('mark').className"
# What each package of others comes to, when it is opened and left again.
PACKAGES = {
    "ContentPackagingOneFilePerSCO_SCORM12.zip": "quiet",
    "ContentPackagingSingleSCO_SCORM12.zip": "quiet",
    "ContentPackagingSingleSCO_SCORM20042ndEdition.zip": "quiet",
    "ContentPackagingWithMetadata_SCORM12.zip": "quiet",
    "PrerequisitesTest_SCORM12.zip": "quiet",
    "RuntimeBasicCalls_SCORM20043rdEdition.zip": "calls",
    "RuntimeMinimumCalls_SCORM12.zip": "calls",
    "RuntimeMinimumCalls_SCORM20043rdEdition.zip": "calls",
    "SequencingForcedSequential_SCORM20043rdEdition.zip": "calls",
}
FORCED = "SequencingForcedSequential_SCORM20043rdEdition.zip"
COURSE = "cmi5_single_au_basic_responsive.zip"


def modules(checks, directory=None):
    learner = Learner(checks, LEARNER, "PRIHVAT-B")
    learner.sign_in()
    resumes(learner, directory)
    completes(learner, directory)
    sequence(learner, lambda name: picture(learner, directory, name))
    films(learner, directory, picture)
    is_apart(learner)
    waits_for_the_network(learner)
    is_opened_twice(learner)
    survives_a_kill(learner)
    reads(learner, directory)
    others(checks)
    checks.page.call("Network.setExtraHTTPHeaders", headers={})
    print("browser: modules are opened, resumed and completed")


class Learner:
    """Somebody with a seat, in a browser."""

    def __init__(self, checks, email, cohort):
        self.checks, self.page, self.service = checks, checks.page, checks.service
        self.email = email
        listed = json.loads(checks.service.obuka("enrolment", "list", cohort, "--format", "json"))
        self.enrolment = next(one["code"] for one in listed if one["person"] == email)

    def sign_in(self):
        sign_in(self.checks, self.email, "trainee", "me")

    def path(self, module, language="en"):
        return f"{self.service.address}/{language}/me/enrolments/{self.enrolment}/modules/{module}"

    def open(self, module, again="false"):
        """By the button of the module's page, as people do."""
        self.page.open(self.path(module))
        self.page.run(f"document.querySelector('button[value={again}]').click()")
        self.page.wait("location.hostname === 'content.localhost'")
        self.is_running()

    def launch(self, module):
        """By an address that the API gives, and with nothing but it: what the page of the checks
        sends with everything would stand in the place of the token of a unit."""
        _, token = base64.b64decode(self.checks.headers["Authorization"][6:]).decode().split(":")
        path = f"/api/v1/enrolments/{self.enrolment}/modules/{module}/launches"
        asked = urllib.request.Request(
            self.service.address + path, b"{}",
            {"Authorization": f"Bearer {token}", "Content-Type": "application/json"})
        with urllib.request.urlopen(asked) as answer:
            address = json.load(answer)["url"]
        self.page.call("Network.setExtraHTTPHeaders", headers={})
        self.page.open(address)
        self.is_running()

    def is_running(self):
        self.page.wait(f"document.readyState === 'complete' && {STAGE}.location.href.startsWith("
                       f"'http') && {STAGE}.document.readyState === 'complete'")

    def click(self, selector):
        self.page.run(f"{STAGE}.document.querySelector({selector!r}).click()")

    def leave(self):
        self.page.run("document.getElementById('exit').click()")
        self.page.wait("location.hostname === '127.0.0.1' && document.readyState === 'complete'")

    def place(self):
        return self.page.run(f"{STAGE}.document.getElementById('place').textContent")

    def log(self, module):
        return json.loads(self.service.obuka(
            "module", "log", self.enrolment, module, "--format", "json"))

    def attempts(self, module):
        return json.loads(self.service.obuka(
            "module", "attempts", self.enrolment, module, "--format", "json"))

    def text(self):
        return self.page.run("document.body.innerText")

    def saved(self):
        self.page.wait(f"{MARK} === 'is-saved'")


def resumes(learner, directory):
    """The page of the module leads to it, and leaving and coming back goes on at the same place."""
    checks, page = learner.checks, learner.page
    page.open(f"{learner.service.address}/en/me")
    found = page.run(f"document.querySelector('a[href$=\"{LESSON}\"]').textContent")
    checks.expect(found == "Talking through an interpreter", f"the own page links it: {found}")
    picture(learner, directory, "before")
    learner.open(LESSON)
    for _ in range(2):
        learner.click("#on")
    checks.expect(learner.place() == "3 / 8", learner.place())
    picture(learner, directory, "lesson")
    learner.saved()
    learner.leave()
    checks.expect("in progress" in learner.text() or "not completed" in learner.text(), "left")
    picture(learner, directory, "left")
    learner.open(LESSON)
    checks.expect(learner.place() == "3 / 8", f"it goes on where it was: {learner.place()}")


def completes(learner, directory):
    """Answered rightly and left by another address, it is completed with its score."""
    checks, page = learner.checks, learner.page
    learner.click("#on")
    for answer in ("b", "c", "a"):
        learner.click("#on")
        learner.click(f"section.is-shown [value={answer}]")
    learner.click("#on")
    picture(learner, directory, "result")
    page.open(learner.path(LESSON))
    # What a page sends while it goes comes after the next one at times.
    page.wait_for(lambda: all(run["ended"] for run in learner.log(LESSON)),
                  "both openings have ended")
    standing = learner.attempts(LESSON)[0]
    checks.expect(standing["done"] and standing["score_percent"] == 100, str(standing))
    page.open(learner.path(LESSON))
    checks.expect("(100%)" in learner.text(), "the page says the score")
    page.open(f"{learner.service.address}/en/me")
    checks.expect("3 of 7 modules are completed." in learner.text(), "the own page counts it")
    calls = [call for run in learner.log(LESSON) for call in run["calls"]]
    for wanted in ('LMSInitialize() → "true"', 'LMSFinish() → "true"',
                   'LMSSetValue("cmi.core.lesson_status", "passed") → "true"'):
        checks.expect(any(wanted in call for call in calls), f"the log has {wanted}")


def is_apart(learner):
    """What is in a package can neither read the centre's pages nor leave its frame."""
    checks, page = learner.checks, learner.page
    learner.open(LESSON)
    ask = f"""{STAGE}.fetch("{learner.service.address}/en/me", {{credentials: "include"}})
        .then((answer) => "read " + answer.status, () => "refused")"""
    checks.expect(page.run(ask) == "refused", "a package reads the own page")
    for path in ("en/me", "api/v1/me", "en/courses", "health/ready"):
        found = page.run(f"fetch('/{path}').then((answer) => answer.status)")
        checks.expect(found == 404, f"{path} is on the host of contents: {found}")
    cookie = page.run(f"{STAGE}.document.cookie")
    checks.expect(cookie == "", f"a package sees {cookie}")
    page.run(f"{STAGE}.eval('try {{ top.location = \"about:blank#gone\" }} catch (error) {{ }}')")
    time.sleep(0.3)
    here = page.run("location.hostname")
    checks.expect(here == "content.localhost", "a package replaces the page around it")
    worker = page.run(f"""{STAGE}.navigator.serviceWorker.register("lesson.js")
        .then(() => "works", () => "refused")""")
    checks.expect(worker == "refused", "a package leaves a worker behind")
    learner.leave()


def waits_for_the_network(learner):
    """Without a network the page says so, and saves what happened meanwhile afterwards."""
    checks, page = learner.checks, learner.page
    learner.open(LESSON, again="true")
    checks.expect(learner.place() == "1 / 8", f"another attempt begins anew: {learner.place()}")
    network(page, True)
    learner.click("#on")
    page.wait(f"{MARK} === 'is-unsaved'")
    network(page, False)
    learner.saved()
    page.open(learner.path(LESSON))
    learner.open(LESSON)
    checks.expect(learner.place() == "2 / 8", f"nothing is lost: {learner.place()}")
    learner.leave()


def network(page, is_off):
    page.call("Network.emulateNetworkConditions", offline=is_off, latency=0,
              downloadThroughput=-1, uploadThroughput=-1)


def is_opened_twice(learner):
    """Of two pages the later one saves, and the earlier one says so."""
    checks = learner.checks
    learner.open(LESSON)
    first, learner.page = learner.page, Page(learner.page.browser)
    learner.page.call("Network.setExtraHTTPHeaders", headers=header(checks))
    learner.open(LESSON)
    second, learner.page = learner.page, first
    learner.click("#on")
    first.wait(f"{MARK} === 'is-superseded'")
    sentence = first.run("document.getElementById('problem').textContent")
    checks.expect("opened elsewhere" in sentence, sentence)
    learner.page = second
    learner.leave()
    learner.page = first


def survives_a_kill(learner):
    """A browser that is killed loses nothing that its page said was saved."""
    checks, kept = learner.checks, learner.page
    browser = Browser()
    learner.page = Page(browser)
    learner.page.call("Network.setExtraHTTPHeaders", headers=header(checks))
    learner.open(LESSON)
    before = int(learner.place().split()[0])
    learner.click("#on")
    learner.saved()
    browser.process.kill()
    browser.process.wait()
    browser.close()
    learner.page = kept
    learner.open(LESSON)
    checks.expect(learner.place() == f"{before + 1} / 8", f"after the kill: {learner.place()}")
    learner.leave()


def reads(learner, directory):
    """A page of text with a picture is completed by reading it."""
    checks, page = learner.checks, learner.page
    learner.open(TEXT)
    loaded = page.run(f"{STAGE}.document.querySelector('img').naturalWidth > 0")
    checks.expect(loaded, "the picture of the text")
    picture(learner, directory, "text")
    learner.leave()
    checks.expect("completed" in learner.text(), "the text is completed")


def others(checks):
    """Packages of others are opened, and the log says what they called or that they never did."""
    folder = os.environ.get("OBUKA_SAMPLE_PACKAGES")
    if folder is None:
        print("browser: NOT TRIED: packages of others; OBUKA_SAMPLE_PACKAGES names no folder")
        return
    obuka = checks.service.obuka
    codes = {}
    for name in [*PACKAGES, COURSE]:
        made = obuka("module", "import", str(pathlib.Path(folder) / name), "--format", "json")
        codes[name] = json.loads(made)["module"]
    learner = enrolled(checks, sorted(set(codes.values())))
    learner.sign_in()
    for name, wanted in PACKAGES.items():
        learner.open(codes[name])
        time.sleep(1)
        learner.leave()
        runs = learner.log(codes[name])
        called = "calls" if any(run["calls"] for run in runs) else "quiet"
        checks.expect(called == wanted, f"{name}: {called}, {runs}")
        checks.expect(all(run["refused"] == [] for run in runs), f"{name}: {runs}")
    forced(learner, codes[FORCED])
    speaks(learner, codes[COURSE])
    print(f"browser: {len(PACKAGES) + 1} packages of others are opened")


def speaks(learner, module):
    """A unit of cmi5 gets its own token and says by statements that it has begun."""
    learner.launch(module)

    def said():
        rows = json.loads(learner.service.obuka("statement", "list", "--format", "json"))
        return {row["verb"].split("/")[-1] for row in rows}

    learner.page.wait_for(lambda: {"launched", "initialized"} <= said(), "a unit of cmi5 speaks")


def enrolled(checks, modules, course="PAKETI"):
    """Somebody with a seat in a course of its own that has these modules."""
    obuka, cohort = checks.service.obuka, f"{course}-1"
    soon = datetime.date.today() + datetime.timedelta(days=30)
    obuka("course", "create", f"code={course}", "title_sr_cyrl=Пакети", "title_sr_latn=Paketi",
          "title_en=Packages", "pass_score_percent=50", "minimum_attendance_percent=80")
    obuka("module", "plan", course, *modules)
    obuka("cohort", "create", f"code={cohort}", f"course_code={course}", f"starts_on={soon}",
          f"ends_on={soon}", "venue=Plandište", "capacity=5")
    obuka("cohort", "publish", cohort)
    email = f"pava.{course.lower()}@vrsac.example"
    path = checks.directory / "paketi.csv"
    path.write_text("cohort_code,email,given_name,family_name\n"
                    f"{cohort},{email},Pava,Paketić\n", encoding="utf-8")
    obuka("import", "enrolments", str(path))
    return Learner(checks, email, cohort)


def header(checks):
    """What the page of the checks sends with everything."""
    return checks.headers


def picture(learner, directory, name):
    if directory is None:
        return
    for width in (1100, 360):
        learner.page.resize(width, 900)
        learner.page.screenshot(directory / f"module-{name}-{width}.png")
    learner.page.resize(1100, 900)
