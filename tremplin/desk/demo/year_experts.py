"""Those who give their time to the year of support: four kinds of experts, an order, sessions asked and held with what
was said of them; workshops and the class of the season.
"""

from collections.abc import Callable, Sequence
from datetime import timedelta
from decimal import Decimal

from tremplin.core import clock
from tremplin.desk.demo.applying import days_from_today, instant
from tremplin.desk.demo.draws import drawn
from tremplin.desk.demo.ties import leader_of
from tremplin.people.models import Person
from tremplin.programme.engine.working_days import working_day_from
from tremplin.programme.models import Season
from tremplin.support.actions import classes, expertise, session_notes, session_requests, sessions, workshops
from tremplin.support.models import Accompaniment, ClassCard, Expertise, Order, Workshop
from tremplin.support.states import BookingState, ExpertKind, NoteAudience, Owner, Side

Cast = Callable[[str], Person]
# name, kind, what they help with, hours a month
EXPERTS = (
    ("Noé", ExpertKind.ADMINISTRATION, "Licences, hébergement, montée en charge.", 6),
    ("Rachid", ExpertKind.PARTNER, "Modèle économique d’une association : adhésions, prestations, mécénat.", 4),
    ("Rita", ExpertKind.MENTOR, "Faire vivre une communauté de bénévoles, déléguer, passer la main.", 3),
    ("Rose", ExpertKind.COACH, "Gouvernance partagée, décisions à plusieurs, conflits.", None),
)
# days from today, title, words, seats
WORKSHOPS = (
    (-26, "Écrire une page que tout le monde comprend", "Chacun apporte sa page d’accueil."),
    (12, "Compter ses usagers sans les suivre", "Ce que l’on mesure, ce que l’on ne garde pas, comment on le dit."),
)


def build(followed: Accompaniment, others: Sequence[Accompaniment], cast: Cast) -> None:
    _experts(followed, cast)
    _told(followed, cast)
    _asked(others[0], cast)
    _ask_again(others[1], cast)
    _workshops(followed, others, cast)
    _class(followed, others, cast)


def _experts(followed: Accompaniment, cast: Cast) -> None:
    programme, ada = followed.season.programme, cast("Ada")
    at = instant(followed.starts_on - timedelta(days=10), 10)
    for name, kind, words, hours in EXPERTS:
        person = cast(name)
        if Expertise.objects.filter(programme=programme, person=person).exists():
            continue
        with clock.at(at), drawn(f"year/expertise/{name}"):
            expertise.add_expertise(
                programme,
                email=str(person.email),
                full_name=name,
                kind=kind,
                words=words,
                hours_a_month=hours,
                from_day=at.date(),
                by=ada,
                at=at,
            )
    coach = Expertise.objects.get(programme=programme, person=cast("Rose"))
    if not Order.objects.filter(expertise=coach).exists():
        last = days_from_today(120)
        with clock.at(at), drawn("year/order"):
            expertise.place_order(
                coach,
                number="EXEMPLE-1",
                days=Decimal(5),
                hours_a_day=Decimal(7),
                from_day=at.date(),
                until_day=last,
                by=ada,
                at=at,
            )


def _told(made: Accompaniment, cast: Cast) -> None:
    """What each side wrote after the session that was held."""
    held = made.bookings.filter(state=BookingState.HELD, feedbacks=None).select_related("slot__expert").first()
    if held is None:
        return
    lina, noe, ends = cast("Lina"), cast("Noé"), held.slot.ends_at
    written = (
        (lina, NoteAudience.TEAM, "À redire à l’équipe : commencer par mesurer, avant d’acheter un serveur."),
        (noe, NoteAudience.SHARED, "Adresse d’un outil de mesure libre envoyée après la séance."),
    )
    for hours, (person, audience, words) in enumerate(written, start=1):
        at = ends + timedelta(hours=hours)
        with clock.at(at), drawn(f"year/note/{audience}"):
            session_notes.write_note(held, audience=audience, words=words, by=person, at=at)
    at = ends + timedelta(days=1)
    with clock.at(at), drawn("year/feedback"):
        session_notes.say_feedback(
            held,
            Side.TEAM,
            useful="Nous savons quoi mesurer un dimanche.",
            otherwise="Envoyer les chiffres avant la séance.",
            by=lina,
            at=at,
        )
        session_notes.say_feedback(held, Side.OFFICER, useful="L’équipe savait ce qu’elle voulait.", by=noe, at=at)


def _asked(made: Accompaniment, cast: Cast) -> None:
    """Asked for, accepted by the paid coach, booked and held; one thing to do was born of it."""
    if made.session_requests.exists():
        return
    leader, sam, rose = leader_of(made), cast("Sam"), cast("Rose")
    at = instant(days_from_today(-47), 19)
    with clock.at(at), drawn(f"year/request/{made.ref}"):
        request = session_requests.ask_session(
            made, words="Décider à douze sans y passer nos soirées : par où commencer ?", by=leader, at=at
        )
    coach = Expertise.objects.get(programme=made.season.programme, person=rose)
    starts, due_on = instant(days_from_today(-33), 17), days_from_today(9)
    at += timedelta(days=1)
    with clock.at(at):
        session_requests.propose_to(request, coach, why="Elle aide des équipes à décider à plusieurs.", by=sam, at=at)
    at += timedelta(days=1)
    with clock.at(at), drawn(f"year/slot/{made.ref}"):
        session_requests.accept(request, words="Avec plaisir.", by=rose, at=at)
        slot = sessions.offer_slot(
            made.season.programme,
            starts_at=starts,
            ends_at=starts + timedelta(minutes=90),
            place="Visioconférence",
            about="Gouvernance",
            by=rose,
            at=at,
        )
    at += timedelta(days=1)
    with clock.at(at), drawn(f"year/booking/{made.ref}"):
        booking = sessions.book(slot, made, subject="Décider à douze", asked=request, by=leader, at=at)
    at = slot.ends_at + timedelta(hours=1)
    with clock.at(at), drawn(f"year/held/{made.ref}"):
        sessions.hold_session(
            booking, notes="Un cercle de trois pour le quotidien ; le groupe entier une fois par mois.", by=rose, at=at
        )
        line = session_notes.Line("Écrire qui décide de quoi, sur une page", Owner.TEAM, due_on)
        session_notes.plan_from_session(booking, [line], by=leader, at=at)
        session_notes.say_feedback(booking, Side.OFFICER, useful="Une équipe prête à essayer.", by=rose, at=at)


def _ask_again(made: Accompaniment, cast: Cast) -> None:
    """Another one, proposed to a mentor who has not answered yet."""
    if made.session_requests.exists():
        return
    at = instant(days_from_today(-4), 19)
    mentor = Expertise.objects.get(programme=made.season.programme, person=cast("Rita"))
    with clock.at(at), drawn(f"year/request/{made.ref}"):
        request = session_requests.ask_session(
            made, words="Nos bénévoles s’essoufflent : comment passer la main ?", by=leader_of(made), at=at
        )
        session_requests.propose_to(request, mentor, by=cast("Sam"), at=at + timedelta(minutes=30))


def _workshops(followed: Accompaniment, others: Sequence[Accompaniment], cast: Cast) -> None:
    season, ada = followed.season, cast("Ada")
    for day, title, words in WORKSHOPS:
        if Workshop.objects.filter(season=season, title=title).exists():
            continue
        at = instant(days_from_today(min(day, 0) - 20), 11)
        starts = instant(working_day_from(days_from_today(day)), 10)
        with clock.at(at), drawn(f"year/workshop/{day}"):
            planned = workshops.plan_workshop(
                season,
                title=title,
                words=words,
                leader=ada,
                starts_at=starts,
                ends_at=starts + timedelta(hours=2),
                place="Salle de démonstration, et visioconférence",
                seats=8,
                by=ada,
                at=at,
            )
            for made in (followed, *others[:2]):
                workshops.take_seat(planned, made, by=leader_of(made), at=at + timedelta(hours=1))
        if day < 0:
            held = planned.ends_at + timedelta(hours=2)
            with clock.at(held):
                workshops.hold_workshop(
                    planned, came=[followed, others[0]], result="Deux pages récrites sur place.", by=ada, at=held
                )


def _class(followed: Accompaniment, others: Sequence[Accompaniment], cast: Cast) -> None:
    season: Season = followed.season
    if ClassCard.objects.filter(season=season).exists():
        return
    lina, asker, sam = cast("Lina"), leader_of(others[0]), cast("Sam")
    at = instant(days_from_today(-100), 18)
    with clock.at(at), drawn("year/class"):
        classes.show_card(
            season,
            shown_name="Lina",
            words="Je tiens une carte que des habitants corrigent.",
            helps_with="Trouver des bénévoles dans une commune",
            reach="Par l’espace de la promotion",
            hears=True,
            by=lina,
            at=at,
        )
        classes.show_card(
            season, shown_name=asker.full_name, words="Je prends soin d’un commun.", hears=True, by=asker, at=at
        )
        classes.show_card(season, shown_name="Sam", words="J’accompagne des équipes.", by=sam, at=at)
        classes.share_document(
            season, title="Modèle de délibération (exemple)", address="https://example.org/", by=sam, at=at
        )
    at = instant(days_from_today(-15), 19)
    with clock.at(at), drawn("year/question"):
        question = classes.ask_class(
            season, title="Comment remerciez-vous vos bénévoles ?", words="Sans budget, ou presque.", by=asker, at=at
        )
        at += timedelta(days=1)
    with clock.at(at), drawn("year/answer"):
        classes.answer_class(question, words="Un repas par an, et leur nom dans la carte.", by=lina, at=at)
