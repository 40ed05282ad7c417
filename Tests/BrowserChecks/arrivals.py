"""A trainer opens arrivals by a code; somebody arrives; the heads in the room are counted."""
import datetime
import json

from forms import picture
from people import sign_in

COURSE, COHORT = "DOLASCI", "DOLASCI-1"
SCREEN = 'a[href*="/s/screen/"]'
COMES, STAYS = "petra.dolaskovic@dolasci.example", "rade.dolaskovic@dolasci.example"


def arrivals(checks, directory=None):
    """From the page of the cohort to marks, without a command."""
    opens(checks)
    page = checks.page
    page.arrive(f"document.querySelector('{SCREEN}') !== null")
    picture(checks, directory, "arrivals-opened")
    page.run(f"document.querySelector('{SCREEN}').click()")
    page.arrive("document.querySelector('h1') !== null && location.pathname.includes('/s/screen/')")
    address = page.run("[...document.querySelectorAll('*')].map((one) => one.textContent.trim())"
                       ".find((text) => /^http[^ ]*\\/S\\/[^ ]+$/i.test(text))")
    checks.expect(address is not None, "the screen says the address of its code")
    picture(checks, directory, "arrivals-screen")
    arrives(checks, address)
    counts(checks, directory)
    page.call("Network.setExtraHTTPHeaders", headers={})
    print("browser: arrivals by a code are opened, counted and recorded")


def opens(checks):
    """A trainer goes from the page of the cohort to its arrivals, and opens them."""
    obuka, today = checks.service.obuka, datetime.date.today()
    obuka("course", "create", f"code={COURSE}", "title_sr_cyrl=Доласци", "title_sr_latn=Dolasci",
          "title_en=Arriving", "minimum_attendance_percent=80")
    obuka("cohort", "create", f"code={COHORT}", f"course_code={COURSE}", f"starts_on={today}",
          f"ends_on={today}", "venue=Plandište", "capacity=5")
    obuka("cohort", "publish", COHORT)
    obuka("session", "create", "--cohort", COHORT, f"held_on={today}", "hours=6")
    path = checks.directory / "arriving.csv"
    path.write_text("cohort_code,email,given_name,family_name\n"
                    f"{COHORT},{COMES},Petra,Dolasković\n{COHORT},{STAYS},Rade,Dolasković\n",
                    encoding="utf-8")
    obuka("import", "enrolments", str(path))
    sign_in(checks, "ulaz@obuka.example", "staff", "reports")
    page = checks.page
    page.open(f"{checks.service.address}/en/cohorts/{COHORT}")
    page.run("document.querySelector('a[href$=\"/arrivals\"]').click()")
    page.arrive("document.querySelector('#screen button, form[action$=\"/screen\"] button')"
                " !== null")
    page.run("document.querySelector('form[action$=\"/screen\"] button').click()")


def arrives(checks, address):
    """A phone, which is signed in nowhere, opens what the screen shows and types its code."""
    listed = checks.service.obuka("enrolment", "list", "--cohort", COHORT, "--format", "json")
    code = next(one["code"] for one in json.loads(listed) if one["person"] == COMES)
    page = checks.page
    page.call("Network.setExtraHTTPHeaders", headers={})
    page.call("Page.navigate", url=f"{checks.service.address}/s/{address.rsplit('/', 1)[1]}")
    page.arrive("document.getElementById('code') !== null")
    page.run(f"document.getElementById('code').value = {code!r}")
    page.run("document.querySelector('form[action$=\"/s\"] button').click()")
    page.arrive("document.body.innerText.includes('Petra') "
                "|| document.body.innerText.includes('Петра')")


def counts(checks, directory):
    """A count that differs records nothing and says so; the right one records who is there."""
    page = checks.page
    page.call("Network.setExtraHTTPHeaders", headers=checks.headers)
    page.open(f"{checks.service.address}/en/cohorts/{COHORT}")
    page.run("document.querySelector('a[href$=\"/arrivals\"]').click()")
    page.arrive("document.getElementById('heads-heads') !== null")
    waiting = page.run("document.getElementById('arrived').parentElement.innerText")
    checks.expect("Petra" in waiting and "waits for the count" in waiting, f"listed: {waiting}")
    press(page, 2)
    page.arrive("document.body.innerText.includes('Your count is not the number present')")
    picture(checks, directory, "arrivals-differ")
    checks.expect(marks(checks) == {}, f"nothing is recorded: {marks(checks)}")
    press(page, 1)
    page.arrive("document.body.innerText.includes('Marks recorded: 1.')")
    picture(checks, directory, "arrivals-counted")
    checks.expect(marks(checks) == {COMES: "present"}, f"recorded: {marks(checks)}")
    forms = page.run("document.querySelectorAll('main form').length")
    checks.expect(forms == 0, "heads are counted once")


def press(page, heads):
    page.run(f"document.getElementById('heads-heads').value = '{heads}'")
    page.run("document.getElementById('heads-heads').form"
             ".querySelector('button[type=submit]').click()")


def marks(checks):
    """Who is marked, and how."""
    listed = json.loads(checks.service.obuka("attendance", "list", COHORT, "--format", "json"))
    return {one["email"]: one["mark"] for one in listed if one["mark"] != "not recorded"}
