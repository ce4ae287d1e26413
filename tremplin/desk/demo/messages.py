"""Three messages written from the site, as from the first stage on: one that waits, one answered, one set aside."""

from collections.abc import Callable
from datetime import timedelta

from tremplin.community.actions.enquiries import answer_enquiry, set_aside, write_enquiry
from tremplin.community.models import Enquiry
from tremplin.community.states import EnquirySubject
from tremplin.core import clock
from tremplin.desk.demo.applying import days_from_today, instant
from tremplin.desk.demo.draws import drawn
from tremplin.people.models import Person
from tremplin.programme.models import Programme

Cast = Callable[[str], Person]
# who writes, about what, their words, how many days ago, and the answer
WRITTEN = (
    (
        "",
        "association@demonstration.invalid",
        EnquirySubject.APPLY,
        "Bonjour,\n\nNous sommes six bénévoles, sans association déclarée. Pouvons-nous candidater ?",
        -12,
        "Bonjour,\n\nOui : l’une ou l’un de vous porte la candidature en son nom. Rien d’autre n’est à faire.",
    ),
    (
        "Lettre des bonnes affaires",
        "publicite@demonstration.invalid",
        EnquirySubject.OTHER,
        "Doublez vos visites dès cette semaine grâce à notre offre.",
        -6,
        "",
    ),
    (
        "Charlie",
        "charlie@demonstration.invalid",
        EnquirySubject.PARTNER,
        "Bonjour,\n\nJe voudrais aider une initiative près de chez moi, quelques heures par mois. À qui m’adresser ?",
        -2,
        "",
    ),
)


def build(programme: Programme, cast: Cast) -> str:
    if not Enquiry.objects.filter(programme=programme).exists():
        for name, email, subject, words, day, answer in WRITTEN:
            _write(programme, name, email, subject, words, day, answer, cast("Ada"))
    return f"{Enquiry.objects.filter(programme=programme).count()} messages received"


def _write(
    programme: Programme, name: str, email: str, subject: str, words: str, day: int, answer: str, ada: Person
) -> None:
    at = instant(days_from_today(day), 9)
    with clock.at(at), drawn(f"message/{email}"):
        one = write_enquiry(
            programme, name=name, email=email, subject=subject, words=words, about_url="", language="fr", at=at
        )
    at += timedelta(hours=5)
    with clock.at(at), drawn(f"message/{email}/after"):
        if answer:
            answer_enquiry(one, words=answer, seen=0, by=ada, at=at)
        elif subject == EnquirySubject.OTHER:
            set_aside(one, by=ada, at=at)
