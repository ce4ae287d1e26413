from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SupportConfig(AppConfig):
    name = "tremplin.support"
    label = "support"
    verbose_name = _("Support")

    def ready(self) -> None:
        from tremplin.core import offers
        from tremplin.support import (
            alone,
            bounced,
            chores,
            emails,
            expertise_data,
            incoming,
            links,
            retention,
            rules,
            season_facts,
            tasks,
        )
        from tremplin.support.emails import asks as of_asks
        from tremplin.support.emails import bodies, outcomes, supporters
        from tremplin.support.emails import classes as class_mails
        from tremplin.support.emails import committees as committee_mails
        from tremplin.support.emails import consolidate as consolidate_mails
        from tremplin.support.emails import session_requests as session_request_mails
        from tremplin.support.emails import sessions as session_mails
        from tremplin.support.emails import workshops as workshop_mails
        from tremplin.support.money_data import SIGNATURES
        from tremplin.support.money_files import COPY
        from tremplin.support.rules import classes as class_rules
        from tremplin.support.rules import committees as committee_rules
        from tremplin.support.rules import consolidate as consolidate_rules
        from tremplin.support.rules import expertise as expertise_rules
        from tremplin.support.rules import letters as letter_rules
        from tremplin.support.rules import money as money_rules
        from tremplin.support.rules import reports as report_rules
        from tremplin.support.rules import workshops as workshop_rules
        from tremplin.support.tasks import answers
        from tremplin.support.tasks import committees as of_committees
        from tremplin.support.tasks import consolidate as of_consolidate
        from tremplin.support.tasks import expertise as of_experts
        from tremplin.support.tasks import supporters as of_supporters

        offers.season_facts.add(*season_facts.OWN)
        offers.only_one.add(*alone.OWN)
        offers.incoming.add(incoming.REPLIES)
        offers.mails.add(*outcomes.KINDS, *bodies.KINDS, *supporters.KINDS, *emails.KINDS)
        offers.mails.add(*class_mails.KINDS)
        offers.mails.add(*session_mails.KINDS, *session_request_mails.KINDS, *workshop_mails.KINDS)
        offers.personal_data.add(expertise_data.EXPERTISE, expertise_data.WRITTEN)
        offers.home_tasks.add(*of_experts.OWN)
        offers.mails.add(*committee_mails.KINDS)
        offers.file_kinds.add(committee_rules.PACK)
        offers.personal_data.add(of_committees.SEATS)
        offers.home_tasks.add(*of_committees.OWN)
        offers.file_kinds.add(class_rules.DOCUMENT)
        offers.file_kinds.add(COPY)
        offers.personal_data.add(SIGNATURES)
        offers.file_kinds.add(letter_rules.LETTER)
        offers.file_kinds.add(report_rules.REPORT)
        offers.mails.add(*of_asks.KINDS)
        offers.undelivered.add(*bounced.TOLD)
        offers.mails.add(*consolidate_mails.KINDS)
        offers.file_kinds.add(consolidate_rules.AGREEMENT)
        offers.personal_data.add(retention.LEGAL)
        offers.home_tasks.add(*of_consolidate.OWN)
        offers.chores.add(*chores.OWN)
        offers.retentions.add(*retention.KEPT)
        offers.personal_data.add(
            retention.CLASS,
            retention.OFFERS,
            retention.RELATIONS,
            retention.PARTS,
            retention.WRITTEN_TO,
            retention.SIGNED,
        )
        offers.home_tasks.add(*of_supporters.OWN, *tasks.OWN, *answers.OWN)
        offers.object_links.add(links.APPLICATION, links.BODY)
        offers.sections.add(
            offers.Section(
                "29-legal",
                _("Legal answers"),
                "support:legal-note-list",
                consolidate_rules.can_read_notes,
                _("Legal questions that were answered, for everybody supported."),
            ),
            offers.Section(
                "20-subsidies",
                _("Grants and aids"),
                "support:subsidies",
                money_rules.can_open_money_list,
                _("Conventions, tranches, reports, the ceiling of aids, the files to hand in."),
            ),
            offers.Section(
                "18-support",
                _("Support"),
                "support:list",
                rules.can_open_list,
                _("Diagnosis, roadmap, sessions, introductions."),
            ),
            offers.Section(
                "18-support-mine",
                _("My actions"),
                "support:my-actions",
                rules.can_open_list,
                _("What is to be done with your name on it, or of your side, in all your supports."),
            ),
            offers.Section(
                "20-committees",
                _("Committees"),
                "support:committee-list",
                committee_rules.can_run_committees,
                _("Planned, convened, their pack, what they decide, their minutes."),
            ),
            offers.Section(
                "26-seats",
                _("My committees"),
                "support:committee-mine",
                committee_rules.can_sit,
                _("When you sit, what you read before, the minutes; and what you pledged."),
            ),
            offers.Section(
                "27-offers",
                _("What I accept to do"),
                "support:offer-list",
                rules.can_open_offers,
                _("What you offer as a supporter, what you are asked, what you were thanked for."),
            ),
            offers.Section(
                "20-class",
                _("The class"),
                "support:class-list",
                class_rules.can_open_classes,
                _("Who is who, questions and documents of a season’s supported teams."),
            ),
            offers.Section(
                "19-supporters",
                _("Supporters"),
                "support:supporter-list",
                rules.can_see_supporters,
                _("What each accepts to do, and asking them."),
            ),
            offers.Section(
                "19-experts",
                _("Experts"),
                "support:expert-list",
                expertise_rules.can_run_expertises,
                _("Who helps with what, what is left of their time, who is asked."),
            ),
            offers.Section(
                "20-workshops",
                _("Workshops"),
                "support:workshop-list",
                workshop_rules.can_run_some_workshop,
                _("Collective sessions, their seats, who came."),
            ),
            offers.Section(
                "28-expertise",
                _("My expertise"),
                "support:my-expertise",
                expertise_rules.can_open_own,
                _("What you help with, and what you are asked."),
            ),
            offers.Section(
                "28-agenda",
                _("My sessions"),
                "support:agenda",
                expertise_rules.can_open_agenda,
                _("Sessions and workshops to come, in your calendar."),
            ),
            offers.Section(
                "28-slots", _("My slots"), "support:slot-list", rules.can_offer_slots, _("The moments you give.")
            ),
        )
