"""Files from outside, read and compared with what was printed."""
