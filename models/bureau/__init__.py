"""局里汇总: many schools' files reckoned together, by rules that are printed with the result."""
