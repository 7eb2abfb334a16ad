import rapport.domains.people.models.organisations
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ("people", "0008_service_keys_drawn"),
    ]

    operations = [
        migrations.AlterField(
            model_name='service',
            name='key',
            field=models.CharField(default=rapport.domains.people.models.organisations.new_service_key, editable=False, max_length=32, unique=True),
        ),
    ]
