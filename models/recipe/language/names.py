"""Names that nobody bears: people, places, makers, made of syllables, so that a model cannot know them and must copy."""

from language.turns import NAMES_OF, Draw

FIRST = """anna mary john peter susan thomas laura david emma paul julia mark lisa george helen frank sarah james linda robert
karen michael alice daniel grace henry nina oliver ruth simon clara victor eva martin rose albert diana edward fiona ian jane
kevin lucy nora oscar rita steven tina walter vera adam bella carl dora eric flora gina hugo irene jack kate leo mia noah olga
philip rosa sam theo una will zoe""".split()
LAST = """miller smith jones taylor brown wilson davis evans thomas roberts walker wright robinson thompson white hughes edwards
green hall wood harris lewis martin jackson clarke turner hill cooper morris ward moore king watson baker harrison morgan
patel young allen mitchell james anderson phillips lee bell parker bennett cook shaw cole gray fox stone berry marsh lane
fisher hunter carter mason porter webb fields rivers banks winter summers frost day knight bishop""".split()
_ONSETS = ("b br c ch d dr f fl g gr h j k kl kr l m n p pr r s sch sh sl st t th tr v w y z zh qu bj sz gw ph kn").split()
_VOWELS = "a a e e i o u ai au ea ei ie oo ou y ae oe ui".split()
_CODAS = ["", "", "", *"n r l s t m ck nd ng rt st ll nn ss x th sk lt rn mp dt tz".split()]
_ENDS = (
    "son man berg feld ski sky vic ez elli otti ini ova enko ides akis dottir mann ker ham ton ley by worth low ault eau oux "
    "ard sen dal quist strom gren er en o a i u ya"
).split()


def _syllables(draw: Draw) -> str:
    count = draw.choice((1, 1, 2, 2, 2, 3))
    stem = "".join(draw.choice(_ONSETS) + draw.choice(_VOWELS) + (draw.choice(_CODAS) if draw.random() < 0.4 else "") for _ in range(count))
    return stem + (draw.choice(_ENDS) if draw.random() < 0.6 else draw.choice(_CODAS))


def _changed(draw: Draw, name: str) -> str:
    """A name that sounds known and is spelt otherwise."""
    at = draw.randrange(1, len(name))
    way = draw.randrange(4)
    if way == 0:
        return name[:at] + name[at - 1] + name[at:]
    if way == 1:
        return name[:at] + draw.choice("aeiouhyrnl") + name[at + 1 :]
    if way == 2 and len(name) > 3:
        return name[:at] + name[at + 1 :]
    return name + draw.choice(_ENDS)


def made_up(draw: Draw) -> str:
    """One word, in small letters, of 3 to 13."""

    def make() -> str:
        while True:
            name = _changed(draw, draw.choice(LAST + FIRST)) if draw.random() < 0.25 else _syllables(draw)
            if 3 <= len(name) <= 13:
                return name

    return draw.kept(make, NAMES_OF)


def person(draw: Draw) -> str:
    """First name and last name, in small letters; the last name of an unseen person is always unseen."""
    first = made_up(draw) if draw.random() < 0.35 else draw.choice(FIRST)
    return f"{first} {last(draw)}"


def last(draw: Draw) -> str:
    """A last name, mostly one that nobody bears."""
    return made_up(draw) if draw.unseen or draw.random() < 0.7 else draw.choice(LAST)
