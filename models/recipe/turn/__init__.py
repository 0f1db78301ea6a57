"""Who speaks, and whether they have finished: the voice activity detector and the turn model."""
