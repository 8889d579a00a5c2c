"""The Debian package is made, installed, run and removed. `python3 package.py PROGRAM SOURCE BUILD`

It goes into a root of its own below a temporary folder. dpkg's records there say that this machine's
packages are installed, so that what the package depends on is looked up, and name none of their files.
"""
import os
import pathlib
import re
import subprocess
import sys
import tempfile

from checks import Checks
from program import PROGRAM, SOURCE

BUILD = pathlib.Path(sys.argv[3]).absolute()
BARE = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND": "noninteractive"}
checks = Checks()


def run(*command, cwd=None, env=BARE):
    return subprocess.run([str(word) for word in command], cwd=cwd, env=env, text=True,
                          stdout=subprocess.PIPE, stderr=subprocess.STDOUT)


def must(*command, **options):
    done = run(*command, **options)
    if done.returncode != 0:
        sys.exit(f"{' '.join(map(str, command))}: exit {done.returncode}\n{done.stdout}")
    return done.stdout


def new_root(folder, status):
    records = folder / "var/lib/dpkg"
    for name in ("info", "updates", "triggers"):
        (records / name).mkdir(parents=True)
    (records / "status").write_text(status)
    (records / "info/format").write_text("1\n")
    for stanza in status.split("\n\n"):
        fields = dict(re.findall(r"^(Package|Architecture|Multi-Arch): (.*)$", stanza, re.M))
        if fields:
            same = fields.get("Multi-Arch") == "same"
            name = fields["Package"] + (":" + fields["Architecture"] if same else "")
            (records / f"info/{name}.list").touch()
    return folder


def dpkg(root, *arguments):
    # A machine whose dpkg leaves out manuals and documents, as containers' do, is to install ours.
    return run("dpkg", f"--root={root}", "--path-include=*", *arguments)


def files_of(root):
    return {str(path.relative_to(root)) for path in root.rglob("*")
            if not path.is_dir() and "var/lib/dpkg" not in str(path)}


def make_package(folder):
    must("cpack", "-G", "DEB", "--config", BUILD / "CPackConfig.cmake", "-B", folder / "made", cwd=BUILD)
    packages = list((folder / "made").glob("*.deb"))
    checks.that(len(packages) == 1, "one package is made", packages)
    fields = must("dpkg-deb", "--field", packages[0])
    checks.that(re.search(r"^Package: cleancopy$", fields, re.M), "its fields name it", fields)
    checks.that(fields.count("clean copy out") == 1, "it is described once", fields)
    for library in ("libc6", "libicu", "libgumbo", "libcurl"):
        checks.that(re.search(rf"^Depends: .*\b{library}", fields, re.M), f"it depends on {library}", fields)
    return packages[0]


def test_program(root, folder):
    program = root / "usr/bin/cleancopy"
    told = must(program, "--version", cwd=folder)
    wanted = must(PROGRAM, "--version", env={**BARE, "CLEANCOPY_RULES": str(SOURCE / "rules")})
    checks.that(f"{root}/usr/share/cleancopy/rules" in told,
                "the installed program finds the installed rules", told)
    checks.that(told.split()[:4] == wanted.split()[:4], "they are those of the source", told + wanted)
    page = sorted((SOURCE / "raw").glob("*/*.html"))[0]
    twin = SOURCE / "clean" / page.relative_to(SOURCE / "raw").with_suffix(".txt")
    must(program, "clean", page, "--site", page.parent.name, "-o", folder / "page.txt", cwd=folder)
    checks.that((folder / "page.txt").read_bytes() == twin.read_bytes(), "it cleans a page", page)


def test_package(folder):
    package = make_package(folder)
    status = pathlib.Path("/var/lib/dpkg/status").read_text("utf-8")
    status = "\n\n".join(s for s in status.split("\n\n") if not s.startswith("Package: cleancopy\n"))
    bare = new_root(folder / "bare", "")
    refused = dpkg(bare, "--install", package)
    checks.that(refused.returncode != 0 and "depends on" in refused.stdout,
                "where what it needs is missing it is not configured", refused.stdout)

    root = new_root(folder / "root", status)
    installed = dpkg(root, "--install", package)
    checks.that(installed.returncode == 0, "it installs", installed.stdout)
    shown = dpkg(root, "--status", "cleancopy").stdout
    checks.that("Status: install ok installed" in shown, "it is installed", shown)
    files = files_of(root)
    for file in ("bin/cleancopy", "share/cleancopy/rules/generic.toml", "share/man/man1/cleancopy.1",
                 "share/bash-completion/completions/cleancopy", "share/doc/cleancopy/copyright",
                 "lib/systemd/system/cleancopy.service", "lib/systemd/system/cleancopy.timer",
                 "share/cleancopy/deploy/systemd/private-networks.conf",
                 "share/cleancopy/deploy/cron/crontab"):
        checks.that(f"usr/{file}" in files, f"usr/{file} is there", sorted(files)[:20])
    checks.that(not any(file.startswith("etc/") for file in files), "nothing is enabled, nor in a crontab",
                sorted(files)[:20])
    checks.that(not any(file.endswith((".a", ".h", ".cmake")) for file in files),
                "no part of the library is there")
    writable = [f for f in files if (root / f).stat().st_uid != 0 or (root / f).stat().st_mode & 0o022]
    checks.that(not writable, "all files are root's alone to write", writable[:5])
    test_program(root, folder)

    again = dpkg(root, "--install", package)
    checks.that(again.returncode == 0 and files_of(root) == files, "it installs over itself", again.stdout)
    removed = dpkg(root, "--purge", "cleancopy")
    checks.that(removed.returncode == 0, "it is removed", removed.stdout)
    checks.that(not files_of(root) and not (root / "usr").exists(), "nothing of it is left",
                sorted(files_of(root)))
    checks.that(dpkg(root, "--status", "cleancopy").returncode != 0, "dpkg knows it no more")


if os.geteuid() != 0:
    print("SKIPPED: only root can install a package")
    sys.exit(77)
with tempfile.TemporaryDirectory() as name:
    os.chmod(name, 0o755)
    test_package(pathlib.Path(name))
checks.leave("statements")
