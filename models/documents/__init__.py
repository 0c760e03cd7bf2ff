"""What every document has: versions, states, finalising, revisions, deliveries, history."""
