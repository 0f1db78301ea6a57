"""English by people who never spoke it: festival's recorded voices of other languages, given English sounds one by one.

English recorded voices are few, and a vocal tract does not ask for the language.  Festival's own English voice says how
long each sound lasts and how high it is; the nearest sounds of the other language are then said that long and that high,
each a little off.  What such a voice lacks (a `th`, a `w`) comes out as speakers of its language say it.
"""

import functools
import random
import re
import subprocess
import tempfile
from pathlib import Path

# English phone: the nearest sounds of the other language, none where it has nothing like it; a phone that is not here has the same name there
CZECH = {"aa": "a:", "ae": "e", "ah": "a", "ao": "o:", "aw": "a u", "ax": "e", "ay": "a j", "ch": "c~", "dh": "d", "eh": "e", "er": "e r",
         "ey": "e j", "hh": "h", "ih": "i", "iy": "i:", "jh": "dz~", "ng": "n", "ow": "o u", "oy": "o j", "sh": "s~", "th": "t", "uh": "u",
         "uw": "u:", "w": "u", "y": "j", "zh": "z~", "pau": "#"}
FINNISH = {"aa": "a", "ae": "@", "ah": "a", "ao": "o", "aw": "a u", "ax": "7", "ay": "a i", "ch": "t S", "dh": "d", "eh": "e", "er": "7 r",
           "ey": "e i", "hh": "h", "ih": "i", "iy": "i:", "jh": "d S", "ng": "N", "ow": "o u", "oy": "o i", "sh": "S", "th": "T", "uh": "u",
           "uw": "u:", "y": "j", "z": "s", "zh": "S", "pau": "#"}
HINDI = {"ae": "eh", "ah": "a", "ao": "aw", "aw": "a uw", "ax": "a", "ay": "aa iy", "d": "D", "er": "a r", "ey": "ee", "hh": "h", "jh": "j",
         "ng": "n", "ow": "oo", "oy": "aw iy", "t": "T", "w": "v", "z": "s", "zh": "sh"}
ITALIAN = {"aa": "a", "ae": "E", "ah": "a", "ao": "O", "aw": "a u", "ax": "a", "ay": "a i", "ch": "tS", "dh": "d", "eh": "E", "er": "e r",
           "ey": "e i", "hh": "", "ih": "i", "iy": "i", "jh": "dZ", "ng": "n", "ow": "o u", "oy": "O i", "sh": "S", "th": "t", "uh": "u",
           "uw": "u", "y": "j", "zh": "dZ", "pau": "#"}

# voice: its sounds, and how much higher it speaks than the English voice that times it
SOUNDS = {"czech_dita": (CZECH, 1.9), "czech_krb": (CZECH, 1.2), "czech_machac": (CZECH, 1.0), "czech_ph": (CZECH, 1.0),
          "suo_fi_lj_diphone": (FINNISH, 1.8), "hy_fi_mv_diphone": (FINNISH, 1.0), "hindi_NSK_diphone": (HINDI, 1.2),
          "lp_diphone": (ITALIAN, 1.9), "pc_diphone": (ITALIAN, 1.0)}
TIMED_BY = "kal_diphone"
# what a voice says where two sounds never met in front of its microphone
INSTEAD = {"i:": "i", "u:": "u", "a:": "a", "o:": "o", "z": "s", "b": "p", "d": "t", "g": "k", "v": "f", "z~": "s~", "dz~": "c~", "7": "e",
           "w": "u", "D": "T", "@": "e", "E": "e", "O": "o", "dZ": "tS"}


@functools.cache
def recorded(name):
    """The pairs of sounds that a voice was recorded with."""
    group = next(Path("/usr/share/festival/voices").glob(f"*/{name}/group/*.group"))
    head = group.read_bytes().split(b"EST_Header_End", 1)[1].decode("latin-1")
    return set(re.findall(r"^(\S+-\S+) \d+ \d+ \d+$", head, re.M))


def sayable(sounds, name):
    """The sounds, some exchanged for like ones, so that the voice has as many of the pairs as possible."""
    known = recorded(name)
    for place in range(len(sounds) - 1):
        pair = sounds[place:place + 2]
        for first, second in ((pair[0], INSTEAD.get(pair[1])), (INSTEAD.get(pair[0]), pair[1])):
            if "-".join(sounds[place:place + 2]) not in known and first and second and f"{first}-{second}" in known:
                sounds[place:place + 2] = first, second
    return sounds


def festival(script):
    """Runs a script and returns what it prints."""
    with tempfile.NamedTemporaryFile("w", suffix=".scm") as file:
        file.write(script)
        file.flush()
        return subprocess.run(["festival", "-b", file.name], check=True, capture_output=True, text=True).stdout


def said(definitions, commands):
    """What each command prints; now and then festival dies of one, which then prints nothing."""
    try:
        return festival("\n".join([definitions, *(f'{command} (format t "\\nend\\n")' for command in commands)])).split("\nend\n")[:-1]
    except subprocess.CalledProcessError:
        if len(commands) < 2:
            return [""] * len(commands)
        half = len(commands) // 2
        return said(definitions, commands[:half]) + said(definitions, commands[half:])


def timed(texts):
    """For each text its (phone, seconds, hertz or 0) triples, as the English voice would say it."""
    definitions = f"(voice_{TIMED_BY})" + """(define (show text) (let ((u (eval (list 'Utterance 'Text text))))
        (Initialize u) (Text u) (Token_POS u) (Token u) (POS u) (Phrasify u) (Word u) (Pauses u) (Intonation u) (PostLex u) (Duration u)
        (Int_Targets u) (mapcar (lambda (s) (format t "%s %s %s\\n" (item.name s) (item.feat s "segment_duration")
        (item.feat s "R:Target.daughter1.f0"))) (utt.relation.items u 'Segment))))"""
    parts = said(definitions, [f'(show "{text}")' for text in texts])
    return [[(name, float(seconds), float(hertz)) for name, seconds, hertz in map(str.split, part.splitlines())] for part in parts]


def foreign(segments, line, rng):
    """The segments as `Utterance Segments` wants them: the other language's sounds, everything a little off.

    None where the voice would have to leave a sound out: what is said must be what is written.
    """
    sounds, height = SOUNDS[line.name]
    if any(sounds.get(name, name) == "" for name, _, _ in segments):
        return None
    height *= line.pitch / line.tract
    names, values = [], []
    for name, seconds, hertz in segments:
        parts = sounds.get(name, name).split()
        seconds *= line.stretch * rng.lognormvariate(0, 0.2)
        for place, part in enumerate(parts):
            names.append(part)
            target = f"(0.01 {hertz * height * rng.uniform(0.93, 1.07):.0f})" if hertz and not place else ""
            values.append(f"{seconds / len(parts):.3f} {target}")
    return "(" + " ".join(f"({name} {value})" for name, value in zip(sayable(names, line.name), values)) + ")"


def speak_accented(lines, paths):
    """Two runs of festival for many lines: one for the times, one for the sounds.  What cannot be said has no file."""
    rng = random.Random("/".join(line.text for line in lines))
    say = """(define (say segments path) (let ((u (eval (list 'Utterance 'Segments segments)))) (utt.synth u) (utt.save.wave u path 'riff)))"""
    sounds = [foreign(segments, line, rng) if segments else None for line, segments in zip(lines, timed([line.words() for line in lines]))]
    said(say, [f"(voice_{line.name}) (say '{sound} \"{path}\")" for line, sound, path in zip(lines, sounds, paths) if sound])
