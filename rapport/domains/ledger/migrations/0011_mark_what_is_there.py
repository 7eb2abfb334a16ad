"""Acts that were recorded before there were counters are marked, so that the job counts them."""

from django.db import migrations

MARK = """
INSERT INTO ledger_uncounted (episode_id, act_id, organisation_id)
SELECT episode_id, id, organisation_id FROM ledger_act WHERE episode_id IS NOT NULL AND corrects IS NULL
"""


class Migration(migrations.Migration):
    dependencies = [("ledger", "0010_contact_counters")]
    operations = [migrations.RunSQL(MARK, migrations.RunSQL.noop)]
