import secrets

from django.db import migrations


def draw(apps, schema_editor):
    """Each saying under an id drawn by lot: those given before stand in the order of answers."""
    rows = apps.get_model("insights", "Saying").objects.all()
    for pk in list(rows.filter(pk__lt=2**40).values_list("pk", flat=True)):
        rows.filter(pk=pk).update(id=2**40 + secrets.randbelow(2**49 - 2**40))


class Migration(migrations.Migration):

    dependencies = [
        ('insights', '0100_all_until_november_2026'),
    ]

    operations = [migrations.RunPython(draw, migrations.RunPython.noop)]
