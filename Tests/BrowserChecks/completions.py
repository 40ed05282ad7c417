"""A trainer enters that somebody has completed a module, corrects it and takes it back."""
import datetime

from forms import picture
from modules import TEXT
from people import sign_in

COURSE, COHORT = "ZAVRSECI", "ZAVRSECI-1"


def completions(checks, directory=None):
    """From the page of the cohort's progress, with what the content said below."""
    seat(checks)
    sign_in(checks, "zavrseci@obuka.example", "staff", "reports")
    page = checks.page
    page.open(f"{checks.service.address}/en/cohorts/{COHORT}/modules")
    page.run("document.querySelector('td a').click()")
    page.arrive("document.getElementById('completion-completed_on') !== null")
    never = page.run("document.body.innerText.includes('The module was never opened.')")
    checks.expect(never, "it says that nobody opened the module")
    enter(page, "2099-01-01", "paper 7")
    said = page.run("document.querySelector('.summary')?.innerText")
    checks.expect("Completed on" in (said or ""), f"a day to come is refused: {said}")
    picture(checks, directory, "completion-refused")
    enter(page, "", "paper 7")
    page.arrive("document.getElementById('completion-completed_on-problem') !== null")
    day = page.run("new Date().toISOString().slice(0, 10)")
    enter(page, day, "paper 7")
    page.arrive("document.body.innerText.includes('It is saved.')")
    text = page.run("document.querySelector('dl.facts').innerText")
    for words in ("completed on", "elsewhere", "paper 7"):
        checks.expect(words in text, f"{words}: {text}")
    picture(checks, directory, "completion-entered")
    enter(page, day, "paper 8")
    page.arrive("document.getElementById('completion-reason-problem') !== null")
    page.run("document.getElementById('removal-reason').value = 'another person'")
    send(page, "removal-reason")
    page.arrive("document.body.innerText.includes('It is saved.')")
    left = page.run("document.getElementById('removal-reason')")
    checks.expect(left is None, "what is taken back is not taken back twice")
    page.call("Network.setExtraHTTPHeaders", headers={})
    print("browser: a completion is entered and taken back")


def seat(checks):
    """Somebody with a seat in a training of today that takes a module."""
    obuka, today = checks.service.obuka, datetime.date.today()
    obuka("course", "create", f"code={COURSE}", "title_sr_cyrl=Завршеци", "title_sr_latn=Završeci",
          "title_en=Completing", "minimum_attendance_percent=80")
    obuka("module", "plan", COURSE, TEXT)
    obuka("cohort", "create", f"code={COHORT}", f"course_code={COURSE}", f"starts_on={today}",
          f"ends_on={today}", "venue=Plandište", "capacity=5")
    obuka("cohort", "publish", COHORT)
    path = checks.directory / "completing.csv"
    path.write_text("cohort_code,email,given_name,family_name\n"
                    f"{COHORT},zora.zavrsic@zavrseci.example,Zora,Završić\n", encoding="utf-8")
    obuka("import", "enrolments", str(path))


def enter(page, day, evidence):
    page.run(f"document.getElementById('completion-completed_on').value = '{day}'")
    page.run(f"document.getElementById('completion-evidence').value = '{evidence}'")
    # What the browser itself would stop is what others send.
    page.run("document.getElementById('completion-evidence').form.noValidate = true")
    send(page, "completion-evidence")


def send(page, field):
    """Sends the form of a field, and waits for the page that answers."""
    page.run("document.body.dataset.sent = 'yes'")
    page.run(f"document.getElementById('{field}').form"
             ".querySelector('button[type=submit]').click()")
    page.arrive("document.body.dataset.sent === undefined")
