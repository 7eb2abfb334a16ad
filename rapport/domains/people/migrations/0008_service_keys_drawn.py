from django.db import migrations

from rapport.domains.people.models.organisations import new_service_key


def draw(apps, schema_editor):
    """Each service a key of its own."""
    services = apps.get_model("people", "Service")
    rows = list(services.objects.filter(key__isnull=True))
    for row in rows:
        row.key = new_service_key()
    services.objects.bulk_update(rows, ["key"], batch_size=200)


class Migration(migrations.Migration):

    dependencies = [
        ('people', '0007_service_key'),
    ]

    operations = [migrations.RunPython(draw, migrations.RunPython.noop)]
