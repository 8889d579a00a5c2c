"""A Slurm of one node, this machine, for the while: its own key, ports and folders, and nobody else's.

Needs root, and the packages slurm-wlm and munge; neither systemd nor cgroups. The daemons run in the
foreground as children that the kernel ends with the test, however that ends.
"""
import os
import pathlib
import shutil
import signal
import socket
import subprocess
import time

# The daemons are where not everybody looks.
os.environ["PATH"] = os.environ.get("PATH", "/usr/bin:/bin") + ":/usr/sbin"
NEEDED = ("munged", "slurmctld", "slurmd", "sbatch", "scontrol", "squeue", "setpriv")

# Slurm's cgroup plugin must be named, though nothing here asks it for anything: where it is left to
# detect the machine's, slurmd does not start without cgroups.
CGROUP_CONF = "CgroupPlugin=cgroup/v1\n"

# A task that was requeued waits until the credential of its last start has expired: else two minutes.
CREDENTIAL_SECONDS = 10

SLURM_CONF = """
ClusterName=one
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={controller_port}
SlurmdPort={node_port}
SlurmUser=root
SlurmdUser=root
AuthType=auth/munge
AuthInfo=socket={folder}/munge.socket,cred_expire={credential_seconds}
CredType=cred/munge
StateSaveLocation={folder}/state
SlurmdSpoolDir={folder}/spool
SlurmctldPidFile={folder}/slurmctld.pid
SlurmdPidFile={folder}/slurmd.pid
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
AccountingStorageType=accounting_storage/none
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
MpiDefault=none
SwitchType=switch/none
SlurmdParameters=config_overrides
ReturnToService=2
KillWait=10
MaxArraySize={max_array_size}
NodeName=one NodeHostname={host} NodeAddr=127.0.0.1 CPUs=2 State=UNKNOWN
PartitionName=all Nodes=ALL Default=YES State=UP MaxTime=INFINITE
"""


def why_not():
    """What is missing here; empty: nothing."""
    if os.geteuid() != 0:
        return "Slurm's daemons need root"
    missing = [name for name in NEEDED if shutil.which(name) is None]
    return f"not installed: {', '.join(missing)} (packages slurm-wlm and munge)" if missing else ""


def wait_until(what, is_so, seconds=60):
    deadline = time.monotonic() + seconds
    while not is_so():
        if time.monotonic() > deadline:
            raise SystemExit(f"waited {seconds} s for {what}")
        time.sleep(0.05)


def free_ports(number):
    sockets = [socket.socket() for _ in range(number)]
    for one in sockets:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in sockets]
    for one in sockets:
        one.close()
    return ports


class OneNode:
    def __init__(self, folder, max_array_size):
        self.folder = pathlib.Path(folder)
        self.running = {}
        self.environment = {**os.environ, "SLURM_CONF": str(self.folder / "slurm.conf")}
        for name in ("state", "spool"):
            (self.folder / name).mkdir(parents=True)
        controller_port, node_port = free_ports(2)
        (self.folder / "cgroup.conf").write_text(CGROUP_CONF)
        (self.folder / "slurm.conf").write_text(SLURM_CONF.format(
            host=socket.gethostname().split(".")[0], folder=self.folder, max_array_size=max_array_size,
            credential_seconds=CREDENTIAL_SECONDS,
            controller_port=controller_port, node_port=node_port))

    def __enter__(self):
        try:
            self.start_munge()
            self.start_controller()
            self.start("slurmd", "-D", "-N", "one")
            wait_until("the node", lambda: "idle" in self.ask("sinfo", "-h", "-o", "%T"))
        except BaseException:
            self.__exit__(SystemExit)
            raise
        return self

    def __exit__(self, why=None, *_):
        if why is not None:
            print(self.ask("squeue", "-r"), self.logs())
        if "slurmd" in self.running:
            subprocess.run(["scancel", "--user=root"], env=self.environment, timeout=20, check=False)
            wait_until("the last job to end", lambda: not self.ask("squeue", "-h"), 20)
        for name in reversed(list(self.running)):
            self.stop(name, signal.SIGTERM)

    def start(self, name, *arguments):
        with open(self.folder / f"{name}.log", "ab") as log:
            self.running[name] = subprocess.Popen(
                ["setpriv", "--pdeathsig", "KILL", name, *map(str, arguments)], env=self.environment,
                stdin=subprocess.DEVNULL, stdout=log, stderr=log)

    def stop(self, name, how):
        process = self.running.pop(name)
        process.send_signal(how)
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def start_munge(self):
        key = self.folder / "munge.key"
        key.write_bytes(os.urandom(128))
        key.chmod(0o600)
        files = [f"--{name}-file={self.folder}/munge.{name}" for name in ("key", "pid", "log", "seed")]
        self.start("munged", "--foreground", "--force", "--num-threads=10",
                   f"--socket={self.folder}/munge.socket", *files)
        wait_until("munged", (self.folder / "munge.socket").exists)

    def start_controller(self):
        self.start("slurmctld", "-D")
        wait_until("slurmctld", lambda: "UP" in self.ask("scontrol", "ping"))

    def ask(self, *command):
        """What a command of Slurm says; nothing when it fails."""
        done = subprocess.run(command, env=self.environment, capture_output=True, timeout=60, check=False)
        return done.stdout.decode() if done.returncode == 0 else ""

    def saved_since(self, moment):
        """Has the controller written its jobs down after that time (of the clock)?"""
        state = self.folder / "state/job_state"
        return state.exists() and state.stat().st_mtime > moment

    def logs(self):
        return "".join(f"--- {log.name}\n{log.read_text(errors='replace')[-3000:]}\n"
                       for log in sorted(self.folder.glob("*.log")))
