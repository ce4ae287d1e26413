from django.urls import path

from tremplin.people import views

app_name = "people"
urlpatterns = [
    path("moi/", views.who_am_i, name="who-am-i"),
    path("mails/", views.mail_choices, name="mail-choices"),
    path("mes-donnees/", views.my_data, name="my-data"),
]
