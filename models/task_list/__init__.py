"""The yearly 任务清单: contents, reading, edits, wording, findings."""
