"""Somebody of the staff reads reports in a browser, whose password is a token."""
import base64
import json
import re


def reports(checks):
    service, page = checks.service, checks.page
    service.obuka("account", "create", "--email", "ana@obuka.example", "--role", "auditor")
    created = service.obuka("token", "create", "--email", "ana@obuka.example", "--format", "json")
    token = json.loads(created)["token"]
    refused(checks, f"{service.address}/en/reports")
    page.answer_password("ana", "obk_wrong", token)
    page.open(f"{service.address}/sign-in?language=en", f"{service.address}/en/reports")
    checks.expect(page.passwords == [], "the browser asks again after a wrong password")
    links = page.run("[...document.querySelectorAll('.course a, .button.quiet')].map(a => a.href)")
    checks.expect(len(links) >= 18, f"{len(links)} reports and documents")
    for link in links:
        page.open(link)
        checks.expect(page.run("document.querySelector('.answer') === null"), f"{link} opens")
        # How often handbooks are read is a page beside the reports, and no sheet.
        if "/reports/" in link:
            printed(checks, link)
    walk(checks)
    downloads(checks)
    checks.expect(token not in service.log.read_text(), "the token is logged")
    print(f"browser: {len(links)} pages for staff")


def refused(checks, address):
    """Who gives no password sees why, and what to do."""
    page = checks.page
    page.answer_password(None)
    page.open(address)
    checks.expect("user name may be any" in page.run("document.body.textContent"), "no password")


def printed(checks, link):
    """A table on paper is as wide as the page, from the first page on, and the head says when."""
    page = checks.page
    isTable = "/documents/" not in link
    page.resize(1017 if isTable else 658, 680)
    page.call("Emulation.setEmulatedMedia", media="print")
    wide = page.run("""Math.max(...[...document.querySelectorAll('table, svg, p, dl')]
        .map((part) => part.getBoundingClientRect().right)) - innerWidth""")
    checks.expect(wide <= 1, f"{link} is {wide} too wide on paper")
    checks.expect("As of" in page.run("document.body.innerText"), f"{link} has no day on paper")
    page.resize(1100, 900)
    made = page.call("Page.printToPDF", preferCSSPageSize=True)
    boxes = re.findall(rb"/MediaBox\s*\[0 0 ([0-9.]+) ([0-9.]+)\]", base64.b64decode(made["data"]))
    checks.expect(boxes and all((float(width) > float(height)) == isTable
                                for width, height in boxes), f"{link}: {boxes}")


def walk(checks):
    """A period and a language are chosen as people do, without being asked for a password again."""
    service, page = checks.service, checks.page
    page.open(f"{service.address}/en/reports/reach")
    page.run("""(() => {
        document.getElementById('field-from').value = '2024-01-01';
        document.getElementById('field-to').value = '2024-02-29';
        document.querySelector('form.card button').click();
    })()""")
    page.wait("location.search.includes('from=2024-01-01') && document.readyState === 'complete'")
    lead = page.run("document.querySelector('.lead').textContent")
    checks.expect("4 trainings" in lead and "26" in lead, f"a period: {lead}")
    page.run("document.querySelector('.languages a[lang=sr-Cyrl]').click()")
    page.wait("location.pathname.startsWith('/sr-Cyrl/') && document.readyState === 'complete'")
    lead = page.run("document.querySelector('.lead').textContent")
    checks.expect("4 обуке" in lead, f"the period stays in another language: {lead}")
    page.run("document.querySelector('.back a').click()")
    page.wait("location.pathname === '/sr-Cyrl/reports' && document.readyState === 'complete'")


def downloads(checks):
    """The links to files give files."""
    service, page = checks.service, checks.page
    directory = checks.directory / "downloads"
    directory.mkdir()
    directory.chmod(0o777)
    page.browser.call("Browser.setDownloadBehavior", behavior="allow",
                      downloadPath=str(directory), eventsEnabled=True)
    page.open(f"{service.address}/sr-Latn/reports/coverage")
    for name, start in [("XLSX", b"PK"), ("CSV", b"lsg_code")]:
        page.run(f"""[...document.querySelectorAll('.files a')]
            .find((link) => link.textContent === '{name}').click()""")
        path = directory / f"coverage.{name.lower()}"
        page.wait_for(path.exists, path)
        checks.expect(path.read_bytes().startswith(start), f"{name} is none")
