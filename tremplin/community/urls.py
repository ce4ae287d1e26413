"""The doors of this room: events and the page to write to the team for anybody, the team's pages of events, messages
and news, the page on which news are given.
"""

from django.urls import path

from tremplin.community.views import enquiries, managed, news, public, writing
from tremplin.core.segments import EVENTS, MANAGEMENT, NEWS, WRITE

app_name = "community"
_MANAGED = f"{MANAGEMENT}/evenements"
_MESSAGES = f"{MANAGEMENT}/messages"

urlpatterns = [
    path(f"{EVENTS}/", public.event_list, name="event-list"),
    path(f"{EVENTS}/desinscription/<str:token>/", public.cancel_registration, name="registration-cancel"),
    path(f"{EVENTS}/<str:ref>/", public.event, name="event"),
    path(f"{EVENTS}/<str:ref>/calendrier.ics", public.calendar, name="event-calendar"),
    path(f"{EVENTS}/<str:ref>/inscription/", public.register, name="register"),
    path(f"{EVENTS}/<str:ref>/inscription/merci/", public.registered, name="registered"),
    path(f"{WRITE}/", writing.write, name="enquiry-write"),
    path(f"{WRITE}/merci/", writing.thanks, name="enquiry-thanks"),
    path(f"{NEWS}/<str:token>/", news.give_news, name="news-give"),
    path(f"{_MANAGED}/", managed.event_list, name="managed-list"),
    path(f"{_MANAGED}/nouveau/", managed.add, name="event-add"),
    path(f"{_MANAGED}/<str:ref>/", managed.event, name="managed"),
    path(f"{_MANAGED}/<str:ref>/modifier/", managed.change, name="event-change"),
    path(f"{_MANAGED}/<str:ref>/publier/", managed.publish, name="event-publish"),
    path(f"{_MANAGED}/<str:ref>/annuler/", managed.cancel, name="event-cancel"),
    path(f"{_MANAGED}/<str:ref>/inscrits.csv", managed.export, name="event-export"),
    path(f"{_MESSAGES}/", enquiries.enquiry_list, name="enquiry-list"),
    path(f"{_MESSAGES}/<str:ref>/", enquiries.enquiry, name="enquiry"),
    path(f"{_MESSAGES}/<str:ref>/ecarter/", enquiries.set_aside, name="enquiry-set-aside"),
    path(f"{_MESSAGES}/<str:ref>/reprendre/", enquiries.take_back, name="enquiry-take-back"),
    path(f"{MANAGEMENT}/{NEWS}/", news.news_list, name="news-list"),
    path(f"{MANAGEMENT}/{NEWS}/<str:ref>/", news.check_in, name="check-in"),
    path(f"{MANAGEMENT}/liens/", news.tie_list, name="tie-list"),
]
