"""The pages on which trainees and staff act, looked at in every language, wide and narrow."""
import json

from forms import picture
from people import LANGUAGES, sign_in

TRAINEE = "gojko.terzin@vrsac.example"
STAFF = ["cohorts/PRIHVAT-C/decisions", "cohorts/PRIHVAT-C/state",
         "cohorts/PRIHVAT-C/cancellation", "cohorts/PRIHVAT-B/state",
         "cohorts/PRIHVAT-B/closing", "cohorts/PRIHVAT-B/certificates",
         "cohorts/LAP-2024-14/certificates"]
OWN = ["cohorts/PRIHVAT-C/application", "courses/PRIHVAT/interest"]


def acts(checks, directory=None):
    """Every page has a heading of its own, says what can be done, and fits a telephone."""
    listed = json.loads(checks.service.obuka(
        "enrolment", "list", "--cohort", "PRIHVAT-C", "--format", "json"))
    enrolment = next(one["id"] for one in listed if one["person"] == TRAINEE)
    sign_in(checks, "obrada@obuka.example", "staff", "reports")
    staff = STAFF + [f"cohorts/PRIHVAT-C/enrolments/{enrolment}", sheet(checks)]
    look(checks, staff, directory)
    refused(checks, f"sr-Latn/cohorts/PRIHVAT-C/enrolments/{enrolment}", directory)
    many(checks, directory)
    enter_decides_nothing(checks)
    sign_in(checks, TRAINEE, "trainee", "me")
    look(checks, OWN, directory)
    checks.page.call("Network.setExtraHTTPHeaders", headers={})
    print(f"browser: {len(LANGUAGES) * (len(staff) + len(OWN))} pages to act on")


def enter_decides_nothing(checks):
    """Of several buttons Enter presses none: the first would send somebody away for good."""
    listed = json.loads(checks.service.obuka(
        "enrolment", "list", "--cohort", "PRIHVAT-B", "--format", "json"))
    waiting = next(one["id"] for one in listed if one["status"] == "waiting")
    path = f"en/cohorts/PRIHVAT-B/enrolments/{waiting}"
    page = checks.page
    page.open(f"{checks.service.address}/{path}")
    page.run("document.getElementById('decision-reason').value = 'as agreed by telephone'")
    page.run("document.getElementById('decision-hours').focus()")
    page.press("Enter", 13, "\r")
    page.run("new Promise((done) => setTimeout(done, 500))")
    kept = page.run("document.getElementById('decision-reason')?.value")
    checks.expect(kept == "as agreed by telephone", f"Enter sends no decision: {kept}")
    now = json.loads(checks.service.obuka("enrolment", "history", str(waiting), "--format", "json"))
    last = now["events"][-1]["to"]
    checks.expect(last == "waiting", f"who waits goes on waiting: {last}")


def many(checks, directory):
    """Two of three are approved: one gets the seat, one waits, the third is left alone."""
    obuka = checks.service.obuka
    code = "ODLUKE-B"
    obuka("course", "create", "code=ODLUKE", "title_sr_cyrl=Одлуке", "title_sr_latn=Odluke",
          "title_en=Decisions", "pass_score_percent=50", "minimum_attendance_percent=80")
    obuka("cohort", "create", f"code={code}", "course_code=ODLUKE", "starts_on=2062-05-02",
          "ends_on=2062-05-03", "venue=Plandište", "capacity=1")
    obuka("cohort", "publish", code)
    obuka("cohort", "seat-rules", code, "--approval", "centre", "--has-waiting-list", "true")
    for name in ("Prva", "Druga", "Treća"):
        obuka("enrolment", "nominate", code, "--email", f"{name.lower()[:3]}@odluke.example",
              "--name", f"{name} Probić", "--organisation", "GU-VRSAC")
    page = checks.page
    look(checks, [f"cohorts/{code}/decisions"], directory)
    page.open(f"{checks.service.address}/sr-Latn/cohorts/{code}/decisions")
    page.run("[...document.querySelectorAll('.ticks label')].slice(0, 2)"
             ".forEach((label) => label.click())")
    ticked = page.run("document.querySelectorAll('.ticks input:checked').length")
    checks.expect(ticked == 2, f"a name ticks its box: {ticked}")
    page.run("document.querySelector('button[name=act][value=approve]').click()")
    page.wait("document.readyState === 'complete' && document.getElementById('decided') !== null")
    said = page.run("document.querySelector('[aria-labelledby=decided] tbody').innerText")
    wanted = "Prva Probić mesto potvrđeno Druga Probić lista čekanja"
    checks.expect(said.split() == wanted.split(), f"who got what is said by name: {said}")
    left = page.run("[...document.querySelectorAll('.ticks label')]"
                    ".map((label) => label.innerText)")
    checks.expect(left == ["Treća Probić"], f"the third goes on waiting: {left}")
    picture(checks, directory, "decided-on-many")


def sheet(checks):
    """Where the attendance of a session is taken, as the page of its cohort leads there."""
    checks.page.open(f"{checks.service.address}/en/cohorts/PRIHVAT-B")
    link = checks.page.run("document.querySelector('a[href$=\"/attendance\"]')"
                           ".getAttribute('href')")
    return link.removeprefix("/en/")


def look(checks, paths, directory):
    page = checks.page
    for path in paths:
        for language in LANGUAGES:
            page.open(f"{checks.service.address}/{language}/{path}")
            checks.expect(page.run("document.documentElement.lang") == language, path)
            headings = page.run("[...document.querySelectorAll('h1, h2')]"
                                ".map((heading) => heading.textContent)")
            checks.expect(len(set(headings)) == len(headings), f"{path}: {headings}")
            said = page.run("document.querySelector('main form, main .page > p:not(.back)') "
                            "!== null")
            checks.expect(said, f"{path} has a form or says why not")
            picture(checks, directory, f"{path.replace('/', '-')}-{language}")


def refused(checks, path, directory):
    """A refusal without a reason is shown at the field, with the focus above it."""
    page = checks.page
    page.open(f"{checks.service.address}/{path}")
    page.run("document.querySelector('button[name=act][value=decline]').click()")
    page.wait("document.readyState === 'complete' && "
              "document.getElementById('decision-reason-problem') !== null")
    page.wait("document.activeElement.classList.contains('summary')")
    picture(checks, directory, "decision-refused")
