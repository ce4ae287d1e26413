from django.urls import path

from tremplin.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("exploitation/", views.operations, name="operations"),
    path("exploitation/mails/<str:ref>/reprendre/", views.retry_mail, name="mail-retry"),
]
