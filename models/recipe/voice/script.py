"""What an utterance of the teacher is to the student: ids, and for how many frames each of them lasts."""

import numpy as np

from voice.symbols import BEGIN, END, IDS, LONG, PAD, SPACE, STOPS, STRESS, letters

LEAD_FRAMES = 4
TAIL_FRAMES = 20
SILENT = {STRESS, LONG}
SIGNS = {"-": ",", "(": ",", ")": ",", "\"": ","}


def stop_of(punctuation):
    """The stop that a word's punctuation amounts to, or nothing."""
    for sign in punctuation:
        sign = SIGNS.get(sign, sign)
        if sign in STOPS:
            return sign
    return ""


def shared(phone, frames):
    """A phone's letters, each with its part of the frames: the first gets what does not divide."""
    sounding = [letter for letter in phone if letter not in SILENT]
    parts = [frames // len(sounding)] * len(sounding)
    parts[0] += frames - sum(parts)
    return [(letter, 0 if letter in SILENT else parts.pop(0)) for letter in phone]


def symbols_of(phones):
    """(letter, frames) pairs of all that lies between the outer pauses, and the lengths of those two."""
    pairs, word, at, lead, tail = [], None, 0, 0, 0
    for index, phone in enumerate(phones):
        frames, at = phone.end - at, phone.end
        if phone.name == "pau":
            lead, tail = (frames, tail) if index == 0 else (lead, frames)
            if 0 < index < len(phones) - 1:
                if not pairs or pairs[-1][0] not in STOPS:
                    pairs.append((",", 0))
                pairs[-1] = (pairs[-1][0], frames)
            continue
        if word is not None and phone.word != word and not phone.text.startswith("'"):
            pairs.append((SPACE, 0))
        word = phone.word
        pairs += shared(letters(phone.name, phone.stressed), frames)
        following = phones[index + 1].word if index + 1 < len(phones) else None
        if following != word and stop_of(phone.punctuation):
            pairs.append((stop_of(phone.punctuation), 0))
    return pairs, lead, tail


def columns_of(frames):
    """Lengths in columns of two frames: ends are rounded, and what is heard keeps one column at least."""
    columns, end, column = [], 0, 0
    for length in frames:
        end += length
        until = max(column + 1, (end + 1) // 2) if length > 0 else column
        columns.append(until - column)
        column = until
    return np.array(columns)


def aligned(phones):
    """ids, frames for each id, and the teacher's frames that they cover: from, to."""
    pairs, lead, tail = symbols_of(phones)
    kept_lead, kept_tail = min(lead, LEAD_FRAMES), min(tail, TAIL_FRAMES)
    ids, frames = [IDS[BEGIN], IDS[PAD]], [kept_lead, 0]
    for symbol, length in pairs:
        ids += [IDS[symbol], IDS[PAD]]
        frames += [length, 0]
    ids.append(IDS[END])
    frames.append(kept_tail)
    return np.array(ids), np.array(frames), lead - kept_lead, phones[-1].end - tail + kept_tail
