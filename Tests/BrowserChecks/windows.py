"""A package whose content opens a window of its own, and one whose part is a PDF."""
import json
import zipfile

from modules import enrolled

MANIFEST = """<?xml version="1.0"?><manifest identifier="M1"
 xmlns="http://www.imsproject.org/xsd/imscp_rootv1p1p2"
 xmlns:adlcp="http://www.adlnet.org/xsd/adlcp_rootv1p2">
<metadata><schema>ADL SCORM</schema><schemaversion>1.2</schemaversion></metadata>
<organizations default="O"><organization identifier="O"><title>Прозор</title>
<item identifier="I1" identifierref="R1"><title>Прозор</title></item>
<item identifier="I2" identifierref="R2"><title>Папир</title></item>
</organization></organizations><resources>
<resource identifier="R1" type="webcontent" adlcp:scormtype="sco" href="index.html"/>
<resource identifier="R2" type="webcontent" adlcp:scormtype="asset" href="papir%20%231.pdf"/>
</resources></manifest>"""
INDEX = """<!doctype html><title>index</title>
<button id="open" onclick="window.open('sco.html')">…</button>
<a id="paper" target="_blank" href="papir%20%231.pdf">…</a>"""
# As content looks for the run-time: in the windows around it, then in those around its opener.
WINDOW = """<!doctype html><title>…</title><script>
function found(place) {
    for (let steps = 0; steps < 9 && !place.API && place.parent !== place; steps += 1)
        place = place.parent;
    return place.API;
}
const api = found(window) ?? (window.opener && found(window.opener));
if (api) {
    api.LMSInitialize("");
    api.LMSSetValue("cmi.core.lesson_status", "completed");
    api.LMSFinish("");
}
document.title = api ? "done" : "none";
</script>"""
PAPER = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 300 200]>>endobj
trailer<</Root 1 0 R>>
"""


def windows(checks):
    path = checks.directory / "prozor.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("imsmanifest.xml", MANIFEST)
        archive.writestr("index.html", INDEX)
        archive.writestr("sco.html", WINDOW)
        archive.writestr("papir #1.pdf", PAPER)
    made = checks.service.obuka("module", "import", str(path), "--format", "json")
    module = json.loads(made)["module"]
    learner = enrolled(checks, [module], "PROZOR")
    learner.sign_in()
    learner.launch(module)
    page = checks.page
    content = "document.getElementById('stage').contentWindow.document"
    page.wait(f"{content}.title === 'index'")
    click(page, f"{content}.getElementById('open')")
    page.wait_for(lambda: targets(page, "sco.html") == {"done"}, "the window finds the run-time")
    click(page, f"{content}.getElementById('paper')")
    page.wait_for(lambda: targets(page, ".pdf", "page"), "a window shows a PDF")
    page.call("Page.bringToFront")
    page.run("document.getElementById('next').click()")
    # What shows a PDF is a part of the browser, in a frame: none is there where it is blocked.
    page.wait_for(lambda: len(viewers(page)) == 2, "the part that is a PDF is shown")
    calls = [call for run in learner.log(module) for call in run["calls"]]
    checks.expect(len(calls) == 3, f"the window called the run-time: {calls}")
    print("browser: a package opens a window that finds the run-time, and shows a PDF")


def click(page, element):
    page.call("Runtime.evaluate", userGesture=True, expression=f"{element}.click()")


def targets(page, ending, kind=None):
    found = page.browser.call("Target.getTargets")["targetInfos"]
    return {one["title"] for one in found
            if one["url"].endswith(ending) and kind in (None, one["type"])}


def viewers(page):
    found = page.browser.call("Target.getTargets")["targetInfos"]
    return [one for one in found if one["url"].startswith("chrome-extension://")]
