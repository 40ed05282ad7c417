"""A headless Chromium, driven through its debugging pipe and nothing else."""
import base64
import json
import os
import shutil
import subprocess
import tempfile
import time

ANSWER_SECONDS_MAX = 60


class Browser:
    """Starts with a profile of its own, and ends with `close`."""

    def __init__(self):
        program = shutil.which("chromium") or shutil.which("chromium-browser")
        if program is None:
            raise SystemExit("there is no chromium")
        self.profile = tempfile.mkdtemp(prefix="obuka-browser-")
        (ours_in, theirs_out), (theirs_in, ours_out) = os.pipe(), os.pipe()
        arguments = [
            "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            "--no-first-run", "--disable-extensions", "--disable-background-networking",
            f"--user-data-dir={self.profile}", "--remote-debugging-pipe", "about:blank",
        ]
        # The pipe is expected at descriptors 3 and 4.
        script = f'exec "$0" "$@" 3<&{theirs_in} 4>&{theirs_out}'
        self.process = subprocess.Popen(
            ["/bin/bash", "-c", script, program, *arguments],
            pass_fds=(theirs_in, theirs_out), stderr=subprocess.DEVNULL,
        )
        os.close(theirs_in)
        os.close(theirs_out)
        self.reader = os.fdopen(ours_in, "rb", buffering=0)
        self.writer = os.fdopen(ours_out, "wb", buffering=0)
        self.rest = b""
        self.number = 0
        self.events = []
        # What is done at once when an event comes, instead of keeping it.
        self.handlers = {}

    def close(self):
        self.process.terminate()
        self.process.wait()
        shutil.rmtree(self.profile, ignore_errors=True)

    def call(self, method, session=None, **parameters):
        """The result of a command; events that come meanwhile are kept."""
        number = self.send(method, session, **parameters)
        while True:
            message = self.message()
            if "id" not in message:
                self.take(message)
            elif message["id"] == number:
                if "error" in message:
                    raise RuntimeError(f"{method}: {message['error']}")
                return message["result"]

    def send(self, method, session=None, **parameters):
        """Sends a command and gives its number; nobody has to wait for what it answers."""
        self.number += 1
        command = {"id": self.number, "method": method, "params": parameters}
        if session is not None:
            command["sessionId"] = session
        self.writer.write(json.dumps(command).encode() + b"\0")
        return self.number

    def take(self, event):
        handler = self.handlers.get(event["method"])
        if handler is None:
            self.events.append(event)
        else:
            handler(event["params"])

    def message(self):
        while b"\0" not in self.rest:
            part = os.read(self.reader.fileno(), 1 << 16)
            if not part:
                raise RuntimeError("the browser ended")
            self.rest += part
        line, self.rest = self.rest.split(b"\0", 1)
        return json.loads(line)


class Page:
    """One tab, with everything that it asked of the network."""

    def __init__(self, browser):
        self.browser = browser
        target = browser.call("Target.createTarget", url="about:blank")["targetId"]
        attached = browser.call("Target.attachToTarget", targetId=target, flatten=True)
        self.session = attached["sessionId"]
        for domain in ("Page", "Network", "Runtime", "DOM", "Log"):
            self.call(f"{domain}.enable")

    def call(self, method, **parameters):
        return self.browser.call(method, self.session, **parameters)

    def open(self, address, end=None):
        """Opens an address, which may lead to another one."""
        self.call("Page.navigate", url=address)
        self.wait(f"document.readyState === 'complete' && location.href === {(end or address)!r}")

    def answer_password(self, name, *passwords):
        """What to type when a page asks for a password: one after the other, then nothing."""
        self.name, self.passwords = name, list(passwords)
        self.browser.handlers["Fetch.requestPaused"] = self.go_on
        self.browser.handlers["Fetch.authRequired"] = self.type_password
        self.call("Fetch.enable", handleAuthRequests=True)

    def go_on(self, request):
        self.browser.send("Fetch.continueRequest", self.session, requestId=request["requestId"])

    def type_password(self, request):
        answer = {"response": "CancelAuth"}
        if self.passwords:
            answer = {"response": "ProvideCredentials", "username": self.name,
                      "password": self.passwords.pop(0)}
        self.browser.send("Fetch.continueWithAuth", self.session, requestId=request["requestId"],
                          authChallengeResponse=answer)

    def run(self, script):
        """What a script gives; promises are waited for."""
        answer = self.call(
            "Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True,
        )
        if "exceptionDetails" in answer:
            raise RuntimeError(str(answer["exceptionDetails"]))
        return answer["result"].get("value")

    def wait(self, condition):
        """Waits for what may be true on the next page only."""
        self.wait_for(lambda: self.holds(condition), condition)

    def arrive(self, condition="true"):
        """Waits for a page that is there as a whole."""
        self.wait(f"document.readyState === 'complete' && ({condition})")

    def holds(self, condition):
        try:
            return self.run(condition)
        except RuntimeError:
            # The page goes just now.
            return False

    def wait_for(self, is_so, what):
        end = time.monotonic() + ANSWER_SECONDS_MAX
        while not is_so():
            if time.monotonic() > end:
                raise RuntimeError(f"never: {what}")
            # The browser is heard meanwhile, too.
            self.holds("0")
            time.sleep(0.02)

    def choose(self, path):
        """Chooses a file as a person does in the field for it."""
        root = self.call("DOM.getDocument")["root"]["nodeId"]
        field = self.call("DOM.querySelector", nodeId=root, selector="#file")["nodeId"]
        self.call("DOM.setFileInputFiles", nodeId=field, files=[str(path)])

    def press(self, key, code, text=""):
        for kind in ("keyDown", "keyUp"):
            self.call(
                "Input.dispatchKeyEvent", type=kind, key=key, code=key, text=text,
                windowsVirtualKeyCode=code,
            )

    def resize(self, width, height, dark=False):
        self.call(
            "Emulation.setDeviceMetricsOverride", width=width, height=height,
            deviceScaleFactor=1, mobile=width < 600,
        )
        scheme = "dark" if dark else "light"
        self.call(
            "Emulation.setEmulatedMedia",
            features=[{"name": "prefers-color-scheme", "value": scheme}],
        )

    def screenshot(self, path):
        # Of a page behind another there is none.
        self.call("Page.bringToFront")
        answer = self.call("Page.captureScreenshot", captureBeyondViewport=True)
        path.write_bytes(base64.b64decode(answer["data"]))

    def take_events(self, method):
        """The events of a kind so far, each given once."""
        mine = [event["params"] for event in self.browser.events
                if event.get("sessionId") == self.session and event["method"] == method]
        self.browser.events = [event for event in self.browser.events
                               if event.get("sessionId") != self.session
                               or event["method"] != method]
        return mine
