"""What a notice asks for and until when, and which days are working days."""
