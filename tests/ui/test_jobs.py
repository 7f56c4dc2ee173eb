"""Jobs are kept, claimed by one person, and forgotten when nobody has decided for a day."""

import datetime as dt
from dataclasses import replace

from tests.index.documents import make_report
from ui.editing.jobs import Job, Jobs

DAY = dt.timedelta(days=1, seconds=1)


def test_only_the_first_claims_a_job() -> None:
    jobs = Jobs()
    job = jobs.enter(Job("ada", "ready", error="It failed before."))
    claimed = jobs.claim(job.id, "ready", "publishing")
    assert claimed is not None
    assert (claimed.state, claimed.error) == ("publishing", None)
    assert jobs.claim(job.id, "ready", "publishing") is None
    assert jobs.claim("unknown", "ready", "publishing") is None


def test_what_changes_the_index_cannot_be_forgotten_meanwhile() -> None:
    jobs = Jobs()
    reading = jobs.enter(Job("ada", "reading"))
    publishing = jobs.enter(Job("ada", "publishing"))
    removing = jobs.enter(Job("ada", "removing", removes=make_report()))
    assert jobs.forget(reading.id) == reading
    assert jobs.forget(publishing.id) is None
    assert jobs.forget(removing.id) is None
    assert jobs.all() == (removing, publishing)


def test_a_job_that_is_gone_is_not_changed_back_into_being() -> None:
    jobs = Jobs()
    job = jobs.enter(Job("ada", "reading"))
    jobs.forget(job.id)
    assert jobs.change(job.id, lambda now: replace(now, state="ready")) is None
    assert jobs.find(job.id) is None


def test_after_a_day_only_what_somebody_had_confirmed_or_what_runs_is_kept() -> None:
    jobs = Jobs()
    forgotten = [jobs.enter(Job("ada", "ready")), jobs.enter(Job("ada", "published"))]
    kept = [
        jobs.enter(Job("", "ready", was_confirmed=True)),
        jobs.enter(Job("ada", "publishing")),
    ]
    assert jobs.forget_old(forgotten[0].began) == ()
    assert jobs.forget_old(dt.datetime.now(dt.UTC) + DAY) == tuple(forgotten)
    assert jobs.all() == tuple(reversed(kept))
