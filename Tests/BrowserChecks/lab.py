"""A small server for the page of modules: its scripts, content that obeys, and what was saved."""
import http.server
import json
import pathlib
import threading

ROOT = pathlib.Path(__file__).parents[2]
ASSETS = ROOT / "Sources/Web/Assets"
KINDS = {".js": "text/javascript", ".css": "text/css", ".html": "text/html; charset=utf-8"}
POLICY = ("default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
          "frame-src 'self'; base-uri 'none'; form-action 'none'")
PAGE = """<!DOCTYPE html>
<html lang="LANGUAGE"><head><meta charset="utf-8"><title>TITLE</title>
<meta name="viewport" content="width=device-width">
<link rel="stylesheet" href="/assets/player.css">
<script type="module" src="/assets/player.js"></script></head>
<body><header><h1 id="title">TITLE</h1><p id="mark" role="status"></p>
<button id="previous" type="button" hidden></button>
<button id="next" type="button" hidden></button><a id="exit" href="/done/"></a></header>
<ol id="parts" hidden></ol><p id="problem" role="alert" hidden></p>
<div id="film" hidden><video id="video"></video><p id="watched"></p><p id="held"></p></div>
<iframe id="stage" src="about:blank"></iframe></body></html>"""
# Content looks for the object as both books tell it to, and obeys the test afterwards.
CONTENT = """<!DOCTYPE html><title>content</title><p>content</p><script>
let place = window;
while (place.API === undefined && place.API_1484_11 === undefined && place.parent !== place) {
    place = place.parent;
}
window.api = place.API ?? place.API_1484_11;
const options = new URLSearchParams(location.search);
if (options.has("begin")) api["LMSInitialize" in api ? "LMSInitialize" : "Initialize"]("");
if (options.has("last")) addEventListener(options.get("last"), () => {
    const old = "LMSInitialize" in api;
    const element = old ? "cmi.core.lesson_location" : "cmi.location";
    api[old ? "LMSSetValue" : "SetValue"](element, "last words");
    api[old ? "LMSFinish" : "Terminate"]("");
});
window.isReady = true;
</script>"""


class Lab:
    """Serves at `address`; `saves` has the bodies that came, by run."""

    def __init__(self, samples):
        self.samples = samples
        self.server = Server(("127.0.0.1", 0), Handler)
        self.server.daemon_threads = True
        self.server.lab = self
        self.address = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        self.run_count = 0
        # The last save that was taken of each run, which leftovers of one before follow.
        self.last = {}
        self.reset("scorm-1.2")

    def reset(self, standard, contents=("begin", "begin"), language="en"):
        """Another module; each part's content gets its options."""
        self.standard, self.contents, self.language = standard, contents, language
        self.saves, self.requests, self.refusals = {}, [], []
        self.answer = {}
        self.launch = {
            "title": "Modul", "standard": standard,
            "current": 1, "parts": [{"number": 0, "title": "Heading", "level": 0, "status": "",
                                     "visible": True, "launchable": False}] + [
                {"number": number, "title": f"Part {number}", "level": 1, "visible": True,
                 "status": "not attempted", "launchable": True, "identifier": f"item.{number}"}
                for number in range(1, len(contents) + 1)],
        }

    def sets(self, run):
        """What was set in a run, in order, each save once."""
        return [pair for save in self.unique(run) for pair in save["set"]]

    def calls(self, run):
        return [call for save in self.unique(run) for call in save["calls"]]

    def take(self, run, bodies):
        """The status of the answer: saves are taken in their order, as by the service."""
        for body in bodies:
            seq, last = json.loads(body)["seq"], self.last.get(run, 0)
            if seq > last + 1:
                return 425
            self.last[run] = max(last, seq)
        return 200

    def unique(self, run):
        bodies = {}
        for body in self.saves.get(run, []):
            save = json.loads(body)
            bodies.setdefault(save["seq"], save)
        return [bodies[seq] for seq in sorted(bodies)]

    def has_ended(self, run):
        saves = self.unique(run)
        return bool(saves) and saves[-1]["ended"] and [save["seq"] for save in saves] == list(
            range(1, len(saves) + 1))

    def close(self):
        self.server.shutdown()


def parted(body):
    """The saves of a request, which a page that goes sends as one list."""
    given = json.loads(body)
    if "saves" not in given:
        return [body]
    return [json.dumps(save, ensure_ascii=False).encode() for save in given["saves"]]


class Server(http.server.ThreadingHTTPServer):
    def handle_error(self, *_):
        """A page that goes breaks its connections off."""


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *_):
        pass

    def do_GET(self):
        lab, path = self.server.lab, self.path.split("?")[0]
        lab.requests.append(("GET", self.path))
        asset = ASSETS / path.removeprefix("/assets/")
        if path.startswith("/assets/player") and asset.is_file():
            self.answer(200, asset.read_bytes(), KINDS[asset.suffix])
        elif path == "/l/token/":
            page = PAGE.replace("TITLE", lab.launch["title"]).replace("LANGUAGE", lab.language)
            self.answer(200, page.encode(), KINDS[".html"], policy=True)
        elif path == "/l/token/launch":
            self.json(lab.launch)
        elif path.startswith("/l/token/content/"):
            self.answer(200, CONTENT.encode(), KINDS[".html"])
        elif path in ("/done/", "/empty/"):
            self.answer(200, b"<!DOCTYPE html><title>done</title>", KINDS[".html"])
        else:
            self.answer(404, b"", "text/plain")

    def do_POST(self):
        lab = self.server.lab
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        lab.requests.append(("POST", self.path))
        words = self.path.strip("/").split("/")
        if words[:3] == ["l", "token", "parts"] and words[4:] == ["runs"]:
            lab.run_count += 1
            self.begin(int(words[3]), f"run{lab.run_count}")
        elif words[-1] == "saves":
            bodies = parted(body)
            status = lab.refusals.pop(0) if lab.refusals else lab.take(words[-2], bodies)
            lab.saves.setdefault(words[-2], []).extend(bodies)
            if status != 200:
                self.answer(status, b"", "text/plain")
            else:
                self.json({"seq": json.loads(bodies[-1])["seq"], **lab.answer})
        else:
            self.answer(404, b"", "text/plain")

    def begin(self, number, run):
        lab = self.server.lab
        options = lab.contents[number - 1]
        sample = lab.samples.get(lab.standard, {})
        given = {"run": run, "content": f"content/{number}.html?{options}", "seq": 1,
                 "saves": f"parts/{number}/runs/{run}/saves", "model": None, "elements": {}}
        self.json(given if options == "asset" else {**given, **sample})

    def json(self, value):
        self.answer(200, json.dumps(value).encode(), "application/json")

    def answer(self, status, body, kind, policy=False):
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        if policy:
            self.send_header("Content-Security-Policy", POLICY)
        self.end_headers()
        self.wfile.write(body)
