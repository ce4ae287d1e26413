from django.urls import path

from tremplin.desk import views

app_name = "desk"
urlpatterns = [
    path("", views.home, name="home"),
    path("semaine/", views.week, name="week"),
    path("dossiers/", views.file_list, name="file-list"),
    path("dossiers/<str:ref>/", views.file, name="file"),
    path("exploitation/", views.operations, name="operations"),
    path("exploitation/mails/<str:ref>/reprendre/", views.retry_mail, name="mail-retry"),
]
