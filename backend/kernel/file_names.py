"""What people see of a file's name; never used as a path."""

import unicodedata


def shown(claimed: str) -> str:
    """The name without folders and without anything invisible; empty when nothing is left."""
    last = unicodedata.normalize("NFC", claimed).replace("\\", "/").rpartition("/")[2]
    return "".join(each for each in last if unicodedata.category(each)[0] != "C").strip(" .")
