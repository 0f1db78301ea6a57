"""The alphabet of the voice: IPA as Piper voices use it, and how flite's phones are written in it.

A stress mark stands right before its vowel. Diphthongs and affricates are two letters, as Piper's maps have a number
for each code point. An id sequence is Piper's: begin, pad, each letter with a pad behind it, end.
"""

PAD, BEGIN, END, SPACE, STRESS, LONG = "_", "^", "$", " ", "ˈ", "ː"
STOPS = ",.?!:;"

CONSONANTS = {
    "b": "b", "ch": "tʃ", "d": "d", "dh": "ð", "f": "f", "g": "ɡ", "hh": "h", "jh": "dʒ", "k": "k", "l": "l", "m": "m",
    "n": "n", "ng": "ŋ", "p": "p", "r": "ɹ", "s": "s", "sh": "ʃ", "t": "t", "th": "θ", "v": "v", "w": "w", "y": "j",
    "z": "z", "zh": "ʒ"}
VOWELS = {
    "aa": "ɑː", "ae": "æ", "ah": "ʌ", "ao": "ɔː", "aw": "aʊ", "ax": "ə", "ay": "aɪ", "eh": "ɛ", "er": "ɜː", "ey": "eɪ",
    "ih": "ɪ", "iy": "iː", "ow": "oʊ", "oy": "ɔɪ", "uh": "ʊ", "uw": "uː"}
UNSTRESSED = {"er": "ɚ", "iy": "i"}

SYMBOLS = list(PAD + BEGIN + END + SPACE + STOPS + STRESS + LONG) + sorted(
    set("".join(list(CONSONANTS.values()) + list(VOWELS.values()) + list(UNSTRESSED.values()))) - {LONG})
IDS = {symbol: number for number, symbol in enumerate(SYMBOLS)}

# What eSpeak writes and flite does not know, as the nearest that the voice has learned: with these an unchanged Piper
# can use the voice.
ALIASES = {"ɐ": "ə", "ᵻ": "ɪ", "ɾ": "d", "ɒ": "ɔ", "g": "ɡ", "r": "ɹ", "ʔ": "t", "ɝ": "ɜ", "x": "k", "ɫ": "l", "—": ",",
           "…": "."}


def letters(phone, stressed):
    """A phone of flite as IPA letters; the stress mark first if it is a stressed vowel."""
    if phone in CONSONANTS:
        return CONSONANTS[phone]
    if stressed:
        return STRESS + VOWELS[phone]
    return UNSTRESSED.get(phone, VOWELS[phone])


def id_map():
    """The map of Piper's configuration."""
    numbers = {symbol: [number] for symbol, number in IDS.items()}
    numbers.update({alias: [IDS[symbol]] for alias, symbol in ALIASES.items()})
    return numbers


def padded(symbols):
    """Piper's sequence of ids for letters, without what the voice does not know."""
    ids = [IDS[BEGIN], IDS[PAD]]
    for symbol in symbols:
        symbol = ALIASES.get(symbol, symbol)
        if symbol in IDS:
            ids += [IDS[symbol], IDS[PAD]]
    return ids + [IDS[END]]
