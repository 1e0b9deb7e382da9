"""The pages of plans; each module lists its own addresses in ``urls``."""
