"""A running Obuka with a filled database, for one run of the benchmark."""
import os
import pathlib
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = pathlib.Path(__file__).resolve().parents[2]
HERE = ROOT / "deploy" / "benchmarks"


# As many signed forms as the others have certificates would be six gigabytes; a list has 131,072
# places. The sizes are those of the demonstration's certificates.
CREDENTIALS_MAX = 100_000
DOCUMENT_BYTES = 3_088
TOKEN_BYTES = 4_112


def say(text):
    print(text, file=sys.stderr, flush=True)


def server_binary(name):
    """A PostgreSQL program, which Debian keeps out of PATH."""
    found = shutil.which(name)
    if found:
        return found
    candidates = sorted(pathlib.Path("/usr/lib/postgresql").glob(f"*/bin/{name}"))
    if not candidates:
        raise SystemExit(f"{name} is missing: install postgresql")
    return str(candidates[-1])


class Service:
    """Builds, starts and fills; `url` is the server's address and `conninfo` the database's."""

    def __init__(self, rows):
        self.rows = rows
        self.credentials = min(rows, CREDENTIALS_MAX)
        self.directory = tempfile.mkdtemp(prefix="bench-", dir=ROOT / ".build")
        self.obuka = None
        self.process = None
        self.port = None

    def __enter__(self):
        try:
            self._start()
        except BaseException:
            self.__exit__()
            raise
        return self

    def _start(self):
        subprocess.run([ROOT / "deploy/packages", "wrk", "nginx-light", "postgresql"], check=True)
        build = ["swift", "build", "--configuration", "release", "--static-swift-stdlib"]
        subprocess.run([*build, "--product", "obuka"], cwd=ROOT, check=True, stdout=sys.stderr)
        path = subprocess.run(
            ["swift", "build", "--configuration", "release", "--show-bin-path"],
            cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()
        self.obuka = f"{path}/obuka"
        # The cluster's user has to pass through the directories above it.
        os.chmod(self.directory, 0o755)
        self.start_server()
        self.conninfo = self.run("db", "url").strip()
        say(f"filling {self.rows} rows")
        started = time.monotonic()
        sizes = {
            "rows": self.rows, "credentials": self.credentials, "document_bytes": DOCUMENT_BYTES,
            "token_bytes": TOKEN_BYTES,
        }
        variables = [word for name, size in sizes.items() for word in ("-v", f"{name}={size}")]
        subprocess.run(
            ["psql", "-X", "-q", "-v", "ON_ERROR_STOP=1", *variables, "-f", HERE / "fill.sql",
             self.conninfo], check=True, stdout=subprocess.DEVNULL)
        say(f"filled in {time.monotonic() - started:.0f} s")
        self._wait_for_log()
        self.run("account", "create", "--email", "bench@obuka.example", "--role", "administrator")
        self.token = self.run("token", "create", "--account", "bench@obuka.example").split()[-1]

    def _wait_for_log(self):
        """Until a signed checkpoint covers every leaf, as with certificates that are not new."""
        started = time.monotonic()
        while int(self.sql("SELECT coalesce(max(size), 0) FROM log_checkpoints")) < self.rows:
            if time.monotonic() - started > 600:
                raise SystemExit("the log has not taken the certificates in")
            time.sleep(0.2)
        say(f"in the log {time.monotonic() - started:.0f} s later")
        self.sql("VACUUM (ANALYZE) log_leaves")

    def sql(self, statement):
        """The output of a statement, run as the owner of the database."""
        return subprocess.run(
            ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", statement,
             self.conninfo], check=True, stdout=subprocess.PIPE, text=True).stdout.strip()

    def environment(self, **more):
        """The settings of the run; the limits that a load test meets are raised."""
        settings = {
            "OBUKA_DATA": self.directory,
            "OBUKA_LISTEN": "127.0.0.1:0",
            "OBUKA_VERIFICATIONS_PER_MINUTE_MAX": "1000000000",
            "OBUKA_CONNECTIONS_PER_ADDRESS_MAX": "4096",
        }
        return {**os.environ, **settings, **more}

    def start_server(self, **more):
        log = open(f"{self.directory}/obuka.log", "ab")
        self.process = subprocess.Popen(
            [self.obuka, "serve"], env=self.environment(**more), stdout=subprocess.PIPE, stderr=log,
            # A session of its own, as pgbench's cluster and nginx have: Linux shares the processor
            # out by session.
            text=True, start_new_session=True)
        self.port = int(self.process.stdout.readline().rsplit(":", 1)[1])

    def stop_server(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(timeout=60)

    def run(self, *arguments):
        return subprocess.run(
            [self.obuka, *arguments], env=self.environment(), check=True, stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL, text=True).stdout

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def get(self, path, accept="application/json"):
        request = urllib.request.Request(self.url + path, headers={
            "Authorization": f"Bearer {self.token}", "Accept": accept})
        with urllib.request.urlopen(request, timeout=60) as answer:
            return answer.read()

    def resident_kibibytes(self, line_name="VmRSS"):
        """The resident memory of the server, or with VmHWM the most of it."""
        with open(f"/proc/{self.process.pid}/status", encoding="ascii") as status:
            for line in status:
                if line.startswith(f"{line_name}:"):
                    return int(line.split()[1])
        raise SystemExit("the server has ended")

    def forget_peak(self):
        """Has VmHWM begin anew with what is resident now."""
        with open(f"/proc/{self.process.pid}/clear_refs", "w", encoding="ascii") as file:
            file.write("5")

    def __exit__(self, *_):
        self.stop_server()
        shutil.rmtree(self.directory, ignore_errors=True)
