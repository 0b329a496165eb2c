"""Machine: on what it was measured: the computer, the day, the commit, and how PostgreSQL was set."""

import os
import platform
import subprocess
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

SET = ("shared_buffers", "work_mem", "effective_cache_size", "random_page_cost", "gin_pending_list_limit")


def describe() -> dict[str, str]:
    """Names and values, in the order that a sentence tells them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('server_version'), " + ", ".join(f"current_setting('{n}')" for n in SET))
        version, *values = cursor.fetchone()
    return {
        "on": f"{os.cpu_count()} processors of {_processor()}",
        "with": f"{_memory()} of memory",
        "load": f"{os.getloadavg()[0]:.1f}",
        "day": timezone.localdate().isoformat(),
        "commit": commit(),
        "Python": platform.python_version(),
        "PostgreSQL": version.split()[0],
        **dict(zip(SET, values, strict=True)),
    }


def commit() -> str:
    """The program's commit, marked + where files were changed since; nothing without git."""
    try:
        said = [_git("rev-parse", "--short", "HEAD"), _git("status", "--porcelain", "--untracked-files=no")]
    except (OSError, subprocess.CalledProcessError):
        return ""
    return said[0] + ("+" if said[1] else "")


def _git(*words: str) -> str:
    told = subprocess.run(["git", *words], cwd=settings.BASE_DIR, capture_output=True, text=True, check=True)
    return told.stdout.strip()


def _processor() -> str:
    known = Path("/proc/cpuinfo")
    lines = known.read_text().splitlines() if known.exists() else []
    names = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(names, platform.processor() or platform.machine())


def _memory() -> str:
    return f"{os.sysconf('SC_PAGE_SIZE') * os.sysconf('SC_PHYS_PAGES') / 2**30:.0f} GB"
