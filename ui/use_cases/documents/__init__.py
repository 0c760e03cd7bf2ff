"""Steps with one document: checking, finalising, files, mail, deadlines."""
