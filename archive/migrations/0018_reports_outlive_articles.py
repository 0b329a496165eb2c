import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("archive", "0017_tallies_of_many"),
    ]

    operations = [
        migrations.AddField(
            model_name="report",
            name="about",
            field=models.TextField(blank=True, verbose_name="title"),
        ),
        migrations.AddField(
            model_name="report",
            name="identifier",
            field=models.CharField(blank=True, max_length=20, verbose_name="permanent identifier"),
        ),
        migrations.AlterField(
            model_name="report",
            name="article",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="reports",
                to="archive.article",
                verbose_name="article",
            ),
        ),
        migrations.AlterField(
            model_name="reportevent",
            name="article",
            field=models.ForeignKey(
                blank=True,
                db_constraint=False,
                null=True,
                on_delete=django.db.models.deletion.DO_NOTHING,
                related_name="+",
                related_query_name="+",
                to="archive.article",
                verbose_name="article",
            ),
        ),
        migrations.AddIndex(
            model_name="report",
            index=models.Index(
                condition=models.Q(("article", None)), fields=["identifier"], name="report_of_what_is_gone"
            ),
        ),
    ]
