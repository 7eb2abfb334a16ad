"""Whoever was not drawn stands in a cell since the last step, so rows need not say what became of them."""

from django.db import migrations


class Migration(migrations.Migration):

    dependencies = [
        ('surveys', '0102_frames_packed'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='framerow',
            name='frame_row_skipped_with_reason',
        ),
        migrations.RemoveIndex(
            model_name='framerow',
            name='frame_row_outcome',
        ),
        migrations.RemoveField(
            model_name='framerow',
            name='outcome',
        ),
        migrations.RemoveField(
            model_name='framerow',
            name='reason',
        ),
    ]
