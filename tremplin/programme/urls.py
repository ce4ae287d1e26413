from django.urls import path

from tremplin.programme import views

app_name = "programme"
urlpatterns = [
    path("programme/", views.programme_list, name="programme-list"),
    path("programme/<str:ref>/", views.programme, name="programme"),
    path("saisons/", views.season_list, name="season-list"),
    path("saisons/ouvrir/", views.season_open, name="season-open"),
    path("saisons/<str:ref>/", views.season_change, name="season-change"),
    path("mandats/", views.mandate_list, name="mandate-list"),
    path("mandats/donner/", views.mandate_give, name="mandate-give"),
    path("mandats/<str:ref>/terminer/", views.mandate_end, name="mandate-end"),
    path("pause/", views.quiet_list, name="quiet-list"),
    path("pause/ouvrir/", views.quiet_open, name="quiet-open"),
    path("pause/<str:ref>/", views.quiet_change, name="quiet-change"),
    path("pause/<str:ref>/reprendre/", views.quiet_resume, name="quiet-resume"),
]
