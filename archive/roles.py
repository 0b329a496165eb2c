"""The two roles of a newsroom: groups that exist from the first migration and are the administrator's to change."""

from django.apps import apps as all_apps
from django.contrib.auth.management import create_permissions
from django.utils.translation import gettext_noop

CURATOR = [
    *(f"{act}_article" for act in ("add", "change", "view", "decide")),
    *(f"{act}_{term}" for term in ("author", "topic", "place") for act in ("add", "change", "view")),
    *(f"{act}_article{term}" for term in ("author", "topic", "place") for act in ("add", "change", "delete", "view")),
    *("view_source", "view_import", "view_importproblem", "view_original"),
]
EDITOR = [
    *CURATOR,
    *("add_source", "change_source", "delete_source", "view_user"),
    *("delete_author", "delete_topic", "delete_place"),
]
ROLES = {gettext_noop("Curators"): CURATOR, gettext_noop("Editors"): EDITOR}


def make(sender, using: str = "default", apps=all_apps, **kwargs) -> None:
    """Create the groups that are not there yet (a receiver of `post_migrate`); others are left as they stand."""
    try:
        groups = apps.get_model("auth", "Group").objects.using(using)
        permissions = apps.get_model("auth", "Permission").objects.using(using)
    except LookupError:  # migrated only in part
        return
    create_permissions(sender, verbosity=0, using=using, apps=apps)
    for name, codenames in ROLES.items():
        group, new = groups.get_or_create(name=name)
        if new:
            group.permissions.set(permissions.filter(content_type__app_label="archive", codename__in=codenames))
