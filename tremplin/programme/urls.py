from django.urls import path

from tremplin.programme import views
from tremplin.programme.views import absences, alone, threads

app_name = "programme"
urlpatterns = [
    path("programme/", views.programme_list, name="programme-list"),
    path("programme/<str:ref>/", views.programme, name="programme"),
    path("saisons/", views.season_list, name="season-list"),
    path("saisons/ouvrir/", views.season_open, name="season-open"),
    path("saisons/<str:ref>/", views.season_change, name="season-change"),
    path("saisons/<str:ref>/fil/", threads.thread, name="thread"),
    path("saisons/<str:ref>/fil/commencer/", threads.thread_begin, name="thread-begin"),
    path("saisons/<str:ref>/fil/dates/", threads.thread_move, name="thread-move"),
    path("saisons/<str:ref>/fil/etapes/nouvelle/", threads.step_add, name="step-add"),
    path("fil/<str:ref>/", threads.step_change, name="step"),
    path("fil/<str:ref>/faite/", threads.step_done, name="step-done"),
    path("fil/<str:ref>/abandonner/", threads.step_drop, name="step-drop"),
    path("fil/<str:ref>/reprendre/", threads.step_take_up, name="step-take-up"),
    path("absences/", absences.absence, name="absence"),
    path("absences/<str:ref>/", absences.absence_change, name="absence-change"),
    path("absences/<str:ref>/fin/", absences.absence_end, name="absence-end"),
    path("une-seule-personne/", alone.alone, name="alone"),
    path("mandats/", views.mandate_list, name="mandate-list"),
    path("mandats/donner/", views.mandate_give, name="mandate-give"),
    path("mandats/<str:ref>/terminer/", views.mandate_end, name="mandate-end"),
    path("pause/", views.quiet_list, name="quiet-list"),
    path("pause/ouvrir/", views.quiet_open, name="quiet-open"),
    path("pause/<str:ref>/", views.quiet_change, name="quiet-change"),
    path("pause/<str:ref>/reprendre/", views.quiet_resume, name="quiet-resume"),
]
