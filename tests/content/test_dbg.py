import pytest
from tests.content.test_importer import *
from tremplin.content.importer import targets
from django.db import connection
@pytest.mark.django_db
def test_dbg(tmp_path):
    import_tree(small(tmp_path))
    print(Picture.objects.values("title","decorative","alternative_fr"))
    h=pages.HomePage.objects.get(); print(h.has_unpublished_changes, h.latest_revision_id, h.live_revision_id)
    (tmp_path / "config.toml").write_text(CONFIG.replace('"Our site"', '"New"'))
    o=import_tree(tmp_path)
    h=pages.HomePage.objects.get(); print(h.has_unpublished_changes, h.latest_revision_id, h.live_revision_id, h.site_title, h.get_latest_revision_as_object().site_title)
    for r in ImportedFile.objects.filter(part__startswith="site"): print(r.part,r.values)
