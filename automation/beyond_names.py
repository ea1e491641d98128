"""The names of what can come along beyond the guide, for the command line and the settings, which load nothing else."""

NAMES = ("hashtags", "privacy", "preferences", "filters", "featured", "deletion")
ALL = "all"
LISTED = f"{','.join(NAMES)}, or {ALL}"


def names_in(text: str) -> tuple[str, ...]:
    """The names in a list with commas."""
    return tuple(name.strip() for name in text.split(",") if name.strip())
