"""What a paper or a book of a kind says (giấy tờ, sổ): pure, from the kind and the values; nothing is read or kept."""
