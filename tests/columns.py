"""The six columns of 阳城's form, by their places."""

NUMBER, TASK, GOALS, MEASURES, OFFICE, PERSON = range(6)
