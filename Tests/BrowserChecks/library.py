"""Staff enter a handbook, hand in the file of an edition, and publish it, by pages."""
import pathlib

from desk import fill, send
from forms import picture
from people import look, sign_in

ROOT = pathlib.Path(__file__).parents[2]
PATH = "/admin/handbooks"


def library(checks, directory=None):
    page, address = checks.page, checks.service.address
    sign_in(checks, "biblioteka@obuka.example", "staff", "reports")
    page.open(f"{address}/en/admin")
    page.run(f"document.querySelector('a[href$=\"{PATH}\"]').click()")
    page.wait(f"location.pathname === '/en{PATH}' && document.readyState === 'complete'")
    fill(page, "handbooks", code="NOVI", title_sr_cyrl="Нови приручник", title_en="New handbook")
    page.arrive("document.body.innerText.includes('It is saved.')")
    for language in ("sr-Cyrl", "sr-Latn", "en"):
        look(checks, "staff", f"{language}{PATH}", language, directory)
    page.open(f"{address}/sr-Cyrl{PATH}/NOVI")
    edition = {"code": "NOVI-1", "version_label": "1", "year": "2026", "licence": "CC-BY-4.0"}
    fill(page, "editions", language_tag="sr", **edition)
    checks.expect("Језик" in summary(page), f"Serbian alone names no script: {summary(page)}")
    fill(page, "editions", language_tag="sr-Cyrl", **edition)
    page.arrive("document.body.innerText.includes('нема датотеке')")
    broken = checks.directory / "pokvaren.pdf"
    broken.write_bytes(b"%PDF-1.7 broken")
    send(page, broken, "file")
    page.arrive("document.body.innerText.includes('PDF')")
    page.wait_for(lambda: is_damaged(page, address), "the file is found damaged")
    publish(page)
    checks.expect("оштећена" in summary(page), f"it is not published: {summary(page)}")
    send(page, ROOT / "sql/demo/handbooks/VODIC-en.pdf", "file")
    page.arrive("document.body.innerText.includes('Сачувано је.')")
    publish(page)
    page.arrive("document.body.innerText.includes('објављено')")
    for language in ("sr-Cyrl", "sr-Latn", "en"):
        look(checks, "staff", f"{language}{PATH}/NOVI", language, directory)
    picture(checks, directory, "library")
    checks.page.call("Network.setExtraHTTPHeaders", headers={})
    page.open(f"{address}/en/handbooks/NOVI")
    text = page.run("document.body.innerText")
    checks.expect("New handbook" in text, f"everybody sees it: {text}")
    print("browser: a handbook is entered, handed in and published by pages")


def summary(page):
    page.wait("document.readyState === 'complete' && document.querySelector('.summary') !== null")
    return page.run("document.querySelector('.summary').innerText")


def is_damaged(page, address):
    page.open(f"{address}/sr-Cyrl{PATH}/NOVI")
    return page.run("document.body.innerText.includes('датотека је оштећена')")


def publish(page):
    page.run("""document.querySelector('form[action$="/publication"] button:not([hidden])')
        .click()""")
