"""What a server sees of the job: one request at a time, the delay kept, robots.txt asked first and obeyed.

    PYTHONPATH=tests/app python3 politeness.py PROGRAM SOURCE_DIR

Times are the server's own. A busy machine makes the pauses longer or, where it was late to note the
first of two requests, seemingly a little shorter: that little is the tolerance.
"""
import email.utils
import time

import stories as makers
from checks import Checks
from job import CONTACT, Job, scratch, source
from server import Host, Reply, moved, page
from stories import Story

LATE = 0.3  # seconds


def robots(host, text, status=200):
    host.answers["/robots.txt"] = Reply(text.encode(), status, {"Content-Type": "text/plain"})


def overlaps(seen):
    """Pairs of which the second was asked before the first was answered."""
    return [(one.path, two.path) for one, two in zip(seen, seen[1:]) if two.began < one.ended]


def pauses(seen):
    return [two.began - one.began for one, two in zip(seen, seen[1:])]


def check_one_at_a_time(checks, folder):
    """Three hosts that are slow to answer, each with two sources; hosts do not wait for one another."""
    with Host() as a, Host() as b, Host() as c:
        urls = []
        for n, host in enumerate((a, b, c)):
            urls.append(host.publish([Story(20 * n + i) for i in range(6)], seconds=0.15))
            urls.append(host.publish([Story(20 * n + 10 + i) for i in range(4)], "atom", "/atom",
                                     seconds=0.15))
        job = Job(folder, urls)
        done = job.run(verb="fetch")
        checks.equal(done.code, 0, "three slow hosts", done)
        checks.equal(len(job.pages()), 30, "all is fetched", done)
        for host in (a, b, c):
            checks.that(not overlaps(host.seen), "one request at a time", overlaps(host.seen))
            checks.that(len({one.connection for one in host.seen}) <= 2, "on one connection",
                        sorted({one.connection for one in host.seen}))
            checks.equal(host.seen[0].path, "/robots.txt", "robots.txt is asked first")
            checks.equal(len(host.asked("/robots.txt")), 1, "and once")
            agents = {one.fields.get("user-agent", "") for one in host.seen}
            checks.that(all(agent.startswith("cleancopy/") and CONTACT in agent for agent in agents),
                        "every request names the program and whom to ask", agents)
        ends = [max(one.ended for one in host.seen) for host in (a, b, c)]
        checks.that(any(one.began < ends[0] for one in b.seen), "hosts are asked side by side")
        for host in (a, b, c):
            host.forget()
        job.run(verb="fetch")
        checks.equal([one.path for host in (a, b, c) for one in host.asked("/robots.txt")], [],
                     "the next run of the day asks no robots.txt")


def check_delay(checks, folder):
    """Ours is a second, one host wants two, one wants less than ours, one asks for an hour."""
    with Host() as plain, Host() as slow, Host() as hasty, Host() as endless:
        robots(slow, "User-agent: *\nCrawl-delay: 2\n")
        robots(hasty, "User-agent: *\nCrawl-delay: 0.1\n")
        robots(endless, "User-agent: *\nCrawl-delay: 3600\n")
        urls = [host.publish([Story(40 + 3 * n + i) for i in range(3)])
                for n, host in enumerate((plain, slow, hasty, endless))]
        done = Job(folder, urls, {"delay": 1, "seconds": 20}).run(verb="fetch", seconds=60)
        for host, name, least in ((plain, "our delay", 1), (slow, "Crawl-delay, where it is longer", 2),
                                  (hasty, "ours, where it is longer", 1)):
            seen = pauses(host.seen)
            checks.that(len(seen) == 4 and min(seen) >= least - LATE, name, seen)
        checks.that(all(pause >= 5 for pause in pauses(endless.seen)), "a delay of an hour",
                    pauses(endless.seen))
        checks.that(done.seconds < 40 and done.code in (0, 75), "a delay of an hour does not hold a run up",
                    done)


ROBOTS = """# of the Gazette
User-agent: otherbot
Disallow: /

User-agent: CleanCopy
Disallow: /news/lamp
Allow: /news/lamp-orlebury-0
Disallow: /*/ferry*22$
Disallow: /closed-feed

User-agent: *
Disallow: /
"""


def check_disallowed(checks, folder):
    with Host() as host, Host() as closed, Host() as broken, Host() as gone, Host() as away:
        told = [Story(n) for n in (0, 1, 2, 20, 22)]  # lamp, kettle, ferry, lamp, ferry
        robots(host, ROBOTS)
        urls = [host.publish(told), host.publish([], at="/closed-feed")]
        for other, text, status in ((closed, "User-agent: *\nDisallow: /\n", 200), (broken, "busy", 503),
                                    (gone, "nothing", 410)):
            robots(other, text, status)
            urls.append(other.publish([Story(50)]))
        robots(away, "User-agent: *\nAllow: /\n")
        away.answers["/feed"] = page(makers.rss([Story(51)], closed.url))
        done = Job(folder, [*urls, away.url + "/feed"]).run(verb="fetch")
        asked = {one.path for one in host.asked()}
        checks.equal(asked, {"/feed", *(told[i].path for i in (0, 1, 2))}, "only what robots.txt allows",
                     done)
        checks.equal([one.path for one in closed.asked()], [],
                     "a host that is closed, also by another's feed", done)
        checks.equal([one.path for one in broken.asked()], [], "5xx: all is disallowed", done)
        checks.equal(len(gone.asked()), 2, "4xx: all is allowed", done)


def check_redirected_robots(checks, folder):
    with Host() as host, Host() as other:
        robots(other, "User-agent: *\nDisallow: /news/\n")
        host.answers["/robots.txt"] = moved(other.url + "/robots.txt")
        done = Job(folder, [host.publish([Story(52)])]).run(verb="fetch")
        checks.equal([one.path for one in host.asked()], ["/feed"], "robots.txt behind a redirect holds",
                     done)


def check_retry_after(checks, folder):
    """A host that says when, in both forms, is not asked before; nor are other hosts kept from work."""
    later = email.utils.formatdate(time.time() + 3600, usegmt=True)
    with Host() as seconds, Host() as date, Host() as fine, Host() as soon:
        for host, status, when in ((seconds, 429, "3600"), (date, 503, later), (soon, 503, "1")):
            host.publish([Story(60)])
            host.answers["/feed"] = Reply(b"later\n", status, {"Retry-After": when})
        job = Job(folder, [host.url + "/feed" for host in (seconds, date, soon)] +
                  [fine.publish([Story(61)])])
        first = job.run(verb="fetch")
        checks.equal(len(fine.asked()), 2, "the other host is unharmed", first)
        checks.that(first.seconds < 60, "a host that wants an hour does not hold a run up", first)
        counts = [len(host.asked()) for host in (seconds, date)]
        checks.equal(counts, [1, 1], "a host that says when is left alone", first)
        time.sleep(2)
        again = job.run(verb="fetch")
        checks.equal([len(host.asked()) for host in (seconds, date)], counts, "by the next run, too", again)
        soon.publish([Story(60)])
        time.sleep(1)
        last = job.run(verb="fetch")
        checks.that(last.code in (0, 75), "a run while hosts want to be left alone", last)


def check_back_off(checks, folder):
    """A host that answers 500 is not asked all day long, and is not lost when it is well again."""
    with Host() as ill:
        ill.answers["*"] = Reply(b"broken\n", 500)
        robots(ill, "")
        job = Job(folder, [ill.url + "/feed"])
        for _ in range(5):
            job.run(verb="fetch")
        checks.that(1 <= len(ill.asked()) <= 10, "five runs against a host of 500s", len(ill.asked()))


def check_limits(checks, folder):
    with Host() as host, Host() as other:
        urls = [each.publish([Story(70 + 20 * n + i) for i in range(10)])
                for n, each in enumerate((host, other))]
        job = Job(folder, urls, {"per_host": 4})
        first = job.run(verb="fetch")
        checks.equal([len(each.asked()) for each in (host, other)], [5, 5], "four pages of a host in a run",
                     first)
        job.run(verb="fetch")
        job.run(verb="fetch")
        checks.equal(len(job.pages()), 20, "the next runs go on with the rest")
        few = Job(folder, urls, {"per_run": 7})
        few.run(verb="fetch")
        checks.equal(len(few.pages()), 7, "seven pages in a run")
        hour = Job(folder, [source(urls[0], every=60)])
        hour.run(verb="fetch")
        host.forget()
        done = hour.run(verb="fetch")
        checks.that(done.code == 0 and not host.asked(), "a source is asked when it is due", done)


def main():
    checks = Checks()
    with scratch("politeness") as folder:
        for check in (check_one_at_a_time, check_delay, check_disallowed, check_redirected_robots,
                      check_retry_after, check_back_off, check_limits):
            check(checks, folder)
    checks.leave("facts")


main()
