"""A focal point fills forms in, as somebody does who has a keyboard and no scripts."""
from people import sign_in

FORM = "en/nominations/PRIHVAT-C"
PROBLEM = "document.getElementById('person-email-problem')"
FILL = """(() => {
    const form = document.querySelector('#person ~ form');
    for (const [name, value] of Object.entries(%s)) form.elements[name].value = value;
    form.querySelector('button').click();
})()"""


def forms(checks, directory=None):
    """Names somebody, first with a wrong address, and sees the row; then with a table."""
    sign_in(checks, "popunjava@vrsac.example", "focal-point", "me")
    page, address = checks.page, checks.service.address
    page.resize(1100, 900)
    page.open(f"{address}/{FORM}")
    picture(checks, directory, "new")
    fill(page, given_name="Spasenija", family_name="Ćurguz", email="spasenija vrsac")
    page.wait(f"document.readyState === 'complete' && {PROBLEM} !== null")
    text = page.run(f"{PROBLEM}.innerText")
    checks.expect(text == "This is no e-mail address.", f"the problem stands at its field: {text}")
    focused = page.run("document.activeElement.className")
    checks.expect("summary" in focused, f"the summary has the focus: {focused}")
    kept = page.run("document.getElementById('person-given_name').value")
    checks.expect(kept == "Spasenija", f"what was typed is kept: {kept}")
    described = page.run("document.getElementById('person-email').getAttribute('aria-describedby')")
    checks.expect(described == "person-email-problem", f"the field names its problem: {described}")
    picture(checks, directory, "wrong")
    fill(page, email="spasenija.curguz@vrsac.example")
    page.wait("document.readyState === 'complete' && location.search.startsWith('?done=')")
    rows = page.run("document.querySelector('[aria-labelledby=people] tbody').innerText")
    checks.expect("Spasenija Ćurguz" in rows, f"the row is there: {rows}")
    notice = page.run("document.querySelector('[role=status]').innerText")
    checks.expect("Spasenija Ćurguz" in notice, f"the page says what was done: {notice}")
    picture(checks, directory, "done")
    table(checks, directory)
    page.call("Network.setExtraHTTPHeaders", headers={})
    print("browser: forms of a focal point")


def fill(page, **values):
    page.run(FILL % values)


def table(checks, directory):
    """One row goes in, the other is named with its problem."""
    page = checks.page
    path = checks.directory / "people.csv"
    path.write_text("Ime i prezime,E-pošta\nRadinka Šuvak,radinka.suvak@vrsac.example\n"
                    "Bez Pošte,–\n")
    root = page.call("DOM.getDocument")["root"]["nodeId"]
    field = page.call("DOM.querySelector", nodeId=root, selector="#list-file")["nodeId"]
    page.call("DOM.setFileInputFiles", nodeId=field, files=[str(path)])
    page.run("document.querySelector('#list ~ form button').click()")
    page.wait("document.readyState === 'complete' && "
              "document.getElementById('rows-rejected') !== null")
    said = page.run("document.querySelector('[aria-labelledby=rows-rejected] tbody').innerText")
    checks.expect("3" in said and "This is no e-mail address." in said, f"the row is named: {said}")
    picture(checks, directory, "table")


def picture(checks, directory, name):
    """Nothing is wider than a telephone."""
    for width in (360, 1100):
        checks.page.resize(width, 900)
        wide = checks.page.run("document.documentElement.scrollWidth")
        checks.expect(wide <= width, f"{name}: {wide} wide of {width}")
        if directory is not None:
            checks.page.screenshot(directory / f"form-{name}-{width}.png")
