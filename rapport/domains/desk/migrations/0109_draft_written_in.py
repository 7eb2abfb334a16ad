"""A draft knows the window that kept it last."""

from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('desk', '0108_whose_hands'),
    ]

    operations = [
        migrations.AddField(
            model_name='draft',
            name='written_in',
            field=models.CharField(blank=True, default='', max_length=40),
        ),
    ]
