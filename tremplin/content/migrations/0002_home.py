"""The first page of a new installation: ours instead of Wagtail's welcome page."""

import uuid

from django.db import migrations


def make_home(apps, schema_editor):
    HomePage = apps.get_model("content", "HomePage")
    if HomePage.objects.exists():
        return
    Page = apps.get_model("wagtailcore", "Page")
    Site = apps.get_model("wagtailcore", "Site")
    Locale = apps.get_model("wagtailcore", "Locale")
    ContentType = apps.get_model("contenttypes", "ContentType")
    root = Page.objects.get(depth=1)
    french, _created = Locale.objects.get_or_create(language_code="fr")
    Locale.objects.get_or_create(language_code="en")
    kind, _created = ContentType.objects.get_or_create(app_label="content", model="homepage")
    last = Page.objects.filter(depth=2).order_by("path").last()
    number = int(last.path[4:], 36) + 1 if last else 1
    home = HomePage(
        title="Tremplin",
        draft_title="Tremplin",
        slug="accueil",
        content_type=kind,
        path=f"{root.path}{number:04d}",
        depth=2,
        numchild=0,
        url_path="/accueil/",
        locale=french,
        translation_key=uuid.uuid4(),
        live=True,
    )
    home.save()
    Site.objects.update_or_create(
        is_default_site=True, defaults={"hostname": "localhost", "site_name": "Tremplin", "root_page_id": home.pk}
    )
    # the welcome page of a fresh Wagtail, which has no template of ours
    gone, _details = Page.objects.filter(depth=2, numchild=0, content_type__app_label="wagtailcore").delete()
    root.numchild = Page.objects.filter(depth=2).count()
    root.save(update_fields=["numchild"])


class Migration(migrations.Migration):
    dependencies = [("content", "0001_initial"), ("wagtailcore", "0054_initial_locale")]

    operations = [migrations.RunPython(make_home, migrations.RunPython.noop)]
