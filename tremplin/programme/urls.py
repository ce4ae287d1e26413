from django.urls import path

from tremplin.programme import views

app_name = "programme"
urlpatterns = [
    path("saisons/", views.season_list, name="season-list"),
    path("saisons/ouvrir/", views.season_open, name="season-open"),
    path("saisons/<str:ref>/", views.season_change, name="season-change"),
    path("mandats/", views.mandate_list, name="mandate-list"),
    path("mandats/donner/", views.mandate_give, name="mandate-give"),
    path("mandats/<str:ref>/terminer/", views.mandate_end, name="mandate-end"),
]
