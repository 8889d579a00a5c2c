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

from program import PROGRAM, SOURCE, leave

BUILD = pathlib.Path(sys.argv[3]).absolute()
BARE = {"PATH": "/usr/sbin:/usr/bin:/sbin:/bin", "DEBIAN_FRONTEND": "noninteractive"}
failures, checked = [], 0


def check(what, fine, seen=""):
    global checked
    checked += 1
    if not fine:
        failures.append(f"{what}: {seen}" if seen else what)


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
    check("one package is made", len(packages) == 1, packages)
    fields = must("dpkg-deb", "--field", packages[0])
    check("its fields name it", re.search(r"^Package: cleancopy$", fields, re.M), fields)
    check("it is described once", fields.count("clean copy out") == 1, fields)
    for library in ("libc6", "libicu", "libgumbo", "libcurl"):
        check(f"it depends on {library}", re.search(rf"^Depends: .*\b{library}", fields, re.M), fields)
    return packages[0]


def test_program(root, folder):
    program = root / "usr/bin/cleancopy"
    told = must(program, "--version", cwd=folder)
    wanted = must(PROGRAM, "--version", env={**BARE, "CLEANCOPY_RULES": str(SOURCE / "rules")})
    check("the installed program finds the installed rules", f"{root}/usr/share/cleancopy/rules" in told, told)
    check("they are those of the source", told.split()[:4] == wanted.split()[:4], told + wanted)
    page = sorted((SOURCE / "raw").glob("*/*.html"))[0]
    twin = SOURCE / "clean" / page.relative_to(SOURCE / "raw").with_suffix(".txt")
    must(program, "clean", page, "--site", page.parent.name, "-o", folder / "page.txt", cwd=folder)
    check("it cleans a page", (folder / "page.txt").read_bytes() == twin.read_bytes(), page)


def test_package(folder):
    package = make_package(folder)
    status = pathlib.Path("/var/lib/dpkg/status").read_text("utf-8")
    status = "\n\n".join(s for s in status.split("\n\n") if not s.startswith("Package: cleancopy\n"))
    bare = new_root(folder / "bare", "")
    refused = dpkg(bare, "--install", package)
    check("where what it needs is missing it is not configured",
          refused.returncode != 0 and "depends on" in refused.stdout, refused.stdout)

    root = new_root(folder / "root", status)
    installed = dpkg(root, "--install", package)
    check("it installs", installed.returncode == 0, installed.stdout)
    shown = dpkg(root, "--status", "cleancopy").stdout
    check("it is installed", "Status: install ok installed" in shown, shown)
    files = files_of(root)
    for file in ("bin/cleancopy", "share/cleancopy/rules/generic.toml", "share/man/man1/cleancopy.1",
                 "share/bash-completion/completions/cleancopy", "share/doc/cleancopy/copyright",
                 "lib/systemd/system/cleancopy.service", "lib/systemd/system/cleancopy.timer",
                 "share/cleancopy/deploy/systemd/private-networks.conf", "share/cleancopy/deploy/cron/crontab"):
        check(f"usr/{file} is there", f"usr/{file}" in files, sorted(files)[:20])
    check("nothing is enabled, nor in a crontab", not any(file.startswith("etc/") for file in files), sorted(files)[:20])
    check("no part of the library is there", not any(file.endswith((".a", ".h", ".cmake")) for file in files))
    writable = [f for f in files if (root / f).stat().st_uid != 0 or (root / f).stat().st_mode & 0o022]
    check("all files are root's alone to write", not writable, writable[:5])
    test_program(root, folder)

    again = dpkg(root, "--install", package)
    check("it installs over itself", again.returncode == 0 and files_of(root) == files, again.stdout)
    removed = dpkg(root, "--purge", "cleancopy")
    check("it is removed", removed.returncode == 0, removed.stdout)
    check("nothing of it is left", not files_of(root) and not (root / "usr").exists(), sorted(files_of(root)))
    check("dpkg knows it no more", dpkg(root, "--status", "cleancopy").returncode != 0)


if os.geteuid() != 0:
    print("SKIPPED: only root can install a package")
    sys.exit(77)
with tempfile.TemporaryDirectory() as name:
    os.chmod(name, 0o755)
    test_package(pathlib.Path(name))
leave(failures, checked, "statements")
