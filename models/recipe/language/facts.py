"""What callers tell: days, times, names, numbers, as they say them and as a machine or the agent writes them."""

from language.grammar import say
from language.names import made_up, person
from language.turns import Draw

DAYS = "monday tuesday wednesday thursday friday saturday".split()
NUMBERS = "zero one two three four five six seven eight nine ten eleven twelve".split()
MINUTES = {0: "", 10: "ten", 15: "fifteen", 20: "twenty", 30: "thirty", 40: "forty", 45: "forty five", 50: "fifty"}
ERRANDS = (
    "i will be ten minutes late", "i need a new prescription", "please call me back tomorrow", "my tooth feels much better",
    "i can not take the tablets", "the crown came off again", "i will bring the x rays on friday", "my address has changed",
    "i would like to thank her", "the bill is not right", "my son has a fever", "i left my umbrella in the waiting room",
    "i have a question about my medicine", "the pain is back", "i am on holiday until monday", "the filling fell out",
)

OTHER_ERRANDS = (
    "(i|my wife|my husband|{name}) (will|can not) (come|be there|bring the (papers|x rays|letter)|call) (on {day}|before {day}|at {n})",
    "the (tablets|drops|stitches|results) (of|for|from) {name} (are|were) (wrong|gone|too strong|lost|fine)", "(she|he|{name}) (should|must|has to) (call|see|write to) {name} (on {day}|at once|soon)",
    "(my|the) (crown|filling|bridge|brace) (of|from) {day} (is loose|hurts|fell out|fits well)", "i (need|want|lost) (the letter|my card|{n} tablets|a receipt) (for|from) {name}",
)


def capital(text: str) -> str:
    """Every word with a capital, as names are written."""
    return " ".join(word.capitalize() for word in text.split())


class Facts:
    """What one caller has in mind, drawn at random: `said` by the caller, `told` by the agent, `coded` for machines."""

    def __init__(self, rng: Draw):
        self.rng = rng
        self.said: dict[str, str] = {}
        self.told: dict[str, str] = {}
        self.coded: dict[str, str] = {}
        self._day()
        self._time()
        self._name()
        self._phone()
        errand = rng.choice(ERRANDS) if rng.random() < 0.4 else say(rng.choice(OTHER_ERRANDS), rng, {"name": made_up(rng), "day": rng.choice(DAYS), "n": rng.choice(NUMBERS)})
        self._put("message", errand, errand[0].upper() + errand[1:].replace(" i ", " I "), errand)

    def _put(self, field: str, said: str, told: str, coded: str) -> None:
        self.said[field], self.told[field], self.coded[field] = said, told, coded

    def _day(self) -> None:
        day = self.rng.choice(DAYS)
        self._put("day", day, day.capitalize(), day)

    def _time(self) -> None:
        rng = self.rng
        hour = rng.choice([8, 9, 10, 11, 12, 13, 14, 15, 16, 17])
        minute = rng.choice([0, 0, 0, 30, 30, 15, 45, 20, 10, 40, 50])
        clock, after = (hour - 1) % 12 + 1, (hour % 12) + 1
        part = "" if hour < 12 else " in the afternoon"
        ways = {0: [f"{NUMBERS[clock]} o'clock", f"{NUMBERS[clock]}"], 30: [f"half past {NUMBERS[clock]}"],
                15: [f"a quarter past {NUMBERS[clock]}"], 45: [f"a quarter to {NUMBERS[after]}"]}
        said = rng.choice(ways.get(minute, []) + ([f"{NUMBERS[clock]} {MINUTES[minute]}"] if minute else ways[0]))
        if part and rng.random() < 0.4:
            said = said.replace(" o'clock", "") + part
        if minute:
            told = f"{NUMBERS[clock]} {MINUTES[minute]}{part}"
        else:
            told = "noon" if hour == 12 else NUMBERS[clock] + (part or " o'clock")
        self._put("time", said, told, f"{hour:02d}:{minute:02d}")

    def _name(self) -> None:
        name = person(self.rng)
        self._put("name", name, capital(name), capital(name))

    def _phone(self) -> None:
        digits = [self.rng.randrange(10) for _ in range(self.rng.randrange(5, 10))]
        words = " ".join(NUMBERS[digit] for digit in digits)
        self._put("phone", words, words, "".join(map(str, digits)))
