from django.db import migrations


class Migration(migrations.Migration):
    """Counts are kept while pages are made; a crash may lose them, and nobody waits for the disk."""

    dependencies = [("search", "0014_occurrences_packed")]

    operations = [
        migrations.RunSQL("ALTER TABLE search_keptcount SET UNLOGGED", "ALTER TABLE search_keptcount SET LOGGED")
    ]
