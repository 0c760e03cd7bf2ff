"""Stands in for Pillow in the built program: reportlab asks for it while it is imported.

No page of the product carries a picture, so nothing of Pillow is ever called; its native libraries
would be an eighth of the program.
"""
