"""Hosts on loopback that answer as a test tells them, and remember all that they were asked.

Each Host has an address of its own (127.0.0.1, 127.0.0.2, …) and a table of answers: a path leads to a
Reply, or to a function of the Request that gives one, or writes to `request.connection` what no Reply
can be and gives None. HTTP/1.1, nothing but the standard library.
"""
import dataclasses
import gzip
import hashlib
import itertools
import socket
import threading
import time
from typing import Any

import stories as makers

MAX_HEADER = 64 << 10


@dataclasses.dataclass
class Reply:
    body: bytes = b""
    status: int = 200
    fields: dict = dataclasses.field(default_factory=dict)
    etag: str = ""
    last_modified: str = ""
    packs: bool = False        # gzip, where the client takes it
    seconds: float = 0         # before it is sent


@dataclasses.dataclass
class Seen:
    """One request. `ended` is the moment before its last byte was sent; `is_whole`: all went out."""
    host: str
    path: str
    fields: dict
    connection: int
    began: float
    ended: float = 0.0
    status: int = 0
    is_whole: bool = False


@dataclasses.dataclass
class Request:
    host: Any
    path: str
    fields: dict
    connection: socket.socket


def page(body, kind="text/html; charset=utf-8", **more):
    """What a well-kept server gives: with an ETag, and packed."""
    etag = f'"{hashlib.sha1(body).hexdigest()[:12]}"'
    return Reply(body, fields={"Content-Type": kind}, etag=etag, packs=True, **more)


def moved(url, status=301):
    return Reply(b"elsewhere\n", status, {"Location": url, "Content-Type": "text/plain"})


def is_current(reply, fields):
    if reply.etag and "if-none-match" in fields:
        return reply.etag in (each.strip().removeprefix("W/") for each in fields["if-none-match"].split(","))
    return bool(reply.last_modified) and fields.get("if-modified-since") == reply.last_modified


class Host:
    """A server of its own; `url` has its address and port. Begins at once; to be closed."""

    numbers = itertools.count(1)

    def __init__(self, address=None):
        self.name = address or f"127.0.0.{next(Host.numbers) % 250 + 1}"
        self.answers, self.seen, self.lock = {}, [], threading.Lock()
        self.connections, self.open = itertools.count(1), set()
        self.listener = socket.socket()
        self.listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self.listener.bind((self.name, 0))
        self.listener.listen(128)
        self.url = f"http://{self.name}:{self.listener.getsockname()[1]}"
        self.is_closing = threading.Event()
        threading.Thread(target=self.accept, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()

    def close(self):
        self.is_closing.set()
        self.listener.close()
        with self.lock:
            for connection in list(self.open):
                try:
                    connection.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass

    # --- what a test tells it, and asks ---

    def publish(self, stories, kind="rss", at="/feed", seconds=0.0):
        """The stories' pages, and a feed of them at a path; its URL."""
        for story in stories:
            self.answers[story.path] = page(story.page(), seconds=seconds)
        make, content_type = makers.FORMATS[kind]
        self.answers[at] = page(make(stories, self.url), content_type, seconds=seconds)
        return self.url + at

    def asked(self, path=None):
        """What it was asked, in order; of robots.txt only when that is the path."""
        with self.lock:
            return [one for one in self.seen if (one.path == path if path else one.path != "/robots.txt")]

    def forget(self):
        with self.lock:
            self.seen.clear()

    # --- the wire ---

    def accept(self):
        while not self.is_closing.is_set():
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            threading.Thread(target=self.serve, args=(connection, next(self.connections)),
                             daemon=True).start()

    def serve(self, connection, number):
        with self.lock:
            self.open.add(connection)
        try:
            rest = b""
            while not self.is_closing.is_set():
                header, rest = read_header(connection, rest)
                if header is None or not self.answer(connection, number, header):
                    return
        except OSError:
            pass  # the client is gone, or this server is
        finally:
            with self.lock:
                self.open.discard(connection)
            connection.close()

    def answer(self, connection, number, header):
        """Does the connection stay?"""
        lines = header.decode("latin-1").split("\r\n")
        pairs = (line.partition(":") for line in lines[1:])
        fields = {name.strip().lower(): value.strip() for name, _, value in pairs}
        path = lines[0].split(" ")[1]
        seen = Seen(self.name, path, fields, number, time.monotonic())
        with self.lock:
            self.seen.append(seen)
        reply = self.answers.get(path) or self.answers.get("*") or Reply(b"no such page\n", 404)
        if callable(reply):
            reply = reply(Request(self, path, fields, connection))
        if reply is None:
            seen.ended = time.monotonic()
            return False
        if reply.seconds:
            self.is_closing.wait(reply.seconds)
        send(connection, seen, reply)
        return True


def read_header(connection, rest):
    while b"\r\n\r\n" not in rest:
        more = connection.recv(4096)
        if not more or len(rest) > MAX_HEADER:
            return None, b""
        rest += more
    return rest.split(b"\r\n\r\n", 1)


def send(connection, seen, reply):
    body, fields, status = reply.body, dict(reply.fields), reply.status
    if reply.etag:
        fields["ETag"] = reply.etag
    if reply.last_modified:
        fields["Last-Modified"] = reply.last_modified
    if is_current(reply, seen.fields):
        body, status = b"", 304
    elif reply.packs and "gzip" in seen.fields.get("accept-encoding", ""):
        body = gzip.compress(body, mtime=0)
        fields["Content-Encoding"] = "gzip"
    if status not in (204, 304):
        fields.setdefault("Content-Length", str(len(body)))
    head = f"HTTP/1.1 {status} Answer\r\n" + "".join(f"{name}: {value}\r\n" for name, value in fields.items())
    seen.status = status
    out = head.encode("latin-1") + b"\r\n" + body
    connection.sendall(out[:-1])
    seen.ended = time.monotonic()
    connection.sendall(out[-1:])
    seen.is_whole = True
