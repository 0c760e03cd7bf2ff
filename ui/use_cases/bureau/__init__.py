"""局里汇总: a folder of many schools' files is read, judged, reckoned and written."""
