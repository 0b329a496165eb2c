from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="Demand",
            fields=[
                ("key", models.CharField(max_length=80, primary_key=True, serialize=False)),
                ("period", models.BigIntegerField(db_index=True)),
                ("count", models.PositiveIntegerField()),
            ],
            options={
                "verbose_name": "demand",
                "verbose_name_plural": "demands",
                "default_permissions": (),
            },
        ),
        # Counts of the last minutes are not worth a write-ahead log; a crash may forget them.
        migrations.RunSQL("ALTER TABLE config_demand SET UNLOGGED", "ALTER TABLE config_demand SET LOGGED"),
    ]
