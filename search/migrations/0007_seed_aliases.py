from django.db import migrations

from search.query import seeding


def seed(apps, schema_editor):
    seeding.seed(apps.get_model("search", "Alias"), apps.get_model("search", "AliasEvent"))


class Migration(migrations.Migration):
    """Fills the table of aliases from search/query/aliases.txt; what curators changed stays as it is."""

    dependencies = [("search", "0006_aliases")]

    operations = [migrations.RunPython(seed, migrations.RunPython.noop)]
