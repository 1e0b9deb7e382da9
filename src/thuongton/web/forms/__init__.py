"""What holds for every form: its page, what was typed and chosen, who was quicker, and taking an act back."""
