"""Stands in for the record of how the interpreter was compiled, which names the build's folders."""

build_time_vars: dict[str, str] = {}
