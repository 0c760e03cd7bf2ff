"""How much a data file holds, as it is told wherever one takes another's place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import resources
from models.value_class import value_class

if TYPE_CHECKING:
    from models.storage.store import Store

_COUNTED = {"notices": "notice", "versions": "version", "scans": "scan", "changes": "history"}


@value_class
class Counts:
    """How much a data file holds: notices, versions of documents, scans, changes on record."""

    notices: int
    versions: int
    scans: int
    changes: int

    @property
    def words(self) -> str:
        """The same as one clause."""
        return resources.sentence(
            "handover.counts",
            notices=self.notices,
            versions=self.versions,
            scans=self.scans,
            changes=self.changes,
        )


def count(store: Store) -> Counts:
    """Count what a store holds; raises as ``Store.query``."""
    rows = store.count(_COUNTED.values())
    return Counts(**{name: rows[table] for name, table in _COUNTED.items()})
