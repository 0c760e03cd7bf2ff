"""What the reports of one year leave to the next."""
