import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('ledger', '0004_stages'),
        ('people', '0002_departures'),
    ]

    operations = [
        migrations.CreateModel(
            name='Feed',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80)),
                ('source', models.CharField(max_length=24, unique=True)),
                ('sealed', models.TextField()),
                ('sealed_before', models.TextField(blank=True, default='')),
                ('before_until', models.DateTimeField(blank=True, null=True)),
                ('made_at', models.DateTimeField()),
                ('ended_at', models.DateTimeField(blank=True, null=True)),
                ('last_at', models.DateTimeField(blank=True, null=True)),
                ('accepted', models.PositiveBigIntegerField(default=0)),
                ('duplicate', models.PositiveBigIntegerField(default=0)),
                ('refused', models.PositiveBigIntegerField(default=0)),
                ('organisation', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.organisation')),
                ('team', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='people.team')),
            ],
            options={
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('before_until__isnull', True), ('sealed_before', '')), models.Q(models.Q(('sealed_before', ''), _negated=True), ('before_until__isnull', False)), _connector='OR'), name='feed_old_secret_ends')],
            },
        ),
        migrations.CreateModel(
            name='FeedDelivery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('call_id', models.CharField(max_length=120)),
                ('at', models.DateTimeField()),
                ('answers', models.JSONField()),
                ('feed', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='ledger.feed')),
            ],
            options={
                'indexes': [models.Index(fields=['at'], name='feed_delivery_at')],
                'constraints': [models.UniqueConstraint(fields=('feed', 'call_id'), name='feed_delivery_once')],
            },
        ),
        migrations.CreateModel(
            name='FeedMatter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reference', models.CharField(max_length=80)),
                ('feed', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='ledger.feed')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('feed', 'reference'), name='feed_matter_once')],
            },
        ),
        migrations.CreateModel(
            name='FeedRefusal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('source_key', models.CharField(max_length=90)),
                ('reason', models.CharField(max_length=300)),
                ('at', models.DateTimeField()),
                ('feed', models.ForeignKey(db_index=False, on_delete=django.db.models.deletion.CASCADE, related_name='+', to='ledger.feed')),
            ],
            options={
                'indexes': [models.Index(fields=['feed', '-at', '-id'], name='feed_refusal_feed_at')],
            },
        ),
    ]
