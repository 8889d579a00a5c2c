"""A real server: nginx, with TLS of a certificate authority of its own, HTTP/2 and its own caching headers.

It is an ordinary process that keeps everything in a folder it is given, on loopback alone.
"""
import dataclasses
import pathlib
import shutil
import socket
import subprocess
import time

ADDRESSES = ("127.0.0.1", "127.0.0.2", "127.0.0.3", "127.0.0.4")

CONFIG = """
daemon off; master_process off; worker_processes 1; pid {folder}/pid; error_log {folder}/error.log;
events {{ worker_connections 256; }}
http {{
  types {{ text/html html; application/rss+xml rss; application/xml xml; text/plain txt; }}
  default_type text/html;
  charset utf-8;
  gzip on; gzip_min_length 100; gzip_types application/rss+xml application/xml text/plain;
  log_format seen '$server_addr\\t$uri\\t$status\\t$server_protocol\\t$connection';
  access_log {folder}/access.log seen;
  client_body_temp_path {folder}/t1; proxy_temp_path {folder}/t2; fastcgi_temp_path {folder}/t3;
  uwsgi_temp_path {folder}/t4; scgi_temp_path {folder}/t5;
  server {{
    {listen}
    ssl_certificate {folder}/server.pem; ssl_certificate_key {folder}/server.key;
    root {folder}/root/$server_addr;
  }}
}}
"""


@dataclasses.dataclass
class Line:
    host: str
    path: str
    status: int
    protocol: str
    connection: int


def why_not():
    return "".join(f"{tool} is not installed (apt install {package})" for tool, package in
                   (("nginx", "nginx-light"), ("openssl", "openssl")) if not program(tool))[:200]


def program(tool):
    return shutil.which(tool, path="/usr/sbin:/usr/bin:/sbin:/bin")


def make_certificates(folder):
    """ca.pem, and server.pem with server.key that it has signed for the addresses."""
    names = ",".join(f"IP:{address}" for address in ADDRESSES)
    (folder / "names").write_text(f"subjectAltName={names}\n")
    for arguments in (
            "req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=Gazette-Authority "
            "-keyout ca.key -out ca.pem",
            "req -newkey rsa:2048 -nodes -subj /CN=gazette -keyout server.key -out server.csr",
            "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 2 -extfile names "
            "-out server.pem"):
        subprocess.run([program("openssl"), *arguments.split()], cwd=folder, check=True, capture_output=True)


def free_port():
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


class Nginx:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        make_certificates(self.folder)
        self.ca, self.port = self.folder / "ca.pem", free_port()
        listen = "\n".join(f"listen {address}:{self.port} ssl http2;" for address in ADDRESSES)
        (self.folder / "nginx.conf").write_text(CONFIG.format(folder=self.folder, listen=listen))
        self.process = subprocess.Popen(
            [program("nginx"), "-p", self.folder, "-c", self.folder / "nginx.conf", "-e",
             self.folder / "error.log"],
            env={"PATH": "/usr/sbin:/usr/bin:/sbin:/bin"}, stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL)
        self.wait_until_it_listens()

    def wait_until_it_listens(self):
        for _ in range(300):
            try:
                socket.create_connection((ADDRESSES[-1], self.port), 1).close()
                return
            except OSError:
                time.sleep(0.1)
        raise SystemExit(f"nginx does not listen\n{(self.folder / 'error.log').read_text()}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.terminate()
        self.process.wait(30)

    def url(self, address):
        return f"https://{address}:{self.port}"

    def put(self, address, path, content):
        file = self.folder / "root" / address / path.lstrip("/")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)

    def log(self):
        """All that it was asked since the last call."""
        time.sleep(0.2)  # it writes a line when the request is over
        file = self.folder / "access.log"
        lines = [line.split("\t") for line in file.read_text().splitlines()]
        with open(file, "r+b") as log:
            log.truncate(0)
        return [Line(host, path, int(status), protocol, int(connection))
                for host, path, status, protocol, connection in lines]
