"""The months of a plan: 1–12, and 0 for the whole year."""

from __future__ import annotations

YEAR_GOAL = 0  # stands where a month stands, for the goal of the whole year
MONTHS = range(1, 13)
EVERY_MONTH = ("每个月", "每月", "各月", "逐月")  # words that mean each of the twelve
