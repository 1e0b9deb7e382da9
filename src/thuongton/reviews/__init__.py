"""Review of legal documents (rà soát, hệ thống hoá): what must be looked at and why, what was decided, signed lists."""
