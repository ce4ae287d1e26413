import pytest
from datetime import timedelta
from pathlib import Path
from django.test import Client
from tests import cast
from tests.insights import story
from tests.support.story import supported
from tremplin.core import clock
from tremplin.support.actions.accompaniments import show_proof
pytestmark = pytest.mark.django_db
def test_look(client: Client, tmp_path):
    told, at = story.announced(tmp_path)
    out = Path("/tmp/var-insights/shots")
    with clock.at(at + timedelta(hours=1)):
        (out/"figures.html").write_text(client.get("/en/chiffres/").content.decode())
        made = supported()
        show_proof(made, words="Nous dessinons les haies.", by=cast.sam(), at=clock.now())
        (out/"proof.html").write_text(client.get(f"/en/attestations/{made.ref}/").content.decode())
        client.force_login(cast.ada())
        (out/"publish.html").write_text(client.get(f"/en/gestion/chiffres/{told.call.season.ref}/").content.decode())
        (out/"list.html").write_text(client.get(f"/en/gestion/chiffres/").content.decode())
