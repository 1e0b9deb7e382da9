"""Every read of cases, scoped by what the hat worn may see."""
