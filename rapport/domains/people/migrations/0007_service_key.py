from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0006_site_details"),
    ]

    operations = [
        migrations.AddField(
            model_name='service',
            name='key',
            field=models.CharField(editable=False, max_length=32, null=True),
        ),
    ]
