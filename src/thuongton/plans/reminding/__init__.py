"""Reminders and letters (nhắc việc, đôn đốc): when they fall due and what they say."""
