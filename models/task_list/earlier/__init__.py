"""What an earlier year's list gives to a new one."""
