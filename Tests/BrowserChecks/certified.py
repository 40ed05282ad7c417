"""A trainee goes through modules of three kinds, becomes eligible by them, and is certified."""
import datetime
import json

from modules import LESSON, TEXT, Learner, picture

COURSE, COHORT = "SAMOSTALNO", "SAMOSTALNO-1"
EMAIL = "desanka.jugovic@vrsac.example"
UNITS = "PRIHVAT-M7"
DONE = "document.querySelectorAll('#parts .is-completed, #parts .is-passed').length"


def certified(checks, directory=None):
    learner = seated(checks)
    reads(learner)
    resumes(learner)
    lacking = [f"module {UNITS} not completed", "cohort not closed"]
    checks.expect(reasons(checks) == lacking, f"before: {reasons(checks)}")
    refers(learner, directory)
    checks.expect(reasons(checks) == lacking[1:], f"after: {reasons(checks)}")
    says_so(learner, directory)
    print("browser: a trainee is certified for modules of three kinds")


def seated(checks):
    """Somebody with a seat in a training of today that takes three modules."""
    obuka, today = checks.service.obuka, datetime.date.today()
    obuka("course", "create", f"code={COURSE}", "title_sr_cyrl=Самостално учење",
          "title_sr_latn=Samostalno učenje", "title_en=Learning alone",
          "minimum_attendance_percent=80")
    wanted = [TEXT, LESSON, UNITS]
    obuka("module", "plan", COURSE, *wanted, *(f"--require={module}" for module in wanted))
    obuka("cohort", "create", f"code={COHORT}", f"course_code={COURSE}", f"starts_on={today}",
          f"ends_on={today}", "venue=Plandište", "capacity=5")
    obuka("cohort", "publish", COHORT)
    obuka("session", "create", "--cohort", COHORT, f"held_on={today}", "hours=6")
    rows(checks, "enrolments", f"cohort_code,email,given_name,family_name\n"
                               f"{COHORT},{EMAIL},Desanka,Jugović\n")
    rows(checks, "attendance", f"cohort_code,session_date,email,mark\n"
                               f"{COHORT},{today},{EMAIL},present\n")
    rows(checks, "results", f"cohort_code,email,assessment,score_percent\n"
                            f"{COHORT},{EMAIL},final,90\n")
    learner = Learner(checks, EMAIL, COHORT)
    learner.sign_in()
    return learner


def rows(checks, noun, text):
    path = checks.directory / f"{noun}-{COHORT}.csv"
    path.write_text(text, encoding="utf-8")
    checks.service.obuka("import", noun, str(path))


def reasons(checks):
    """Why the trainee is not eligible yet."""
    found = json.loads(checks.service.obuka(
        "certificate", "eligible", COHORT, "--format", "json"))
    return found[0]["reasons"]


def reads(learner):
    learner.open(TEXT)
    learner.leave()
    learner.checks.expect("completed" in learner.text(), "the text is completed")


def resumes(learner):
    """The lesson is left in the middle, goes on there, and is passed."""
    learner.open(LESSON)
    for _ in range(3):
        learner.click("#on")
    learner.saved()
    learner.leave()
    learner.open(LESSON)
    learner.checks.expect(learner.place() == "4 / 8", f"it goes on: {learner.place()}")
    for answer in ("b", "c", "a"):
        learner.click("#on")
        learner.click(f"section.is-shown [value={answer}]")
    learner.click("#on")
    learner.saved()
    learner.leave()


def refers(learner, directory):
    """Two units of cmi5: a lesson, and a test that is failed and then passed."""
    checks, page = learner.checks, learner.page
    begins(learner, "1 / 4")
    for place in ("2 / 4", "3 / 4"):
        steps(learner, place)
    picture(learner, directory, "unit")
    # Left and opened again, it goes on where it was.
    begins(learner, "3 / 4")
    steps(learner, "4 / 4")
    page.wait(f"{DONE} === 1")
    test(learner, "a", "a", "a")
    begins(learner, "1 / 4")
    page.wait(f"{DONE} === 1")
    test(learner, "a", "c", "b")
    page.wait(f"{DONE} === 2")
    picture(learner, directory, "unit-passed")
    said = page.run(f"{stage('verdict')}.textContent")
    checks.expect(said == "Провера је положена.", f"the test says: {said}")
    last = learner.attempts(UNITS)[-1]
    checks.expect(last["done"] and last["score_percent"] == 100, f"the units are passed: {last}")


def stage(name):
    return f"document.getElementById('stage').contentDocument.getElementById('{name}')"


def begins(learner, place):
    learner.launch(UNITS)
    learner.page.wait(f"{stage('place')}?.textContent === '{place}'")


def steps(learner, place):
    learner.click("#on")
    learner.page.wait(f"{stage('place')}.textContent === '{place}'")


def test(learner, *answers):
    """Opens the second unit and answers its questions."""
    page = learner.page
    if page.run(f"{stage('score')} === null"):
        page.run("document.getElementById('next').click()")
        page.wait(f"{stage('score')} !== null && {stage('place')}.textContent === '1 / 4'")
    for place, answer in enumerate(answers, 2):
        learner.click(f"section.is-shown [value={answer}]")
        steps(learner, f"{place} / 4")


def says_so(learner, directory):
    """The certificate and the person's own page say what it was given for."""
    checks, page = learner.checks, learner.page
    checks.service.obuka("cohort", "close", COHORT)
    checks.expect(reasons(checks) == [], f"closed: {reasons(checks)}")
    checks.service.obuka("certificate", "issue", COHORT)
    learner.sign_in()
    page.open(f"{learner.service.address}/sr-Cyrl/e/{learner.enrolment}")
    link = page.run("document.querySelector('.answer a.button').href")
    page.open(link)
    picture(learner, directory, "certificate")
    checks.expect("завршени обавезни модули" in learner.text(), "the certificate says the modules")
    page.call("Network.setExtraHTTPHeaders", headers={})
