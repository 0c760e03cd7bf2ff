"""Stands in for the writer of type stubs in the built program: Shiboken imports it at every start.

It is a tool for developers, which nothing in the program calls. The original is
``shibokensupport/signature/lib/pyi_generator.py`` of pyside-setup.
"""
