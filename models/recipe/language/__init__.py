"""A small language model for the example agent: dialogues, tokens, training, exports."""
