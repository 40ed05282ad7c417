"""Files that are hundreds of megabytes: a package that comes in, a handbook that goes out."""
import http.client
import json
import os
import statistics
import subprocess
import threading
import time
import zipfile

from . import learning, throughput

PACKAGE_BYTES = 500_000_000
PICTURES = 50
PIECE = 1 << 20
RESIDENT_MEBIBYTES_MAX = 100
PLAYABLE_SECONDS_MAX = 10
HANDBOOK_BYTES = 100_000_000
HANDBOOK_ROUNDS = 10


def package(running, _):
    """A package of 500 MB is handed in and opened: the memory it takes, and when it plays."""
    running.run("module", "create", "code=BULK", "title_sr_cyrl=Видео", "title_sr_latn=Video",
                "title_en=Video", "kind=scorm-1.2")
    path = f"{running.directory}/bulk.zip"
    write_package(path)
    most, stop = [0, 0], threading.Event()
    watcher = threading.Thread(target=watch, args=(running.process.pid, most, stop))
    watcher.start()
    try:
        sent = hand_in(running, path)
    finally:
        stop.set()
        watcher.join()
    handed_in = time.monotonic() - sent
    # The seat is there before the package in a centre; making it is not measured.
    learning.enrol(running, "BULK", "BULK", learners=1)
    opened = time.monotonic()
    play(running)
    playable = handed_in + time.monotonic() - opened
    os.remove(path)
    if most[1] == 0:
        raise SystemExit("no process was seen that reads the package")
    server, reader = (bytes / 2**20 for bytes in most)
    return {
        "holds": max(server, reader) < RESIDENT_MEBIBYTES_MAX and playable < PLAYABLE_SECONDS_MAX,
        "result": f"at most {server:.0f} MiB resident, {reader:.0f} MiB in the process that reads "
                  f"it; played {playable:.1f} s after the last byte",
        "bar": f"< {RESIDENT_MEBIBYTES_MAX} MiB, < {PLAYABLE_SECONDS_MAX} s, for "
               f"{PACKAGE_BYTES // 1_000_000} MB",
        "server_mebibytes": server, "reader_mebibytes": reader, "playable_seconds": playable,
    }


def write_package(path):
    """The lesson of the demonstration with pictures that nothing makes smaller."""
    with zipfile.ZipFile(path, "w") as archive:
        for file in sorted(learning.LESSON.iterdir()):
            archive.write(file, file.name)
        for number in range(PICTURES):
            archive.writestr(f"pictures/{number}.jpg", os.urandom(PACKAGE_BYTES // PICTURES))


def hand_in(running, path):
    """Sends a package in pieces; when its last byte was sent."""
    connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=600)
    connection.putrequest("POST", "/api/v1/modules/BULK/versions")
    connection.putheader("Authorization", f"Bearer {running.token}")
    connection.putheader("Content-Type", "application/zip")
    connection.putheader("Content-Length", str(os.path.getsize(path)))
    connection.endheaders()
    with open(path, "rb") as file:
        while piece := file.read(PIECE):
            connection.send(piece)
    sent = time.monotonic()
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise SystemExit(f"the package got {answer.status} {body[:500]}")
    return sent


def watch(server, most, stop):
    """The most that the server and the process that reads had resident, in bytes."""
    while not stop.wait(0.02):
        most[0] = max(most[0], resident(server))
        for reader in readers(server):
            most[1] = max(most[1], resident(reader))


def resident(process):
    try:
        with open(f"/proc/{process}/statm", encoding="ascii") as file:
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, IndexError):
        return 0


def readers(process):
    """The processes in which one reads packages."""
    for entry in os.listdir("/proc"):
        if not entry.isdecimal():
            continue
        try:
            with open(f"/proc/{entry}/stat", encoding="utf-8") as file:
                # The name stands in brackets and may hold anything; the parent is after the state.
                parent = int(file.read().rpartition(")")[2].split()[1])
            with open(f"/proc/{entry}/cmdline", "rb") as file:
                arguments = file.read().split(b"\0")
        except OSError:
            continue
        if parent == process and b"package" in arguments:
            yield int(entry)


def play(running):
    """Opens the part of the module and takes its page and the last picture."""
    host = {"Host": f"content.localhost:{running.port}"}
    connection = http.client.HTTPConnection("127.0.0.1", running.port, timeout=60)
    connection.request("POST", "/l/tokenBULK-1-1/parts/0/runs", headers=host)
    run = json.loads(connection.getresponse().read())
    for path, least in ((run["content"], 1_000), (f"content/pictures/{PICTURES - 1}.jpg", PIECE)):
        connection.request("GET", f"/l/tokenBULK-1-1/{path}", headers=host)
        answer = connection.getresponse()
        if answer.status != 200 or len(answer.read()) < least:
            raise SystemExit(f"{path} got {answer.status}")


def download(running, options):
    """A PDF of 100 MB, from us and from nginx in turns, and its second half alone."""
    path = f"{running.directory}/handbook.pdf"
    write_handbook(path)
    handbook = publish(running, path)
    ours, theirs = [], []
    with throughput.nginx(running, {"handbook.pdf": path}) as port:
        for _ in range(HANDBOOK_ROUNDS):
            theirs.append(speed(f"http://127.0.0.1:{port}/handbook.pdf"))
            ours.append(speed(running.url + handbook))
    half = HANDBOOK_BYTES // 2
    part = curl("-r", f"{half}-", "-o", f"{running.directory}/half", "-w", "%{http_code}",
                running.url + handbook)
    with open(path, "rb") as whole, open(f"{running.directory}/half", "rb") as rest:
        whole.seek(half)
        if part != "206" or whole.read() != rest.read():
            raise SystemExit(f"the second half got {part}")
    ratio = statistics.median(ours) / statistics.median(theirs)
    return {
        "holds": ratio >= 0.8,
        "result": f"{ratio:.2f} x nginx, one connection each",
        "bar": ">= 0.8 x",
        "note": f"{statistics.median(ours) / 1e6:,.0f} MB/s against "
                f"{statistics.median(theirs) / 1e6:,.0f} MB/s; the second half alone is right",
        "ratio": ratio,
    }


def write_handbook(path):
    """A PDF of an empty page, with a long stream that nothing uses."""
    length = HANDBOOK_BYTES - 1_000
    objects = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>",
        b"<< /Length %d >>\nstream\n" % length + os.urandom(length) + b"\nendstream",
    ]
    with open(path, "wb") as file:
        file.write(b"%PDF-1.4\n")
        places = []
        for number, content in enumerate(objects, 1):
            places.append(file.tell())
            file.write(b"%d 0 obj\n" % number + content + b"\nendobj\n")
        table = file.tell()
        file.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
        for place in places:
            file.write(b"%010d 00000 n \n" % place)
        file.write(b"trailer\n<< /Size %d /Root 1 0 R >>\n" % (len(objects) + 1))
        file.write(b"startxref\n%d\n%%%%EOF\n" % table)
        # Its halves are compared, so it is as long as is said.
        file.write(b"%" * (HANDBOOK_BYTES - file.tell()))


def publish(running, path):
    """The address of a published handbook with a file."""
    running.run("handbook", "create", "code=BULK", "title_sr_cyrl=Водич", "title_sr_latn=Vodič",
                "title_en=Guide")
    running.run("handbook-edition", "create", "code=BULK-1", "handbook_code=BULK",
                "language_tag=sr-Cyrl", "version_label=1", "year=2024", "licence=CC-BY-4.0")
    running.run("handbook", "import", path, "--edition", "BULK-1")
    running.run("handbook", "publish", "BULK-1")
    return "/handbooks/BULK/BULK-1"


def speed(url):
    """Bytes a second of one download."""
    return float(curl("-o", "/dev/null", "-w", "%{speed_download}", url))


def curl(*arguments):
    return subprocess.run(
        ["curl", "-sS", "--fail", *arguments], check=True, capture_output=True, text=True).stdout
