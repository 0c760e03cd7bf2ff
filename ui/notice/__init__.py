"""放入新通知: what was read of a notice, beside its text; looked at, changed, put in."""
