"""Memory of processes, as the kernel tells it."""

import os
import subprocess
import sys

from search.benchmarks import watching

HOLDING = "import sys; held = bytearray(60_000_000); print('ready', flush=True); sys.stdin.read()"


def test_memory_of_a_child_counts():
    with watching.watched(os.getpid()) as peak:
        before = peak.program
        with subprocess.Popen([sys.executable, "-c", HOLDING], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
            child.stdout.readline()
            peak.look(os.getpid(), None)
            child.communicate()

    assert peak.program - before > 60_000_000
    assert peak.server == 0


def test_memory_of_a_server_that_the_program_started_is_the_servers():
    alone, both = watching.Peak(), watching.Peak()
    alone.look(os.getpid(), None)

    with subprocess.Popen([sys.executable, "-c", HOLDING], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as child:
        child.stdout.readline()
        both.look(os.getpid(), child.pid)
        child.communicate()

    assert both.server > 60_000_000
    assert both.program - alone.program < 60_000_000


def test_parent_of_a_child_is_this_process():
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as child:
        assert watching.parent_of(child.pid) == os.getpid()
        child.communicate(b"\n")


def test_process_that_is_gone_has_no_parent():
    assert watching.parent_of(2**30) is None
