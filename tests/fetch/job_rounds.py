"""What a job keeps of what it is given: redirects, changed articles, one story under many names, sidecars.

    PYTHONPATH=tests/app python3 job_rounds.py PROGRAM SOURCE_DIR
"""
import datetime
import subprocess

import stories as makers
from checks import Checks
from job import Job, scratch, source
from program import PROGRAM
from server import Host, Reply, moved, page
from stories import Story


def paths(host):
    return [one.path for one in host.asked()]


def url_list(*urls):
    return page("\n".join(urls).encode() + b"\n", "text/plain")


def check_redirects(checks, folder):
    with Host() as host, Host() as other:
        told = [Story(n) for n in range(5)]
        host.publish(told)
        other.publish([Story(9)])
        host.answers["/go/0"] = moved(told[0].path)
        host.answers["/go/1"] = moved(host.url + told[1].path, 302)
        for step in range(12):
            host.answers[f"/ten/{step}"] = moved(f"/ten/{step + 1}" if step != 9 else told[2].path, 307)
            host.answers[f"/more/{step}"] = moved(f"/more/{step + 1}" if step != 10 else told[3].path)
        host.answers["/away"] = moved(other.url + Story(9).path, 308)
        named = ("/go/0", "/go/1", "/ten/0", "/more/0", "/away")
        host.answers["/list"] = url_list(*(host.url + path for path in named))
        host.answers["/feed-was-here"] = moved("/list")
        job = Job(folder, [host.url + "/feed-was-here"])
        first = job.run()
        wanted = [host.url + told[n].path for n in range(3)] + [other.url + Story(9).path]
        checks.equal(job.urls(), sorted(wanted), "ten redirects are followed, eleven are not", first)
        asked = {each.url: each.told["asked"] for each in job.pages()}
        checks.equal(asked.get(wanted[0]), host.url + "/go/0", "the sidecar has the URL that was asked for")
        checks.equal([one.path for one in other.seen][:1], ["/robots.txt"],
                     "the next host's robots.txt is asked")
        for each in (host, other):
            each.forget()
        second = job.run()
        again = [path for path in paths(host)
                 if path.startswith(("/go", "/ten", "/news", "/away"))] + paths(other)
        checks.equal(again, [], "a redirect is remembered", second)
        host.answers["/list"] = url_list(*(host.url + told[n].path for n in range(3)), host.url + "/go/0")
        host.forget()
        third = job.run()
        checks.equal([path for path in paths(host) if not path.startswith(("/list", "/feed", "/more"))], [],
                     "so is where it led to", third)
        checks.equal(len(job.pages()), 4, "nothing is kept twice")


def check_names(checks, folder):
    """One story by many names is one page."""
    with Host() as host:
        story, other = Story(20), Story(21)
        host.publish([story, other])
        marks = ("?utm_source=rss&utm_medium=feed", "?fbclid=abc", "#comments", "/", "", "?at_medium=RSS")
        for mark in marks:
            host.answers[story.path + mark.split("#")[0]] = host.answers[story.path]
        host.answers["/list"] = url_list(*(host.url + story.path + mark for mark in marks))
        host.answers["/atom"] = page(makers.atom([story, other], host.url), "application/atom+xml")
        job = Job(folder, [host.url + "/list", host.url + "/atom"])
        done = job.run()
        asked = [path for path in paths(host) if path.startswith(story.path)]
        checks.equal(len(asked), 1, "one story, one request", done)
        checks.equal(len(job.pages()), 2, "one page", job.urls())


def check_changes(checks, folder):
    with Host() as host:
        told = [Story(n) for n in (30, 31, 32)]
        feed = host.publish(told, "atom")
        job = Job(folder, [feed])
        job.run()
        before = job.clean_files()
        told[1] = Story(31, 2)
        host.publish(told, "atom")
        host.forget()
        done = job.run()
        checks.equal(paths(host), ["/feed", told[1].path], "only what has changed is asked for", done)
        versions = {each.path.name.endswith("-2.html"): each.path.read_bytes() for each in job.pages()
                    if each.url == host.url + told[1].path}
        checks.equal(versions, {False: Story(31).page(), True: told[1].page()}, "both versions are in raw/")
        after = job.clean_files()
        checks.equal({name: after.get(name) for name in before}, before, "what was clean stays as it is")
        fresh = [text for name, text in after.items() if name not in before]
        checks.that(len(fresh) == 1 and b"found the rope after all" in fresh[0], "the new version is clean",
                    fresh)
        told[2].changed += datetime.timedelta(hours=9)  # says the feed; the page is as it was
        host.publish(told, "atom")
        done = job.run()
        checks.equal(len(job.pages()), 4, "the same bytes are no new version", done)
        checks.equal(job.clean_files(), after, "nor a new text")


def check_gone(checks, folder):
    with Host() as host:
        told = [Story(n) for n in (40, 41, 42)]
        feed = host.publish(told)
        host.answers[told[0].path] = Reply(b"gone", 410)
        host.answers[told[1].path] = Reply(b"not here", 404)
        job = Job(folder, [feed])
        for _ in range(6):
            done = job.run()
            checks.equal(done.code, 0, "a feed that names pages that are gone", done)
        counts = [paths(host).count(story.path) for story in told]
        checks.that(max(counts[:2]) <= 3 and counts[2] == 1, "410 and 404 are asked a few times", counts)
        checks.equal(job.urls(), [host.url + told[2].path], "error pages are not kept")


def check_sidecar(checks, folder):
    with Host() as host:
        story = Story(50)
        feed = host.publish([story])
        fields = {"Content-Type": "text/html; charset=utf-8", "X-Odd": "caf\u00e9 \x01",
                  "Last-Modified": "yesterday"}
        host.answers[story.path] = Reply(story.page(), fields=fields)
        job = Job(folder, [feed])
        job.run()
        kept = job.pages()[0]
        checks.equal(kept.told["url"], host.url + story.path, "url")
        checks.equal(kept.told["status"], 200, "status")
        checks.that(kept.told["head"].startswith("HTTP/1.1 200"), "the header as it came", kept.told["head"])
        for field in ("X-Odd: caf", "Last-Modified: yesterday"):
            checks.that(field in kept.told["head"], "all of it", kept.told["head"])
        moment = datetime.datetime.strptime(kept.told["fetched"], "%Y-%m-%dT%H:%M:%SZ")
        age = datetime.datetime.now(datetime.timezone.utc).replace(tzinfo=None) - moment
        checks.that(abs(age.total_seconds()) < 600, "the time in UTC", kept.told["fetched"])
        day = moment.strftime("%Y-%m-%d")
        checks.equal(kept.path.relative_to(job.raw).parts[1:-1], (day,), "a folder for each day")


def check_charset(checks, folder):
    """Only the header tells the charset; `clean` on the folder finds it, and the URL, in the sidecar."""
    for form, ending in (("text", ".txt"), ("markdown", ".md"), ("jsonl", ".jsonl")):
        with Host() as host:
            story, plain = Story(60), Story(61)
            story.person = "J\u00f6rg \u0160vec"
            feed = host.publish([story, plain])
            body = story.page().decode().replace('<meta charset="utf-8">', "").encode("iso8859-2",
                                                                                      "xmlcharrefreplace")
            host.answers[story.path] = Reply(body, fields={"Content-Type": "text/html; charset=iso-8859-2"})
            job = Job(folder, [feed], format=form)
            done = job.run()
            checks.equal(done.code, 0, form, done)
            told = job.clean_files()
            read = any("J\u00f6rg \u0160vec".encode() in text for text in told.values())
            checks.that(read, f"{form}: the header's charset", list(told.values())[:1])
            checks.that(all(name.endswith(ending) for name in told), f"{form}: names", sorted(told))
            check_clean_alone(checks, job, form, told)


def check_clean_alone(checks, job, form, told):
    other = job.folder / "other"
    done = subprocess.run([PROGRAM, "clean", "raw", "-o", other, "--to", form, "--rules", "rules"],
                          cwd=job.folder,
                          capture_output=True, text=True, check=False)
    checks.that(done.returncode == 0 and "2 pages" in done.stderr, f"{form}: pages alone are cleaned",
                done.stderr)
    fresh = {str(path.relative_to(other)): path.read_bytes() for path in other.rglob("*") if path.is_file()}
    checks.equal(fresh, told, f"{form}: clean alone gives the same bytes")


def check_index_page(checks, folder):
    with Host() as host:
        told = [Story(n) for n in (70, 71)]
        feed = host.publish(told, "index")
        host.answers["/about"] = page(Story(72).page())
        job = Job(folder, [source(feed, links="h2 a[href]")])
        done = job.run()
        wanted = sorted(host.url + story.path for story in told)
        checks.equal(job.urls(), wanted, "only what the selector finds", done)


def main():
    checks = Checks()
    with scratch("rounds") as folder:
        for check in (check_redirects, check_names, check_changes, check_gone, check_sidecar, check_charset,
                      check_index_page):
            check(checks, folder)
    checks.leave("facts")


main()
