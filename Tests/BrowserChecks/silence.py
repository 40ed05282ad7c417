"""A package that never says a word is done when it is left, once staff have said so."""
import json
import time
import zipfile

from completions import send
from forms import picture
from modules import enrolled
from people import sign_in

MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest identifier="NEMA" version="1.0" xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
    xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
  <metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
  <organizations default="o"><organization identifier="o"><title>Nema lekcija</title>
    <item identifier="i" identifierref="r"><title>Strana</title></item>
  </organization></organizations>
  <resources><resource identifier="r" type="webcontent" adlcp:scormtype="sco" href="strana.html">
    <file href="strana.html"/></resource></resources>
</manifest>
"""


def silence(checks, directory=None):
    obuka = checks.service.obuka
    path = checks.directory / "nema.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("imsmanifest.xml", MANIFEST)
        archive.writestr("strana.html", "<!doctype html><p>Ništa ne javlja.</p>")
    module = json.loads(obuka("module", "import", str(path), "--format", "json"))["module"]
    learner = enrolled(checks, [module], course="NEMA")

    def state():
        found = json.loads(obuka(
            "module", "progress", "--enrolment", learner.enrolment, "--format", "json"))
        return found["modules"][0]["state"]

    def look():
        learner.open(module)
        # Content that is slow to begin is not silent yet.
        time.sleep(6)
        learner.leave()
        return state()

    learner.sign_in()
    own = checks.headers
    found = look()
    checks.expect(found == "in-progress", f"it waits for somebody: {found}")
    remark = learner.log(module)[-1]["remark"]
    checks.expect(remark == "never-called", f"the log says so: {remark}")
    sign_in(checks, "tisina@obuka.example", "staff", "reports")
    page = checks.page
    page.open(f"{checks.service.address}/en/admin/modules/{module}")
    picture(checks, directory, "module-silence")
    page.run("document.getElementById('silence-done_when_left').value = 'true'")
    send(page, "silence-done_when_left")
    page.arrive("document.body.innerText.includes('It is saved.')")
    value = page.run("document.getElementById('silence-done_when_left').value")
    checks.expect(value == "true", f"the page shows the rule: {value}")
    page.call("Network.setExtraHTTPHeaders", headers=own)
    found = look()
    checks.expect(found == "done", f"leaving it completes it: {found}")
    page.call("Network.setExtraHTTPHeaders", headers={})
    print("browser: a package without a word is done when it is left")
