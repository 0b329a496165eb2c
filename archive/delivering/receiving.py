"""Receiving: uploaded files are put aside until they are read, files of the server's folder chosen; both bounded."""

from __future__ import annotations

import datetime
import hashlib
import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath, PureWindowsPath

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive import curation
from archive.ingest import reading
from archive.models import Delivery, Import, Original, User

MOST_FILES = 100  # of a delivery
MOST_LISTED = 500  # of the server's folder
LONGEST_NAME = 120  # letters
KEPT = datetime.timedelta(days=30)
CHUNK = 1 << 20


class TooMuch(curation.Refusal):
    """More than a delivery may have, or than may wait."""

    sentence = _("This is more than can be received at once: bring fewer files, or put them into the server's folder.")


class NotThere(curation.Refusal):
    """A file that is not, or no longer, in the server's folder."""

    sentence = _("A chosen file is no longer in the folder of the server. Choose again.")


def receive(files: Iterable[UploadedFile], *, by: User) -> Delivery:
    """Put the files aside as a delivery of their own. Raises `TooMuch`, and leaves nothing behind then."""
    files = list(files)
    size = sum(file.size or 0 for file in files)
    if len(files) > MOST_FILES or size > settings.LARGEST_DELIVERY or waiting() + size > settings.LARGEST_ARRIVALS:
        raise TooMuch("delivery")
    delivery = Delivery.objects.create(by=by)
    try:
        kept = [_keep(file, _folder(delivery) / str(number)) for number, file in enumerate(files, 1)]
    except BaseException:
        shutil.rmtree(_folder(delivery), ignore_errors=True)
        delivery.delete()
        raise
    delivery.files = kept
    delivery.save(update_fields=["files"])
    return delivery


def choose(names: Iterable[str], *, by: User) -> Delivery:
    """A delivery of files of the server's folder, by the names under which they are listed. Raises `NotThere`."""
    listed = {name: path for name, path, _size in incoming()}
    chosen = list(names)[:MOST_FILES]
    if not chosen or not set(chosen) <= listed.keys():
        raise NotThere("incoming")
    files = [_described(listed[name], name) for name in chosen]
    return Delivery.objects.create(by=by, files=files)


def incoming() -> list[tuple[str, Path, int]]:
    """The files of the server's folder, at most 500: name below it, place, bytes. Links and hidden files are none."""
    return sorted(_files_below(settings.INCOMING, ""))[:MOST_LISTED]


def _files_below(folder: Path, above: str, depth: int = 3) -> Iterator[tuple[str, Path, int]]:
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)[: 2 * MOST_LISTED]
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith(".") or entry.is_symlink():
            continue
        if entry.is_dir(follow_symlinks=False):
            if depth:
                yield from _files_below(Path(entry.path), f"{above}{entry.name}/", depth - 1)
        elif entry.is_file(follow_symlinks=False):
            yield f"{above}{entry.name}", Path(entry.path), entry.stat(follow_symlinks=False).st_size


def known_before(delivery: Delivery) -> dict[str, Import]:
    """Of files that came before, by their hash: the import that brought them."""
    hashes = {file["sha256"] for file in delivery.files if file["sha256"]}
    own = delivery.imports.values("pk")
    rows = Original.objects.filter(sha256__in=hashes, importing__isnull=False).exclude(importing__in=own)
    found = rows.order_by("sha256", "-pk").distinct("sha256").select_related("importing")
    return {row.sha256: row.importing for row in found if row.importing}


def waiting() -> int:
    """Bytes of all files that were uploaded and are kept."""
    return sum(sum(file["size"] for file in files) for files in _kept().values_list("files", flat=True))


def sweep(now: datetime.datetime | None = None) -> int:
    """Throw away the files of deliveries of thirty days ago; what was brought in of them is kept as originals."""
    old = list(_kept().filter(created_at__lte=(now or timezone.now()) - KEPT)[:MOST_FILES])
    for delivery in old:
        shutil.rmtree(_folder(delivery), ignore_errors=True)
        delivery.cleared = True
        delivery.save(update_fields=["cleared"])
    return len(old)


def _kept():
    return Delivery.objects.filter(cleared=False, files__0__uploaded=True)


def _folder(delivery: Delivery) -> Path:
    return settings.ARRIVALS / str(delivery.pk)


def _keep(file: UploadedFile, folder: Path) -> dict[str, str | int | bool]:
    name = safe_name(file.name or "")
    folder.mkdir(parents=True)
    digest, size = hashlib.sha256(), 0
    with (folder / name).open("xb") as kept:
        for chunk in file.chunks(CHUNK):
            digest.update(chunk)
            size += kept.write(chunk)
    return {"path": str(folder / name), "name": name, "size": size, "sha256": digest.hexdigest(), "uploaded": True}


def _described(path: Path, name: str) -> dict[str, str | int | bool]:
    with path.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest() if path.stat().st_size < 1_000_000_000 else ""
    return {"path": str(path), "name": reading.shown(name), "size": path.stat().st_size, "sha256": sha256}


def safe_name(name: str) -> str:
    """The last part of a name from outside, fit for a disk: its ending tells the format, its beginning a title."""
    last = PurePosixPath(PureWindowsPath(reading.shown(name)).name).name.lstrip(". ")
    stem, suffix = os.path.splitext(last)
    return (stem.encode()[:LONGEST_NAME].decode("utf-8", "ignore") + suffix[:20]) or "file"
