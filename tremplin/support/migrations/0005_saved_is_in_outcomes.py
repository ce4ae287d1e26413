from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("support", "0004_saved_to_outcomes")]

    operations = [migrations.RemoveField(model_name="introduction", name="saved")]
