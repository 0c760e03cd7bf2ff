"""The monthly report (任务完成情况): rows, results, reading, edits, wording, findings."""
