"""Printing, stamping, handing in and sending a document; checking one that came back."""
