"""Working tables of reviews (bảng theo dõi rà soát) read as rows: documents, handling, step, state."""
