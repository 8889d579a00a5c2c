"""What has not changed is not sent again: a second run over unchanged sources is 304 from end to end.

    PYTHONPATH=tests/app python3 caching.py PROGRAM SOURCE_DIR

Against the scripted server in every format of a feed, and against nginx with TLS and HTTP/2.
"""
import datetime

import nginx
import stories as makers
from checks import Checks, is_printable
from job import Job, scratch, source
from server import Host, Reply, page
from stories import FORMATS, Story

SHARE = 0.95


def of_format(kind, url):
    return source(url, links="h2 a[href]") if kind == "index" else source(url)


def check_formats(checks, folder):
    """A host for each format, eight stories each; and a sitemap index that leads to two of them."""
    hosts = {kind: Host() for kind in FORMATS}
    try:
        sources, wanted = [], []
        for n, (kind, host) in enumerate(hosts.items()):
            told = [Story(100 * n + i) for i in range(8)]
            sources.append(of_format(kind, host.publish(told, kind)))
            wanted += [host.url + story.path for story in told]
        with Host() as index:
            news = [index.publish([Story(900 + i) for i in range(3)], "sitemap", "/a.xml"),
                    index.publish([Story(910 + i) for i in range(3)], "packed", "/b.xml.gz")]
            lately = datetime.datetime.now(datetime.timezone.utc) - datetime.timedelta(hours=2)
            index.answers["/sitemap.xml"] = page(makers.sitemap_index(news, lately), "application/xml")
            wanted += [index.url + Story(n).path for n in (900, 901, 902, 910, 911, 912)]
            job = Job(folder, [*sources, index.url + "/sitemap.xml"])
            check_two_runs(checks, job, [*hosts.values(), index], wanted)
    finally:
        for host in hosts.values():
            host.close()


def check_two_runs(checks, job, hosts, wanted):
    first = job.run()
    checks.equal(first.code, 0, "the first run", first)
    checks.that(is_printable(first.err), "it is printable", first.err)
    checks.equal(job.urls(), sorted(wanted), "every story once", first)
    checks.equal(len(job.clean_files()), len(wanted), "all of them clean", first)
    pages = {each.url: each for each in job.pages()}
    for host in hosts:
        for one in host.asked():
            if host.url + one.path in pages and one.status == 200:
                kept = pages[host.url + one.path].path.read_bytes()
                checks.equal(kept, host.answers[one.path].body, "bytes as sent")
        host.forget()
    before = job.clean_files()
    second = job.run()
    checks.equal(second.code, 0, "the second run", second)
    asked = [one for host in hosts for one in host.seen]
    unchanged = [one for one in asked if one.status == 304]
    checks.that(len(asked) >= len(hosts) and len(unchanged) >= SHARE * len(asked), "304 of the second run",
                [(one.host, one.path, one.status) for one in asked if one.status != 304])
    checks.equal(job.clean_files(), before, "clean/ stays")
    print(f"{len(hosts)} hosts: {len(unchanged)} of {len(asked)} requests of the second run "
          f"were answered by 304")


def check_validators(checks, folder):
    """Last-Modified alone, a weak ETag, one without quotes, and a server that keeps none."""
    date = "Sun, 01 Mar 2026 08:00:00 GMT"
    with Host() as dated, Host() as weak, Host() as bare, Host() as keeps_none:
        urls = [host.publish([Story(n)]) for n, host in enumerate((dated, weak, bare, keeps_none))]
        dated.answers["/feed"].etag, dated.answers["/feed"].last_modified = "", date
        weak.answers["/feed"] = Reply(weak.answers["/feed"].body, fields={"ETag": 'W/"abc"'})
        bare.answers["/feed"].etag = "abc"
        keeps_none.answers["/feed"].etag = ""
        job = Job(folder, urls)
        job.run()
        for host in (dated, weak, bare, keeps_none):
            host.forget()
        done = job.run()
        checks.equal(done.code, 0, "a second run", done)
        told = [host.asked("/feed")[0].fields for host in (dated, weak, bare, keeps_none)]
        checks.equal(told[0].get("if-modified-since"), date, "Last-Modified comes back as it came")
        checks.equal(told[1].get("if-none-match"), 'W/"abc"', "a weak ETag comes back as it came")
        checks.equal(told[2].get("if-none-match"), "abc", "so does one without quotes")
        checks.that(not {"if-none-match", "if-modified-since"} & set(told[3]), "nothing is made up", told[3])
        checks.equal(len(keeps_none.asked()), 1, "a feed of the same bytes leads to no page anew")


def check_nginx(checks, folder):
    with nginx.Nginx(folder) as server:
        urls, wanted = [], []
        for n, address in enumerate(nginx.ADDRESSES):
            told = [Story(2000 + 10 * n + i) for i in range(8)]
            base = server.url(address)
            for story in told:
                server.put(address, story.path, story.page())
            server.put(address, "/feed.rss", makers.rss(told, base))
            server.put(address, "/robots.txt", b"User-agent: *\nDisallow: /private/\n")
            urls.append(base + "/feed.rss")
            wanted += [base + story.path for story in told]
        job = Job(folder, urls)
        distrust = job.run()
        checks.equal(distrust.code, 69, "a certificate of nobody's is not taken", distrust)
        checks.equal(job.urls(), [], "and nothing is fetched then")
        check_nginx_runs(checks, server, Job(folder, urls), wanted)


def check_nginx_runs(checks, server, job, wanted):
    server.log()
    first = job.run("--ca", server.ca)
    checks.equal(first.code, 0, "a first run against nginx", first)
    checks.equal(job.urls(), sorted(wanted), "every story once")
    log = server.log()
    checks.equal({line.protocol for line in log}, {"HTTP/2.0"}, "HTTP/2 is what they speak", log)
    checks.that(len({line.connection for line in log}) <= 2 * len(nginx.ADDRESSES), "connections are kept",
                sorted({line.connection for line in log}))
    second = job.run("--ca", server.ca)
    checks.equal(second.code, 0, "a second run against nginx", second)
    log = server.log()
    unchanged = [line for line in log if line.status == 304]
    checks.that(len(log) >= len(nginx.ADDRESSES) and len(unchanged) >= SHARE * len(log), "304 of nginx's log",
                log)
    print(f"nginx: {len(unchanged)} of {len(log)} requests of the second run were answered "
          f"by 304, over HTTP/2")


def main():
    checks = Checks()
    with scratch("caching") as folder:
        check_formats(checks, folder)
        check_validators(checks, folder)
        if nginx.why_not():
            print(f"SKIPPED in part: {nginx.why_not()}")
        else:
            check_nginx(checks, folder)
    checks.leave("facts")


main()
