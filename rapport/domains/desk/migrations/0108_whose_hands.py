"""How many wait in whose hands is counted from an index alone."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('desk', '0107_by_another_program'),
        ('people', '0102_site_contacts'),
    ]

    operations = [
        migrations.AddIndex(
            model_name='ticket',
            index=models.Index(condition=models.Q(('waits_since__isnull', False)), fields=['team', 'assignee'], name='ticket_hands'),
        ),
    ]
