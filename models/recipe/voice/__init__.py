"""A voice of our own: data, training, export and measurement. Run from `models/recipe`: `python -m voice.train ...`."""
