"""The five roles of an archive: groups that migrating makes, and that are an administrator's to change afterwards.

A permission that comes with a later release is given to its roles once, when that release migrates.
"""

from django.apps import apps as all_apps
from django.contrib.auth.management import create_permissions
from django.db.models import Q
from django.utils.translation import gettext_noop

READER: list[str] = []  # reads what is for registered readers; has no business in the newsroom
RESEARCHER = READER
CURATOR = [
    *(f"{act}_article" for act in ("add", "change", "view", "decide")),
    "bulk_edit",
    *(f"{act}_{term}" for term in ("author", "topic", "place") for act in ("add", "change", "view")),
    *(f"{act}_article{term}" for term in ("author", "topic", "place") for act in ("add", "change", "delete", "view")),
    *("view_source", "view_import", "add_delivery", "view_delivery", "view_importproblem", "view_original"),
]
EDITOR = [
    *CURATOR,
    *("add_source", "change_source", "delete_source", "view_user"),
    *("delete_author", "delete_topic", "delete_place", "restore_discarded"),
]
ADMINISTRATOR = [
    *EDITOR,
    *("add_user", "change_user"),
    *(f"{act}_group" for act in ("add", "change", "delete", "view")),
    *("view_accessattempt", "delete_accessattempt", "view_accesslog", "view_accessfailurelog"),
]
ROLES = {
    gettext_noop("Readers"): READER,
    gettext_noop("Researchers"): RESEARCHER,
    gettext_noop("Curators"): CURATOR,
    gettext_noop("Editors"): EDITOR,
    gettext_noop("Administrators"): ADMINISTRATOR,
}
OURS = Q(content_type__app_label__in=["archive", "auth", "axes"])


def make(sender, using: str = "default", apps=all_apps, **kwargs) -> None:
    """Create the groups that are missing, and give each what it was never given (a receiver of `post_migrate`)."""
    try:
        groups = apps.get_model("auth", "Group").objects.using(using)
        permissions = apps.get_model("auth", "Permission").objects.using(using)
        given = apps.get_model("archive", "Given").objects.using(using)
    except LookupError:  # migrated only in part
        return
    for label in ("archive", "auth", "axes"):
        create_permissions(all_apps.get_app_config(label), verbosity=0, using=using, apps=apps)
    for name, codenames in ROLES.items():
        group, _ = groups.get_or_create(name=name)
        before = given.filter(group=group).values("permission")
        new = list(permissions.filter(OURS, codename__in=codenames).exclude(pk__in=before))
        group.permissions.add(*new)
        given.bulk_create([given.model(group=group, permission=permission) for permission in new])
