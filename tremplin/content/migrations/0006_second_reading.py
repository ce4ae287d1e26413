"""Every page may be read by a second person before it is published: our workflow on the root, in place of the one
Wagtail makes for its own groups.
"""

from django.db import migrations

# names in the database have one language, the site's first
NAME = "Deuxième lecture"


def make_workflow(apps, schema_editor):
    Page = apps.get_model("wagtailcore", "Page")
    Task = apps.get_model("content", "SecondReaderTask")
    Workflow = apps.get_model("wagtailcore", "Workflow")
    WorkflowPage = apps.get_model("wagtailcore", "WorkflowPage")
    WorkflowTask = apps.get_model("wagtailcore", "WorkflowTask")
    ContentType = apps.get_model("contenttypes", "ContentType")
    kind, _created = ContentType.objects.get_or_create(app_label="content", model="secondreadertask")
    task = Task.objects.create(name=NAME, content_type=kind)
    workflow = Workflow.objects.create(name=NAME)
    WorkflowTask.objects.create(workflow=workflow, task_id=task.pk, sort_order=0)
    root = Page.objects.get(depth=1)
    WorkflowPage.objects.update_or_create(page=root, defaults={"workflow": workflow})
    unused = Workflow.objects.exclude(pk=workflow.pk).filter(workflow_pages=None, workflow_states=None)
    unused.update(active=False)


class Migration(migrations.Migration):
    dependencies = [("content", "0005_pages"), ("wagtailcore", "0097_baselogentry_uuid_action_timestamp_indexes")]

    operations = [migrations.RunPython(make_workflow, migrations.RunPython.noop)]
