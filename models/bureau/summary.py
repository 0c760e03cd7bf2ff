"""The result as plain JSON values: ``summary.json``, and a row for each file (``--rows``)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from models.bureau.facts import LIST, REPORT
from models.bureau.figures import figures_of, rate
from models.bureau.reckoning import Standing, Tally, added, by_task, open_rows, rows_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from models.bureau.counting import Judged, Judgement
    from models.bureau.facts import Facts
    from models.bureau.figures import Amount
    from models.bureau.reckoning import Reckoned
    from models.notices.notice import Notice
    from models.notices.working_days import Rule

_IN = (Standing.ON_TIME, Standing.LATE, Standing.UNDATED)


def summary(notice: Notice, rule: Rule, reckoned: Reckoned, judged: Judgement) -> dict[str, Any]:
    """Return everything that was reckoned, in the shape that other programs read."""
    by_school: dict[str, dict[str, str]] = {}
    completion: dict[str, dict[str, list[int]]] = {}
    for key, standing in reckoned.standings.items():
        by_school.setdefault(key.school, {})[key.duty] = standing.value
    for key, tally in reckoned.completion.items():
        completion.setdefault(key.school, {})[key.duty] = list(tally)
    total = added(reckoned.completion.values())
    return {
        "notice": notice.key,
        "as_of": reckoned.as_of.isoformat(),
        "rest_days": rule.value,
        "reports": counts(reckoned),
        "lists": counts(reckoned, LIST),
        "by_school": by_school,
        "completion": {
            **total._asdict(),
            "overdue": reckoned.overdue,
            "rate": rate(total.on_time, total.due),
        },
        "completion_by_school": completion,
        "completion_by_task": {task: list(one) for task, one in reckoned.by_task.items()},
        "open_items": len(reckoned.open_items),
        "indicators": {
            key: {**one._asdict(), "missing": [list(place) for place in one.missing]}
            for key, one in reckoned.totals.items()
        },
        "files": [_file(one) for one in judged.files],
        "questions": [said.text for said in judged.questions],
    }


def counts(reckoned: Reckoned, form: str = REPORT) -> dict[str, int]:
    """Return how many are due, in, and so on: due = in + missing + pending."""
    found = {one: reckoned.count(form, one) for one in Standing}
    came = sum(found[one] for one in _IN)
    due = came + found[Standing.MISSING] + found[Standing.PENDING]
    return {"due": due, "in": came, **{one.value: number for one, number in found.items()}}


def _file(one: Judged) -> dict[str, Any]:
    facts, key = one.facts, one.key
    version = None if facts is None else ".".join(map(str, facts.version))
    return {
        "name": one.file,
        "form": facts.form if facts is not None else key.form if key is not None else None,
        "school": key.school if key is not None else facts.school if facts is not None else None,
        "month": key.month if key is not None else None,
        "version": version,
        "received": None if one.received is None else one.received.isoformat(),
        "verdict": one.verdict.value,
        "cells": [] if facts is None else list(facts.cells),
        "says": "" if one.said is None else one.said.text,
    }


def _indicators(facts: Facts | None, figures: Mapping[str, Amount]) -> dict[str, list[str | None]]:
    """Return the amount and what is asked of the school; of a ratio part and whole."""
    asked = {} if facts is None else facts.asked
    return {
        key: [str(part), str(whole) if whole else asked.get(key)]
        for key, (part, whole) in figures.items()
    }


def rows(notice: Notice, judged: Judgement) -> Iterable[dict[str, Any]]:
    """Yield a row of plain data for each file, for whoever reckons on with another engine."""
    for one in judged.files:
        facts, own = one.facts, rows_of(one)
        tally = Tally(*one.foot) if one.foot is not None else Tally.of(own)
        figures = {} if facts is None else figures_of(notice, facts)
        said = _file(one)
        yield {
            "file": one.file,
            **{name: said[name] for name in ("school", "form", "month", "version")},
            "notice": notice.key if facts is None else facts.notice or notice.key,
            "received": said["received"],
            "verdict": said["verdict"],
            **tally._asdict(),
            "tasks": {task: list(of_task) for task, of_task in by_task(own).items()},
            "indicators": _indicators(facts, figures),
            "open": [
                [row.task, row.origin, None if row.promised is None else row.promised.isoformat()]
                for row in open_rows(own)
            ],
        }
