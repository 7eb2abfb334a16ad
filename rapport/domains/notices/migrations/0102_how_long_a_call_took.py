from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("notices", "0101_mentions_and_recoveries")]

    operations = [
        migrations.AddField(model_name="endpoint", name="took_ms", field=models.PositiveIntegerField(default=0)),
        migrations.AddField(
            model_name="hookcall", name="took_ms", field=models.PositiveIntegerField(blank=True, null=True)
        ),
    ]
