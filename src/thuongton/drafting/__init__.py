"""Drafting of legal documents (xây dựng văn bản): from assigned contents and registration to publication."""
