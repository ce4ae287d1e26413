"""The outbox, and what leaves it over a real SMTP server."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.db import transaction
from django.utils.html import escape
from hypothesis import example, given
from hypothesis import strategies as st

from tests.core.conftest import Mailbox, free_port
from tests.factories import MessageFactory
from tremplin.core import clock, journal, mail, offers
from tremplin.core.models import Message
from tremplin.core.moves import move
from tremplin.core.offers import Undelivered
from tremplin.core.states import MessageState

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)


def _post(to: str = "alice@example.org", occasion: str = "", language: str = "fr", code: str = "K7PX2M") -> Message:
    return mail.post(
        "people-code", to=to, language=language, context={"code": code}, at=NOW, object="0123456789", occasion=occasion
    )


def _states() -> list[tuple[str, int]]:
    return list(Message.objects.order_by("pk").values_list("state", "attempts"))


# writing it


@pytest.mark.django_db
def test_message_waits_in_the_outbox() -> None:
    message = _post()
    assert (message.state, message.attempts, message.created_at, message.not_before) == (
        MessageState.QUEUED,
        0,
        NOW,
        NOW,
    )
    assert (message.recipient, message.language, message.object) == ("alice@example.org", "fr", "0123456789")


@pytest.mark.django_db
def test_same_occasion_twice_is_one_message() -> None:
    assert _post(occasion="opening") == _post(occasion="opening")
    assert Message.objects.count() == 1


@pytest.mark.django_db
def test_other_occasion_or_recipient_is_another_message() -> None:
    messages = {_post(occasion="opening"), _post(occasion="closing"), _post(to="bob@example.org", occasion="opening")}
    assert len(messages) == 3
    assert len({message.message_id for message in messages}) == 3


@pytest.mark.django_db
def test_message_goes_back_with_the_action_that_wrote_it() -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        _post()
        raise ZeroDivisionError
    assert Message.objects.count() == 0


def test_mail_nobody_offers_is_an_error_of_ours() -> None:
    with pytest.raises(LookupError, match="^no mail is called 'nothing'$"):
        mail.render("nothing", {}, "fr")


@pytest.mark.parametrize(
    ("language", "subject", "first"),
    [("fr", "K7PX2M est votre code de connexion", "Bonjour,"), ("en", "K7PX2M is your sign-in code", "Hello,")],
)
def test_mail_is_written_in_the_language_of_its_reader(language: str, subject: str, first: str) -> None:
    found, text, html = mail.render("people-code", {"code": "K7PX2M"}, language)
    assert (found, text.split("\n\n")[0]) == (subject, first)
    assert html.startswith(f'<!doctype html>\n<html lang="{language}">')


def test_words_are_plain_in_the_text_and_escaped_in_the_html() -> None:
    hostile = "<b>L'été & Cie</b>"
    subject, text, html = mail.render("people-code", {"code": hostile}, "en")
    assert subject == f"{hostile} is your sign-in code"
    assert text.count(hostile) == 1
    assert (html.count(hostile), html.count(escape(hostile))) == (0, 2)


def test_address_alone_on_its_line_is_a_link(settings: Any) -> None:
    settings.BASE_URL = "https://tremplin.example.org"
    _subject, text, html = mail.render("people-code", {"code": "K7PX2M"}, "fr")
    assert text.endswith("\n\nhttps://tremplin.example.org\n")
    assert html.count('<a href="https://tremplin.example.org"') == 1


@pytest.mark.parametrize("code", ["K7\nBcc: eve@example.org", "K7\r\nBcc: eve@example.org", "K7\rBcc: eve@example.org"])
@pytest.mark.django_db
def test_line_end_in_a_word_adds_no_header(mailbox: Mailbox, code: str) -> None:
    _post(code=code)
    assert mail.deliver(NOW) == 1
    assert (mailbox.mails[0].get_all("Bcc"), mailbox.recipients) == (None, ["alice@example.org"])


def test_lines_of_a_typed_text_are_kept_in_the_body_and_joined_in_the_subject() -> None:
    subject, text, _html = mail.render("people-code", {"code": "one\r\ntwo"}, "en")
    assert (subject, text.count("one\ntwo")) == ("one two is your sign-in code", 1)


@given(st.text())
@example("x" * 300)
@example("\x1b\n")
@example("a\r\nb\x00c\u2028d\u202ee")
def test_subject_is_one_short_printable_line_whatever_was_typed(word: str) -> None:
    subject, _text, _html = mail.render("people-code", {"code": word}, "en")
    assert 0 < len(subject) < 78
    assert subject.isprintable()


# sending it


@pytest.mark.django_db
def test_message_in_somebody_s_name_is_answered_to_them(mailbox: Mailbox, settings: Any) -> None:
    """It leaves from our address, the only one our server may speak for."""
    settings.DEFAULT_FROM_EMAIL = "Tremplin <tremplin@example.org>"
    mail.post(
        "people-code",
        to="elise@example.org",
        language="fr",
        context={"code": "K7PX2M"},
        at=NOW,
        sender="Sam\r\nBcc: all@example.org",
        reply_to="sam@example.org",
    )
    assert mail.deliver(NOW) == 1
    [received] = mailbox.mails
    assert (received["From"], received["Reply-To"], received["Bcc"]) == (
        '"Sam Bcc: all@example.org" <tremplin@example.org>',
        "sam@example.org",
        None,
    )


@pytest.mark.django_db
def test_message_leaves_as_it_was_written(mailbox: Mailbox, settings: Any) -> None:
    settings.DEFAULT_FROM_EMAIL = "Tremplin <tremplin@example.org>"
    message = _post(to="elise@example.org")
    assert mail.deliver(NOW) == 1
    [received] = mailbox.mails
    headers = {name: received[name] for name in ("Message-ID", "Subject", "To", "From", "Auto-Submitted")}
    assert headers == {
        "Message-ID": message.message_id,
        "Subject": message.subject,
        "To": "elise@example.org",
        "From": "Tremplin <tremplin@example.org>",
        "Auto-Submitted": "auto-generated",
    }
    plain, html = received.get_body(("plain",)), received.get_body(("html",))
    assert plain is not None
    assert html is not None
    assert plain.get_content().replace("\r\n", "\n") == message.text
    assert html.get_content().replace("\r\n", "\n").strip() == message.html.strip()
    assert message.message_id.endswith("@example.org>")


@pytest.mark.django_db
def test_message_leaves_once_and_its_journal_tells_how(mailbox: Mailbox) -> None:
    message = _post()
    assert [mail.deliver(NOW), mail.deliver(NOW)] == [1, 0]
    message.refresh_from_db()
    assert (message.state, message.attempts, message.sent_at, message.last_error) == (MessageState.SENT, 1, NOW, "")
    assert [entry.verb for entry in journal.of(message)] == ["take", "deliver"]
    assert len(mailbox.mails) == 1


@pytest.mark.django_db
def test_message_for_later_waits(mailbox: Mailbox) -> None:
    MessageFactory.create(created_at=NOW, not_before=NOW + timedelta(minutes=1))
    assert [mail.deliver(NOW), mail.deliver(NOW + timedelta(minutes=1))] == [0, 1]


@pytest.mark.django_db
def test_round_takes_the_oldest_first_and_no_more_than_it_is_told(mailbox: Mailbox) -> None:
    for minutes in (3, 1, 2):
        MessageFactory.create(recipient=f"m{minutes}@example.org", created_at=NOW + timedelta(minutes=minutes))
    assert mail.deliver(NOW + timedelta(hours=1), at_most=2) == 2
    assert mailbox.recipients == ["m1@example.org", "m2@example.org"]


@pytest.mark.django_db
def test_refused_recipient_is_postponed_and_the_others_leave(mailbox: Mailbox) -> None:
    refused, other = _post(to="alice@example.org"), _post(to="bob@example.org")
    mailbox.refuses["alice@example.org"] = "451 alice@example.org is full"
    assert mail.deliver(NOW) == 1
    refused.refresh_from_db()
    assert (refused.state, refused.attempts, refused.not_before) == (
        MessageState.QUEUED,
        1,
        NOW + timedelta(minutes=10),
    )
    assert refused.last_error == "SMTPRecipientsRefused"  # the class only: the server's words name the recipient
    other.refresh_from_db()
    assert other.state == MessageState.SENT


@pytest.mark.django_db
def test_server_that_hangs_up_on_one_still_gets_the_others(mailbox: Mailbox) -> None:
    for name in ("alice", "bob", "charlie"):
        _post(to=f"{name}@example.org")
    mailbox.hangs_up_on.add("bob@example.org")
    assert mail.deliver(NOW) == 2
    assert mailbox.recipients == ["alice@example.org", "charlie@example.org"]
    assert _states() == [("sent", 1), ("queued", 1), ("sent", 1)]


@pytest.mark.django_db
def test_message_keeps_its_id_over_every_attempt(mailbox: Mailbox) -> None:
    message = _post()
    mailbox.refuses["alice@example.org"] = "451 later"
    mail.deliver(NOW)
    mailbox.refuses.clear()
    assert [mail.deliver(NOW + timedelta(minutes=9)), mail.deliver(NOW + timedelta(minutes=10))] == [0, 1]
    assert [received["Message-ID"] for received in mailbox.mails] == [message.message_id]


@pytest.mark.django_db
def test_server_that_does_not_answer_postpones_one_and_keeps_the_others_waiting(settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", free_port()
    first, _second = _post(to="alice@example.org"), _post(to="bob@example.org")
    assert mail.deliver(NOW) == 0
    first.refresh_from_db()
    assert (first.last_error, first.not_before) == ("ConnectionRefusedError", NOW + timedelta(minutes=10))
    assert _states() == [("queued", 1), ("queued", 0)]


@pytest.mark.django_db
def test_message_that_cannot_be_written_as_a_mail_does_not_stop_the_others(mailbox: Mailbox) -> None:
    MessageFactory.create(subject="two\nlines", created_at=NOW)
    MessageFactory.create(created_at=NOW)
    assert mail.deliver(NOW) == 1
    assert _states() == [("queued", 1), ("sent", 1)]


@pytest.mark.django_db
def test_eight_refusals_over_a_day_and_the_message_has_failed(mailbox: Mailbox) -> None:
    message, at, waits = _post(), NOW, []
    mailbox.refuses["alice@example.org"] = "451 later"
    for _attempt in range(8):
        mail.deliver(at)
        message.refresh_from_db()
        waits.append(int((message.not_before - at).total_seconds()) // 60)
        at = max(message.not_before, at)
    assert waits == [10, 20, 40, 80, 160, 320, 640, 0]
    assert (message.state, message.attempts, at - NOW < timedelta(days=1)) == (MessageState.FAILED, 8, True)
    assert mail.deliver(NOW + timedelta(days=3)) == 0


@pytest.mark.django_db
def test_recipient_refused_for_good_is_given_up_at_once(mailbox: Mailbox) -> None:
    message, other = _post(), _post(to="bob@example.org")
    mailbox.refuses["alice@example.org"] = "550 5.1.1 alice@example.org is unknown"
    assert mail.deliver(NOW) == 1
    message.refresh_from_db()
    other.refresh_from_db()
    # the class and the code: the server's words name the recipient
    assert (message.state, message.attempts, message.last_error) == ("failed", 1, "SMTPRecipientsRefused 550")
    assert (other.state, [entry.verb for entry in journal.of(message)]) == ("sent", ["take", "give_up"])


@pytest.mark.django_db
def test_mail_refused_for_good_once_read_is_given_up_at_once(mailbox: Mailbox) -> None:
    message = _post()
    mailbox.refuses_mails = "554 5.7.1 no"
    assert mail.deliver(NOW) == 0
    message.refresh_from_db()
    assert (message.state, message.last_error) == ("failed", "SMTPDataError 554")


@pytest.mark.django_db
def test_what_is_refused_to_us_is_tried_again(mailbox: Mailbox) -> None:
    """Our own address or name refused says nothing of the recipient."""
    message = _post()
    mailbox.refuses_senders = "550 who are you"
    assert mail.deliver(NOW) == 0
    message.refresh_from_db()
    assert (message.state, message.last_error) == ("queued", "SMTPSenderRefused")


@pytest.mark.django_db
def test_room_is_told_with_the_message_of_what_could_not_be_delivered(mailbox: Mailbox) -> None:
    told: list[tuple[str, str]] = []
    offer = Undelivered("people-code", lambda message, at: told.append((message.ref, message.state)))
    offers.undelivered.add(offer)
    try:
        message = _post()
        mailbox.refuses["alice@example.org"] = "550 unknown"
        mail.deliver(NOW)
    finally:
        offers.undelivered.remove("people-code")
    assert told == [(message.ref, "failed")]


@pytest.mark.django_db
def test_mail_that_came_back_is_marked_once(mailbox: Mailbox) -> None:
    message = _post()
    mail.deliver(NOW)
    assert [mail.bounce([message.message_id], "5.1.1", NOW) for _twice in range(2)] == [message, message]
    message.refresh_from_db()
    assert (message.state, message.last_error) == ("failed", "bounced 5.1.1")
    assert [entry.verb for entry in journal.of(message)] == ["take", "deliver", "bounce"]
    assert mail.bounce(["<nobody@example.org>"], "5.1.1", NOW) is None


@pytest.mark.django_db
def test_failed_message_taken_up_again_leaves(mailbox: Mailbox) -> None:
    message = MessageFactory.create(failed=True, created_at=NOW)
    move(message, "retry", by="0123456789", at=NOW, attempts=0, not_before=NOW)
    assert (mail.deliver(NOW), _states()) == (1, [("sent", 1)])


@pytest.mark.django_db
def test_message_left_by_a_stopped_worker_is_taken_up_after_ten_minutes(mailbox: Mailbox) -> None:
    message = MessageFactory.create(sending=True, created_at=NOW, taken_at=NOW)
    assert [mail.take_up_stuck(NOW + timedelta(minutes=10)), mail.take_up_stuck(NOW + timedelta(minutes=11))] == [
        "0",
        "1",
    ]
    message.refresh_from_db()
    assert (message.state, message.last_error) == (MessageState.QUEUED, "stopped")
    assert mail.deliver(NOW + timedelta(minutes=11)) == 1
    assert mailbox.mails[0]["Message-ID"] == message.message_id


@pytest.mark.django_db
def test_sending_inside_a_transaction_is_refused(mailbox: Mailbox) -> None:
    _post()
    with transaction.atomic(), pytest.raises(RuntimeError, match="^sending mail inside a transaction"):
        mail.deliver(NOW)


# forgetting it


@pytest.mark.django_db
@pytest.mark.parametrize("trait", ["sent", "failed"])
def test_old_message_keeps_its_dates_only(trait: str) -> None:
    with clock.at(NOW):
        message = MessageFactory.create(**{trait: True})
    assert [mail.erase_old(NOW + mail.KEPT), mail.erase_old(NOW + mail.KEPT + timedelta(seconds=1))] == ["0", "1"]
    before = message.message_id
    message.refresh_from_db()
    assert (message.recipient, message.subject, message.text, message.html) == ("", "", "", "")
    assert (message.message_id, message.created_at, message.erased_at) == (
        before,
        NOW,
        NOW + mail.KEPT + timedelta(seconds=1),
    )


@pytest.mark.django_db
def test_message_still_waiting_keeps_its_words() -> None:
    with clock.at(NOW):
        message = MessageFactory.create()
    assert mail.erase_old(NOW + timedelta(days=90)) == "0"
    message.refresh_from_db()
    assert message.text != ""


@pytest.mark.django_db
def test_erased_messages_of_one_kind_do_not_clash() -> None:
    with clock.at(NOW):
        for _row in range(3):
            MessageFactory.create(sent=True, occasion="same", object="0123456789")
    assert mail.erase_old(NOW + timedelta(days=31)) == "3"


@pytest.mark.concurrency
def test_two_workers_at_once_send_each_message_once(race: Any, mailbox: Mailbox) -> None:
    expected = [MessageFactory.create(created_at=NOW).recipient for _row in range(6)]
    results = race(lambda: mail.deliver(NOW), lambda: mail.deliver(NOW))
    assert (sum(results), sorted(mailbox.recipients)) == (6, sorted(expected))


@pytest.mark.concurrency
def test_two_posts_at_once_write_one_message(race: Any) -> None:
    first, second = race(lambda: _post(occasion="opening"), lambda: _post(occasion="opening"))
    assert first == second
