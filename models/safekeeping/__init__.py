"""Nothing is lost: opening, backups, restoring, salvage, and what belongs to this PC."""
