from django.urls import path

from tremplin.desk import dev

app_name = "dev"
urlpatterns = [
    path("", dev.index, name="index"),
    path("mails/", dev.mails, name="mails"),
    path("mails/<str:ref>/", dev.mail, name="mail"),
    path("comptes/<str:ref>/", dev.become, name="become"),
]
