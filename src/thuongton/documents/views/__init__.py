"""The pages of documents; each module lists its own addresses in ``urls``."""
