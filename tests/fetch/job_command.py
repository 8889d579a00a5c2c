"""Flags, exit codes and surroundings of `run`, `fetch`, `state` and `drift`.

    PYTHONPATH=tests/app python3 job_command.py PROGRAM SOURCE_DIR
"""
import json
import os
import pathlib
import re
import resource
import shutil
import socket
import sqlite3
import subprocess

from checks import Checks, is_printable
from job import BARE, NOBODY, Job, can_mount, scratch
from program import PROGRAM
from server import Host, Reply
from stories import Story


def program(*words, **options):
    return subprocess.run([PROGRAM, *map(str, words)], env=BARE, stdin=subprocess.DEVNULL,
                          capture_output=True,
                          text=True, check=False, **options)


def dead_url():
    """A port where nobody listens."""
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{trial.getsockname()[1]}/feed"


def check_usage(checks, folder):
    with Host() as host:
        job = Job(folder, [host.publish([Story(1)])])
        for words in (["run"], ["fetch"], ["run", job.config, "--no-such-flag"],
                      ["run", job.config, job.config],
                      ["state"], ["state", "mend", job.config], ["state", "check"], ["drift"],
                      ["drift", job.config, "--nonsense"]):
            done = program(*words)
            checks.equal(done.returncode, 64, f"{words[:2]}", done.stderr)
            checks.that(done.stderr and not done.stdout, f"{words[:2]}: told on standard error", done.stdout)
        for words in (["run"], ["fetch"], ["state"], ["drift"]):
            done = program(*words, "--help")
            checks.that(done.returncode == 0 and words[0] in done.stdout, f"{words} --help", done.stdout)
        checks.equal(len(host.seen), 0, "nobody was asked anything")


SLIPS = {
    "contact = 3": r":1:\d+", 'contact = "not a contact"': r":1:\d+", "no toml at all [": r":1:\d+",
    'contact = "a@b.example"\n[[source]]\nurl = "ftp://example.org/"': r":3:\d+",
    'contact = "a@b.example"\n[[source]]\nurl = "https://example.org/"\nlinks = "h2 >"': r":4:\d+",
    'contact = "a@b.example"\n[limits]\ndelay = "x"\n[[source]]\nurl = "https://example.org/f"\nevry = 5':
        r":3:\d+[\s\S]*:6:\d+",
    'contact = "a@b.example"': "source", '[[source]]\nurl = "https://example.org/f"': "contact",
    'contact = "a@b.example"\nraw = "x"\nclean = "x"\n[[source]]\nurl = "https://example.org/f"':
        r":[23]:\d+",
    'contact = "a@b.example"\nrules = ["nowhere"]\n[[source]]\nurl = "http://127.0.0.1:9/f"': "nowhere",
}


def check_config(checks, folder):
    job = Job(folder, [])
    for text, told in SLIPS.items():
        job.config.write_text(text + "\n", encoding="utf-8")
        done = job.run()
        checks.equal(done.code, 78, f"{text!r}", done)
        checks.that(re.search(told, done.err), f"{text!r} is told with its place", done)
    left = sorted(path.name for path in job.folder.iterdir())
    checks.that(set(left) <= {"job.toml", "rules"}, "a bad config touches nothing", left)
    job.config.unlink()
    for verb in ("run", "fetch", "state check", "drift"):
        done = job.run(verb=verb)
        checks.that(done.code == 66 and done.err.startswith("cleancopy: "), f"{verb} without its config",
                    done)


def check_unreachable(checks, folder):
    with Host() as fine:
        feed = fine.publish([Story(2)])
        done = Job(folder, [dead_url(), dead_url()]).run("--quiet")
        checks.equal(done.code, 69, "every host is unreachable", done)
        checks.that(done.err, "which is told under --quiet, too")
        done = Job(folder, [dead_url(), feed]).run()
        checks.equal(done.code, 0, "one of two is reached", done)
        checks.that("127.0.0.1" in done.err, "the other is told", done)


def check_output(checks, folder):
    """Silence under --quiet, an account without, JSON and Prometheus for machines; no standard output."""
    with Host() as host:
        told = [Story(10 + n) for n in range(6)]
        feed = host.publish(told[:3])
        job = Job(folder, [feed])
        done = job.run("--quiet")
        checks.equal((done.code, done.out, done.err), (0, "", ""), "--quiet")
        host.publish(told[:4])
        done = job.run()
        checks.that(done.code == 0 and not done.out and re.search(r"\b1\b", done.err), "an account", done)
        checks.that(all(line.startswith("cleancopy: ") for line in done.err.splitlines()), "of its own lines",
                    done)
        host.publish(told[:5])
        done = job.run("--summary", "json")
        summary = [json.loads(line) for line in done.err.splitlines() if line.startswith("{")]
        checks.that(done.code == 0 and len(summary) == 1, "--summary json", done)
        host.publish(told)
        prom = job.folder / "job.prom"
        done = job.run("--quiet", "--metrics", prom)
        checks.equal((done.code, done.err), (0, ""), "--metrics")
        text = prom.read_text("utf-8") if prom.exists() else ""
        samples = [line for line in text.splitlines() if not line.startswith("#")]
        checks.that(len(samples) >= 5, "samples", text)
        odd = [line for line in samples if not re.fullmatch(r"\w+(\{[^}]*\})? [-+.0-9e]+", line)]
        checks.equal(odd, [], "each in its form")


def check_fetch_then_clean(checks, folder):
    """`fetch` is the first half of `run`: raw/ alone, which a later `run` cleans."""
    with Host() as host:
        job = Job(folder, [host.publish([Story(20 + n) for n in range(4)])])
        done = job.run(verb="fetch")
        checks.equal((done.code, len(job.pages()), job.clean.exists()), (0, 4, False), "fetch", done)
        host.forget()
        done = job.run()
        checks.equal((done.code, len(job.clean_files())), (0, 4), "run after it", done)
        checks.equal([one.path for one in host.asked()], ["/feed"], "fetches nothing twice")


def check_state(checks, folder):
    with Host() as host:
        told = [Story(30 + n) for n in range(5)]
        job = Job(folder, [host.publish(told)])
        none = job.run(verb="state check")
        checks.that(none.code in (0, 66) and is_printable(none.err), "state check before there is one", none)
        job.run()
        done = job.run(verb="state check")
        checks.equal(done.code, 0, "state check", done)
        with sqlite3.connect(job.state) as base:
            checks.equal(base.execute("PRAGMA journal_mode").fetchone()[0], "wal",
                         "the state is kept in WAL mode")
            checks.that(base.execute("PRAGMA user_version").fetchone()[0] > 0, "it has a version")
        page = job.pages()[0].path
        page.write_bytes(page.read_bytes() + b"x")
        done = job.run(verb="state check")
        checks.that(done.code == 65 and page.name in done.err, "a raw page that is not as it was kept", done)
        page.write_bytes(page.read_bytes()[:-1])
        before = job.clean_files()
        for file in job.folder.glob("state.sqlite*"):
            file.unlink()
        done = job.run(verb="state rebuild")
        checks.equal(done.code, 0, "state rebuild", done)
        host.forget()
        done = job.run()
        checks.equal(done.code, 0, "a run on a state that was rebuilt", done)
        checks.equal([one.path for one in host.asked()], ["/feed"], "asks for no page that is there")
        checks.equal(job.clean_files(), before, "and leaves clean/ as it was")
        check_broken_state(checks, job)
        check_forget(checks, job, host, told)


def check_forget(checks, job, host, told):
    url = host.url + told[0].path
    done = program("state", "forget", job.config, url)
    checks.equal(done.returncode, 0, "state forget", done.stderr)
    host.forget()
    host.answers["/feed"].etag = '"new"'
    run = job.run()
    asked = [one.path for one in host.asked()]
    checks.that(run.code == 0 and told[0].path in asked, "what was forgotten is fetched anew", run, asked)


def check_broken_state(checks, job):
    """A state that is none, or is of a later program: told, and left as it is."""
    whole = job.folder / "whole"
    shutil.copy(job.state, whole)
    for name, content in (("text", b"this is no database, but it is more than a header of 100 bytes. " * 40),
                          ("cut", whole.read_bytes()[:5000])):
        for file in job.folder.glob("state.sqlite*"):
            file.unlink()
        job.state.write_bytes(content)
        done = job.run()
        checks.that(done.code not in (0, 70) and done.code > 0 and done.err, f"a state that is {name}", done)
        checks.that(is_printable(done.err), f"a state that is {name}: printable", ascii(done.err))
    for file in job.folder.glob("state.sqlite*"):
        file.unlink()
    shutil.copy(whole, job.state)
    with sqlite3.connect(job.state) as base:
        version = base.execute("PRAGMA user_version").fetchone()[0]
        base.execute(f"PRAGMA user_version = {version + 100}")
    done = job.run()
    checks.that(done.code not in (0, 70) and done.err, "a state of a later program", done)
    with sqlite3.connect(job.state) as base:
        checks.equal(base.execute("PRAGMA user_version").fetchone()[0], version + 100, "is left as it is")
        base.execute(f"PRAGMA user_version = {version}")


def check_permission(checks, folder):
    if os.geteuid() != 0:
        return
    with Host() as host:
        job = Job(folder, [host.publish([Story(40)])])
        job.give_to(0)
        os.chmod(folder, 0o755)
        done = job.run(user=NOBODY, group=NOBODY, extra_groups=[])
        checks.that(done.code in (73, 77) and done.err, "a folder of somebody else's", done)
        job.config.chmod(0o600)
        done = job.run(user=NOBODY, group=NOBODY, extra_groups=[])
        checks.that(done.code == 77 and done.err, "a config that may not be read", done)
        checks.equal(len(host.asked()), 0, "and nobody is asked for what cannot be kept")


def check_full_disk(checks, folder):
    """Files of at most so many bytes, then as large as they like: nothing half is left, nothing is lost."""
    with Host() as host:
        told = [Story(50 + n) for n in range(6)]
        feed = host.publish(told)
        big = told[3].page().replace(b"</footer>", b"<!-- " + b"x" * 900_000 + b" --></footer>")
        host.answers[told[3].path] = Reply(big, fields={"Content-Type": "text/html"})
        job = Job(folder, [feed])
        job.run(verb="state check")

        def small():
            resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000))
        done = job.run(preexec_fn=small)
        checks.that(done.code in (73, 74) and done.err, "a page that is larger than a file may be", done)
        bodies = {host.url + story.path: host.answers[story.path].body for story in told}
        parts = [str(each.path) for each in job.pages() if each.path.read_bytes() != bodies[each.url]]
        checks.equal(parts, [], "pages that are there in part")
        done = job.run()
        checks.equal(done.code, 0, "once there is room", done)
        checks.equal(job.urls(), sorted(bodies), "all is there")
        checks.equal(len(job.clean_files()), 6, "and clean")
        checks.equal(job.leftovers(), [], "leftovers")


# $1 is a folder to mount on; the rest a command that writes below it.
TINY = """
disk=$1; shift
mount -t tmpfs -o size=400k tmpfs "$disk" || exit 99
"$@"; code=$?; echo "first $code" >&2
mount -o remount,size=64m "$disk"
"$@"; code=$?; echo "second $code" >&2
find "$disk/clean" -name '*.txt' | wc -l
"""


def check_tiny_disk(checks, folder):
    if not can_mount():
        return
    with Host() as host:
        told = [Story(300 + n) for n in range(120)]
        disk = pathlib.Path(folder) / "disk"
        disk.mkdir()
        job = Job(folder, [host.publish(told)], raw=f"{disk}/raw", clean=f"{disk}/clean",
                  state=f"{disk}/state.sqlite")
        done = job.run("--quiet", prefix=["unshare", "--mount", "sh", "-c", TINY, "sh", str(disk)])
        codes = re.findall(r"^(?:first|second) (\d+)", done.err, re.M)
        checks.that(codes in (["73", "0"], ["74", "0"]), "a disk that is full, then is not", done)
        checks.equal(done.out.strip(), "120", "all is clean at last", done)
        again = [path for path in {one.path for one in host.asked()} if path != "/feed"
                 and len(host.asked(path)) > 2]
        checks.equal(again, [], "no page is asked for more than once again")


def check_surroundings(checks, folder):
    """Odd locales, a closed terminal, no folder to stand in."""
    with Host() as host:
        job = Job(folder, [host.publish([Story(80), Story(81)])])
        for env in ({}, {**BARE, "LC_ALL": "tr_TR.UTF-8", "LANG": "xx", "TERM": "dumb"},
                    {**BARE, "http_proxy": "http://127.0.0.1:9", "ALL_PROXY": "socks5://127.0.0.1:9"},
                    {**BARE, "HOME": "/nonexistent", "TMPDIR": "/nonexistent", "TZ": "Pacific/Apia"}):
            done = job.run("--quiet", env=env)
            checks.equal((done.code, done.err), (0, ""), f"with {env}", done)
        closed = subprocess.run(["sh", "-c", '"$@" <&- >&- 2>&-', "sh", *job.command()], env=BARE,
                                check=False)
        checks.equal(closed.returncode, 0, "with all three streams closed")
        near = subprocess.run([PROGRAM, "run", "job.toml", "--allow-private", "--quiet"], env=BARE,
                              cwd=job.folder,
                              capture_output=True, check=False)
        checks.equal((near.returncode, near.stderr), (0, b""), "with a path that is relative")
        checks.equal(len(job.clean_files()), 2, "the pages stand below the config's folder")


def main():
    checks = Checks()
    with scratch("job") as folder:
        for check in (check_usage, check_config, check_unreachable, check_output, check_fetch_then_clean,
                      check_state, check_permission, check_full_disk, check_tiny_disk, check_surroundings):
            check(checks, folder)
    checks.leave("facts")


main()
