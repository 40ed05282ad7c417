"""A file of H5P, played by the core that the operator installed and reported as any module is."""
import os
import pathlib

from modules import STAGE, Learner, enrolled, picture

SAMPLE = "h5p_standalone_test.h5p"
RADIO = f"[...{STAGE}.document.querySelectorAll('.h5p-true-false-answer')]"


def h5p(checks, directory=None):
    folder = os.environ.get("OBUKA_SAMPLE_PACKAGES")
    if folder is None or "OBUKA_H5P_PLAYER" not in os.environ:
        print("browser: NOT TRIED: H5P; it needs OBUKA_SAMPLE_PACKAGES and OBUKA_H5P_PLAYER")
        return
    obuka = checks.service.obuka
    obuka("module", "create", "code=H5P", "title_sr_cyrl=Тачно или нетачно",
          "title_sr_latn=Tačno ili netačno", "title_en=True or false", "kind=h5p")
    obuka("module", "import", str(pathlib.Path(folder) / SAMPLE), "--module", "H5P")
    learner = enrolled(checks, ["H5P"], "H5P")
    learner.sign_in()
    is_played(learner, directory)
    goes_on(learner)
    checks.page.call("Network.setExtraHTTPHeaders", headers={})
    print("browser: a file of H5P is played")


def is_played(learner, directory):
    """It is answered rightly, and the module is completed with its score."""
    checks = learner.checks
    learner.open("H5P")
    learner.page.wait(f"{RADIO}.length === 2")
    picture(learner, directory, "h5p")
    right = learner.page.run(
        f"{STAGE}.fetch('content/content/content.json').then((answer) => answer.json())"
        ".then(({ correct }) => correct)")
    learner.page.run(f"{RADIO}[{0 if right == 'true' else 1}].click()")
    learner.page.run(f"{STAGE}.document.querySelector('.h5p-question-check-answer').click()")
    learner.saved()
    picture(learner, directory, "h5p-answered")
    learner.leave()
    attempt = learner.attempts("H5P")[0]
    checks.expect(attempt["done"] and attempt["score_percent"] == 100, str(attempt))
    checks.expect("(100%)" in learner.text(), "the page says the score")
    for run in learner.log("H5P"):
        checks.expect(run["refused"] == [], str(run))


def goes_on(learner):
    """Opened again, it knows the answer."""
    learner.open("H5P")
    learner.page.wait(f"{RADIO}.some((answer) => answer.ariaChecked === 'true')")
    learner.leave()
