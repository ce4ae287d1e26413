from django.urls import path

from tremplin.people import views

app_name = "people"
urlpatterns = [
    path("moi/", views.who_am_i, name="who-am-i"),
    path("mes-donnees/", views.my_data, name="my-data"),
]
