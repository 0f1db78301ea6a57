"""The data factory: texts, free synthesisers as speakers, and the telephone line between them and the recogniser."""
