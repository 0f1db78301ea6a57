"""The ears: a streaming phone recogniser, what it is trained on, and the two containers that it is shipped in."""
