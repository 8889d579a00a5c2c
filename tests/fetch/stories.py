"""Stories of our own making, the pages they stand on, and feeds of every format that name them."""
import datetime
import gzip
import html
import json

THINGS = ("lamp", "kettle", "ferry", "bell", "orchard", "ladder", "piano", "bridge", "lantern", "weathercock",
          "turnip", "bicycle", "accordion", "lighthouse", "umbrella", "gate", "clock", "bench", "kite",
          "mill")
PLACES = ("Orlebury", "Tarn Hollow", "Westerquay", "Ashmoor", "Pell Sands", "Long Cobden", "Mirefield",
          "St Osric", "Harrow Ness", "Undermere", "Brackwater", "Kettlewick", "Dun Leigh")
PEOPLE = ("Ada Fenwright", "Jonas Pell", "Miriam Oakhurst", "Teodor Lisk", "Hanne Brook", "Silas Tarrant",
          "Ines Varley", "Osip Gould", "Petra Lund", "Rufus Calder", "Wilma Stroud")
DEEDS = ("was carried across the square", "stood in the rain all night",
         "went missing on the way to the fair",
         "was painted yellow by mistake", "turned up in a garden shed", "won a prize that nobody remembers",
         "was mended with a spoon")
CAUSES = ("a wager about the tide", "a letter that came nine years late", "an argument over marmalade",
          "the sudden frost", "a goat of firm opinions", "the choir's new trumpet", "a map held upside down",
          "the mayor's birthday", "a rumour from the bakery")
# A date that is still to come is none to the program.
LONG_AGO = datetime.datetime.now(datetime.timezone.utc).replace(microsecond=0) - datetime.timedelta(days=240)


class Story:
    """The n-th of all stories; a later version has another end, and a later date."""

    def __init__(self, number, version=1):
        self.number, self.version = number, version
        self.thing, self.place = THINGS[number % 20], PLACES[number % 13]
        self.person, self.deed = PEOPLE[number % 11], DEEDS[number % 7]
        self.cause = CAUSES[number % 9]
        self.title = f"The {self.thing} of {self.place} and its {number + 2} keepers"
        self.published = LONG_AGO + datetime.timedelta(hours=5 * (number % 1000))
        self.changed = self.published + datetime.timedelta(hours=self.version - 1)
        self.path = f"/news/{self.thing}-{self.place.lower().replace(' ', '-')}-{number}"

    def paragraphs(self):
        n, thing, place, person = self.number, self.thing, self.place, self.person
        yield (f"For {n + 2} years the {thing} of {place} had given no trouble, until last week, when it "
               f"{self.deed} because of {self.cause}, as {person} told a full room at meeting "
               f"number {n + 40}.")
        yield (f"“I counted {n * 3 + 7} people, and not one of them had brought a rope,” said {person}, who "
               f"has looked after the {thing} since the flood and keeps its key, the {n + 5}th of its kind, "
               f"under a stone.")
        yield (f"{place} now has to decide what becomes of the {thing}: a vote on plan {n + 11} is called "
               f"for Thursday, and the {n + 60} members of the old society have asked for tea, chairs "
               f"and a second opinion.")
        if self.version > 1:
            yield (f"Since this was first reported, {person} has found the rope after all, in version "
                   f"{self.version} of the same drawer in {place}, and the vote on plan {n + 11} is put off "
                   f"until it has been measured.")

    def page(self):
        told = "\n".join(f"<p>{html.escape(text)}</p>" for text in self.paragraphs())
        return f"""<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>{html.escape(self.title)} | The Gazette</title>
<meta property="og:type" content="article">
<meta property="article:published_time" content="{self.published.isoformat()}"></head>
<body><nav><a href="/">Home</a> <a href="/news/">News</a> <a href="/weather">Weather</a></nav>
<main><article><h1>{html.escape(self.title)}</h1>
<time datetime="{self.published.isoformat()}">{self.published:%d %B %Y}</time>
<div class="story">
{told}
</div></article></main>
<footer><p>© The Gazette</p></footer></body></html>
""".encode()


def iso(moment):
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")


def http_date(moment):
    return moment.strftime("%a, %d %b %Y %H:%M:%S GMT")


def rss(stories, base, title="The Gazette"):
    items = "".join(f"<item><title>{html.escape(s.title)}</title><link>{base}{s.path}</link>"
                    f"<guid>{base}{s.path}</guid><pubDate>{http_date(s.changed)}</pubDate></item>\n"
                    for s in stories)
    return (f'<?xml version="1.0" encoding="UTF-8"?>\n<rss version="2.0"><channel><title>{title}</title>'
            f"<link>{base}/</link><description>All of it</description>\n{items}</channel></rss>\n").encode()


def atom(stories, base):
    entries = "".join(f'<entry><title>{html.escape(s.title)}</title><id>{base}{s.path}</id>'
                      f'<link rel="alternate" href="{base}{s.path}"/>'
                      f'<updated>{iso(s.changed)}</updated></entry>\n'
                      for s in stories)
    return ('<?xml version="1.0" encoding="UTF-8"?>\n<feed xmlns="http://www.w3.org/2005/Atom">'
            f"<title>The Gazette</title><id>{base}/</id><updated>2026-03-01T00:00:00Z</updated>\n"
            f"{entries}</feed>\n").encode()


def rdf(stories, base):
    items = "".join(f'<item rdf:about="{base}{s.path}"><title>{html.escape(s.title)}</title>'
                    f"<link>{base}{s.path}</link><dc:date>{iso(s.changed)}</dc:date></item>\n"
                    for s in stories)
    return ('<?xml version="1.0" encoding="UTF-8"?>\n'
            '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" '
            'xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/">\n'
            f'<channel rdf:about="{base}/"><title>The Gazette</title><link>{base}/</link></channel>\n'
            f'{items}</rdf:RDF>\n'
            ).encode()


def json_feed(stories, base):
    items = [{"id": base + s.path, "url": base + s.path, "title": s.title, "date_modified": iso(s.changed)}
             for s in stories]
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "The Gazette",
                       "items": items}).encode()


def sitemap(stories, base):
    entries = "".join(f"<url><loc>{base}{s.path}</loc><lastmod>{iso(s.changed)}</lastmod></url>\n"
                      for s in stories)
    return ('<?xml version="1.0" encoding="UTF-8"?>\n'
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
            f"{entries}</urlset>\n").encode()


def sitemap_index(urls, changed):
    entries = "".join(f"<sitemap><loc>{url}</loc><lastmod>{iso(changed)}</lastmod></sitemap>\n"
                      for url in urls)
    return ('<?xml version="1.0" encoding="UTF-8"?>\n'
            '<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
            f"{entries}</sitemapindex>\n").encode()


def packed_sitemap(stories, base):
    return gzip.compress(sitemap(stories, base), mtime=0)


def url_list(stories, base):
    return "".join(f"{base}{s.path}\n" for s in stories).encode()


def index_page(stories, base):
    """The links of an index page lead with `h2 a[href]`."""
    del base  # its links are relative
    items = "".join(f'<section><h2><a href="{s.path}">{html.escape(s.title)}</a></h2></section>\n'
                    for s in stories)
    return (f'<!doctype html><html><head><meta charset="utf-8"><title>News</title></head><body>\n'
            f'<p><a href="/about">About us</a></p>\n{items}</body></html>\n').encode()


# name: (builder, content type)
FORMATS = {"rss": (rss, "application/rss+xml"), "atom": (atom, "application/atom+xml"),
           "rdf": (rdf, "application/rdf+xml"),
           "json": (json_feed, "application/feed+json"), "sitemap": (sitemap, "application/xml"),
           "packed": (packed_sitemap, "application/gzip"), "list": (url_list, "text/plain"),
           "index": (index_page, "text/html; charset=utf-8")}
