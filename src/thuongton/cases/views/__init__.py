"""The pages of cases: registers, lists, one case; each module lists its addresses as ``urls``."""
