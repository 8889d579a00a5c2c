"""Without --allow-private a job opens no connection to its own machine or network, however it is asked to.

    PYTHONPATH=tests/app python3 private_addresses.py PROGRAM SOURCE_DIR

Sockets that listen on loopback, for IPv4 and IPv6, count connections: there must be none. Redirects are
tried in a network of one machine, which root can make, where an address of the open internet is at hand.
"""
import fcntl
import pathlib
import socket
import struct
import subprocess
import sys
import threading

from checks import Checks, is_printable
from job import Job, scratch, source
from server import Host, Reply, moved
from stories import Story

SPELLINGS = (
    "127.0.0.1", "127.1", "127.0.1", "0", "0.0.0.0", "2130706433", "0x7f000001", "0x7f.1", "0x7f.0.0.1",
    "0177.0.0.1",
    "0177.1", "017700000001", "127.255.255.254", "[::1]", "[0:0:0:0:0:0:0:1]", "[::]", "[::ffff:127.0.0.1]",
    "[::ffff:7f00:1]", "[::127.0.0.1]", "[64:ff9b::127.0.0.1]", "[64:ff9b::7f00:1]", "[2002:7f00:1::]",
    "localhost",
    "LOCALHOST", "localhost.", "%31%32%37.0.0.1", "\uff11\uff12\uff17.0.0.1", "127\u30020.0.1", "127.0.0.1.")


class Listener:
    """Counts who connects, on one port of some addresses of this machine."""

    def __init__(self, addresses):
        self.count, self.port, self.sockets = 0, 0, []
        for address in addresses:
            each = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET)
            try:
                if each.family == socket.AF_INET6:
                    each.setsockopt(socket.IPPROTO_IPV6, socket.IPV6_V6ONLY, 1)
                each.bind((address, self.port))
            except OSError as error:
                print(f"not listening on {address}: {error}")
                continue
            self.port = each.getsockname()[1]
            each.listen(64)
            self.sockets.append(each)
            threading.Thread(target=self.accept, args=(each,), daemon=True).start()

    def accept(self, listening):
        while True:
            try:
                connection, _ = listening.accept()
            except OSError:
                return
            self.count += 1
            connection.close()

    def close(self):
        for each in self.sockets:
            each.close()


def check_spellings(checks, folder, listener):
    """Each as a source of its own job, and all of them as one job."""
    urls = [f"http://{spelling}:{listener.port}/feed" for spelling in SPELLINGS]
    taken = []
    for url in urls:
        done = Job(folder, [source(url, every=60)], {"delay": 1}).run("--only-public", verb="fetch",
                                                                      seconds=60)
        checks.that(done.code in (69, 77, 78), f"{url}: refused", done)
        checks.that(is_printable(done.err) and done.err, f"{url}: told", ascii(done.err))
        if done.code != 78:
            taken.append(url)
    checks.that(len(taken) >= 10, "most of them are addresses", taken)
    checks.equal(listener.count, 0, "connections")


def check_control(checks, folder, listener):
    """The listener counts: with --allow-private there are connections."""
    done = Job(folder, [f"http://127.0.0.1:{listener.port}/feed"]).run(verb="fetch")
    checks.that(listener.count > 0, "with --allow-private there are some", done)
    checks.equal(done.code, 69, "a host that only closes connections is unreachable", done)


def check_redirect(checks, folder):
    with Host() as host, Host() as aim:
        host.answers["/feed"] = moved(aim.publish([Story(1)]))
        done = Job(folder, [host.url + "/feed"]).run(verb="fetch")
        checks.equal(len(aim.asked()), 2, "--allow-private opens redirects, too", done)


# --- a network of one machine, which has an address of the open internet ---

PUBLIC, PRIVATE = "198.41.0.4", "10.1.2.3"
NAMES = f"""127.0.0.1 localhost
{PUBLIC} outer.example
{PRIVATE} inner.example
{PUBLIC} both.example
{PRIVATE} both.example
"""


def give_address(number, address):
    """Of the loopback device, which is also switched on."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as control:
        name = (f"lo:{number}" if number else "lo").encode()
        inet = struct.pack("HH4s8x", socket.AF_INET, 0, socket.inet_aton(address))
        fcntl.ioctl(control, 0x8916, struct.pack("16s16s", name, inet))                # SIOCSIFADDR
        fcntl.ioctl(control, 0x8914, struct.pack("16sH14x", name, 0x1 | 0x40))  # SIOCSIFFLAGS: up, running


def inside():
    """Pages on the open internet lead to private addresses, by feeds and by redirects."""
    for number, address in enumerate(("127.0.0.1", PUBLIC, PRIVATE)):
        give_address(number, address)
    checks, listener = Checks(), Listener(("127.0.0.1", PRIVATE, "::1"))
    with scratch("private") as folder, Host(PUBLIC) as host:
        hosts = pathlib.Path(folder) / "hosts"
        hosts.write_text(NAMES)
        subprocess.run(["mount", "--bind", hosts, "/etc/hosts"], check=True)
        aims = [f"http://{name}:{listener.port}/x" for name in
                ("127.0.0.1", "localhost", "inner.example", PRIVATE, "[::1]", "[::ffff:127.0.0.1]", "0x7f.1",
                 "0")]
        host.publish([Story(0)])
        port = host.url.rsplit(":", 1)[1]
        for number, aim in enumerate(aims):
            host.answers[f"/to/{number}"] = moved(aim)
        lines = [host.url + Story(0).path, *aims, *(f"{host.url}/to/{number}" for number in range(len(aims)))]
        lines += [f"http://both.example:{port}{Story(0).path}?of=both"]
        host.answers[Story(0).path + "?of=both"] = host.answers[Story(0).path]
        host.answers["/list"] = Reply("\n".join(lines).encode(), fields={"Content-Type": "text/plain"})
        job = Job(folder, [source(f"http://outer.example:{port}/list", every=60)], {"delay": 1})
        done = job.run("--only-public", verb="fetch")
        checks.equal(done.code, 0, "pages that lead inwards", done)
        checks.equal(listener.count, 0, "connections to private addresses", done)
        checks.equal(job.urls(), sorted([lines[0], lines[-1]]), "pages of the open internet are fetched",
                     done)
        refused = [one.path for one in host.asked() if one.path.startswith("/to/")]
        checks.equal(len(refused), len(aims), "every redirect was met", refused)
        checks.that(is_printable(done.err), "told", ascii(done.err))
    listener.close()
    checks.leave("facts inside")


def check_inside(checks):
    done = subprocess.run(["unshare", "--net", "--mount", sys.executable, "-B", *sys.argv, "inside"],
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, check=False)
    if "unshare failed" in done.stdout:
        print(f"SKIPPED in part: {done.stdout.strip()}")
        return
    checks.equal(done.returncode, 0, "in a network of its own", done.stdout)


def main():
    if sys.argv[-1] == "inside":
        inside()
    checks, listener = Checks(), Listener(("0.0.0.0", "::"))
    with scratch("private") as folder:
        check_spellings(checks, folder, listener)
        check_control(checks, folder, listener)
        check_redirect(checks, folder)
    listener.close()
    check_inside(checks)
    checks.leave("facts")


main()
