"""Sends the same bytes to our server and to h11, and compares what both make of them."""

import argparse
import collections
import json
import re
import socket
import subprocess
import sys

import h11

from cases import all_cases
from stricter import explains_acceptance, explains_refusal

Message = collections.namedtuple("Message", "method target content")
Refused = collections.namedtuple("Refused", "status code")


def ours(port, data):
    """The messages that our server read, and the refusal that ended them, if one did."""
    with socket.create_connection(("127.0.0.1", port), timeout=20) as client:
        client.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        client.sendall(data)
        client.shutdown(socket.SHUT_WR)
        received = b""
        while piece := client.recv(1 << 16):
            received += piece
    messages = []
    while received:
        head, _, received = received.partition(b"\r\n\r\n")
        status = int(head[9:12])
        if status == 100:
            continue
        if echo := re.search(rb"\r\nEcho: (\w*)\.(\w*)\.(\w*)", head):
            messages.append(Message(*(bytes.fromhex(word.decode()) for word in echo.groups())))
        elif code := re.search(rb"\r\nEcho-Code: (\w*)", head):
            return messages, Refused(status, code[1].decode())
        else:
            return messages, Refused(status, json.loads(received)["code"])
    return messages, None


def theirs(data):
    """What h11 makes of the bytes, for as long as it would go on."""
    messages = []
    while True:
        connection = h11.Connection(h11.SERVER, max_incomplete_event_size=1 << 17)
        connection.receive_data(data)
        connection.receive_data(b"")
        try:
            ended = read_cycles(connection, messages)
        except h11.RemoteProtocolError as error:
            return messages, Refused(error.error_status_hint, str(error))
        if not ended:
            return messages, None
        # It does not keep HTTP/1.0 connections; what follows is still to be compared.
        data = connection.trailing_data[0]
        if not data:
            return messages, None


def read_cycles(connection, messages):
    """Reads requests until h11 stops; true when it stopped because of HTTP/1.0 alone."""
    while True:
        event = connection.next_event()
        if isinstance(event, h11.ConnectionClosed) or event in (h11.NEED_DATA, h11.PAUSED):
            return False
        request, content = event, b""
        while not isinstance(event := connection.next_event(), h11.EndOfMessage):
            content += event.data
        messages.append(Message(request.method, origin_form(request.target), content))
        # 200 to CONNECT would end HTTP on the connection.
        status = 501 if request.method == b"CONNECT" else 200
        connection.send(h11.Response(status_code=status, headers=[("Content-Length", "0")]))
        connection.send(h11.EndOfMessage())
        if connection.our_state is h11.MUST_CLOSE:
            values = b",".join(value for name, value in request.headers if name == b"connection")
            tokens = [token.strip().lower() for token in values.split(b",")]
            return request.http_version == b"1.0" and b"keep-alive" in tokens and b"close" not in tokens
        connection.start_next_cycle()


def origin_form(target):
    match = re.match(rb"https?://[^/?]*(.*)$", target, re.IGNORECASE | re.DOTALL)
    if not match:
        return target
    rest = match[1]
    return rest if rest.startswith(b"/") else b"/" + rest


def compare(data, is_valid, mine, other, reasons):
    """Counts why we differ where we may; returns what is wrong, or None."""
    (my_messages, my_refusal), (their_messages, their_refusal) = mine, other
    for index, message in enumerate(my_messages):
        if index >= len(their_messages):
            reason = explains_acceptance(data)
            if reason is None or their_refusal is None:
                return f"we read {message}, h11 {their_refusal}"
            reasons[("laxer", reason)] += 1
            return None
        if message != their_messages[index]:
            return f"we read {message}, h11 {their_messages[index]}"
    if len(my_messages) == len(their_messages):
        return None
    if my_refusal is None:
        return f"we stopped, h11 read {their_messages[len(my_messages)]}"
    theirs_next = their_messages[len(my_messages)]
    reason = None if is_valid else explains_refusal(my_refusal.code, data, theirs_next)
    if reason is None:
        return f"we refused with {my_refusal}, h11 read {theirs_next}"
    reasons[(my_refusal.code, reason)] += 1
    return None


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("server")
    parser.add_argument("--cases", type=int, default=8000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    server = subprocess.Popen([options.server, "0", "1", "/dev/null"], stdout=subprocess.PIPE, text=True)
    try:
        port = int(server.stdout.readline().rsplit(":", 1)[1])
        failures = run(port, all_cases(options.cases, options.seed))
        if server.poll() is not None:
            failures.append("the server has ended")
    finally:
        server.kill()
        server.wait()
    for failure in failures[:20]:
        print(failure)
    return 1 if failures else 0


def run(port, cases):
    reasons = collections.Counter()
    failures = []
    agreed = accepted = 0
    for data, is_valid in cases:
        mine, other = ours(port, data), theirs(data)
        before = reasons.total()
        wrong = compare(data, is_valid, mine, other, reasons)
        if is_valid and mine[1]:
            wrong = f"we refused a valid request with {mine[1]}"
        if wrong:
            failures.append(f"{data!r:.600}\n    {wrong:.600}")
        elif reasons.total() == before:
            agreed += 1
        accepted += len(mine[0])
    print(f"{len(cases)} inputs, {accepted} requests accepted by us, {agreed} inputs agreed on, "
          f"{reasons.total()} differences explained, {len(failures)} not")
    for (code, reason), count in reasons.most_common():
        print(f"{count:6} {code}: {reason}")
    return failures


sys.exit(main())
