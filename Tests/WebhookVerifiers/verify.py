"""Receives what obuka tells, and verifies it with the library of Standard Webhooks."""

import http.server
import json
import subprocess
import sys
import threading

from standardwebhooks import Webhook, WebhookVerificationError

program, directory = sys.argv[1:]
received = []


class Receiver(http.server.BaseHTTPRequestHandler):
    def do_POST(self):
        content = self.rfile.read(int(self.headers["Content-Length"]))
        received.append((dict(self.headers.items()), content))
        self.send_response(204)
        self.end_headers()

    def log_message(self, *_):
        pass


def obuka(*arguments):
    outcome = subprocess.run([program, *arguments], capture_output=True, text=True)
    if outcome.returncode != 0:
        raise SystemExit(f"{arguments}: {outcome.stderr}")
    return outcome.stdout


def expect(condition, problem):
    if not condition:
        raise SystemExit(problem)


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
threading.Thread(target=server.serve_forever, daemon=True).start()
url = f"http://127.0.0.1:{server.server_port}/told"
hook = ["webhook", "create", "HOOK", "--url", url, "--allow-private", "--format", "json"]
first = json.loads(obuka(*hook))["secret"]
table = f"{directory}/courses.csv"
with open(table, "w", encoding="utf-8") as file:
    file.write("code,title_sr_latn\n" + "".join(f"K{n},Kurs {n}\n" for n in range(20)))
obuka("import", "courses", table)
second = json.loads(obuka("webhook", "rotate", "HOOK", "--format", "json"))["secret"]
obuka("work", "--once")
expect(len(received) == 20, f"{len(received)} messages arrived, not 20")
ids = set()
for headers, content in received:
    lower = {name.lower(): value for name, value in headers.items()}
    ids.add(lower["webhook-id"])
    # Both secrets count for a day after the change.
    for secret in (first, second):
        payload = Webhook(secret).verify(content, lower)
        expect(payload["type"] == "course.created", f"it is {payload}")
        expect(set(payload) == {"type", "timestamp", "data"}, f"it says {payload}")
        expect(set(payload["data"]) == {"noun", "code", "href"}, f"it says {payload}")
    for wrong in (content + b" ", content.replace(b"course", b"cohort")):
        try:
            Webhook(second).verify(wrong, lower)
        except WebhookVerificationError:
            continue
        raise SystemExit("a changed message is verified")
expect(len(ids) == 20, "messages share an id")
print("webhooks: 20 messages verified, with either secret")
