"""Tools with one argument, or none, that say one thing: stock, prices, opening hours, weather, free times and the like."""

from language.facts import DAYS, NUMBERS, capital
from language.grammar import say
from language.jobs import RESULT, Job, Want, clock, compact, digits, found, money, named, span, town, value
from language.names import made_up, person
from language.turns import Draw, ask


class Simple(Job):
    """A tool with one argument, or none, of one of the kinds below."""

    def __init__(self, draw: Draw):
        names, self.args, about, self.asks, self.kind = draw.choice(KINDS)
        self.name = named(draw, names)
        self.arg = draw.choice(self.args) if self.args else ""
        self.takes = (self.arg,) if self.arg else ()
        self.about = say(draw.choice(about), draw, {})

    def want(self, draw: Draw) -> Want:
        what, told, result, key = getattr(self, "_" + self.kind)(draw)
        text = ask(draw, self.asks, {"what": what})
        return Want(text, {self.arg.rstrip("?"): what} if what else {}, result, told, key)

    @staticmethod
    def _stock(draw: Draw) -> tuple[str, str, str, str]:
        what = f"{draw.choice('blue red green large small new old white black garden kitchen'.split())} {draw.choice((made_up(draw), *'lamp pump hose chair table drill shirt jacket tent bag'.split()))}s"
        count = draw.choice((0, 1, 3, 4, 7, 12, 25, draw.randrange(99)))
        told = f"Yes, we have {count} in stock." if count else "I am sorry, there are none in stock."
        return (
            what,
            told,
            found(draw, {draw.choice(("stock", "count", "in_stock", "left")): count}, ("price", money(draw)), ("shelf", str(draw.randrange(99)))),
            str(count) if count else "none",
        )

    @staticmethod
    def _price(draw: Draw) -> tuple[str, str, str, str]:
        what = draw.choice(
            (
                f"{draw.choice('blue red large small new used'.split())} {made_up(draw)}",
                made_up(draw),
                f"{made_up(draw)} {draw.choice('lamp pump tyre brake chain saddle course ticket'.split())}",
            )
        )
        price = money(draw)
        return (
            what,
            f"That is {price}.",
            found(draw, {draw.choice(("price", "cost", "costs", "amount")): price}, ("stock", draw.randrange(50)), ("colour", "red")),
            price,
        )

    @staticmethod
    def _hours(draw: Draw) -> tuple[str, str, str, str]:
        what, hours = town(draw), span(draw)
        return (
            what,
            f"In {capital(what)} it is {hours}.",
            found(
                draw,
                {draw.choice(("hours", "open", "opening_hours", "times")): hours},
                ("phone", digits(draw)[1]),
                ("manager", capital(person(draw))),
            ),
            hours,
        )

    @staticmethod
    def _colleague(draw: Draw) -> tuple[str, str, str, str]:
        what, room = person(draw), value(draw, ("room {n}", "desk {n}", "building {n}", "the {town} office", "office {n}"))
        return (
            what,
            f"You find {capital(what)} in {room}.",
            found(draw, {draw.choice(("room", "place", "office")): room}, ("phone", digits(draw)[1]), ("name", capital(what))),
            room,
        )

    @staticmethod
    def _weather(draw: Draw) -> tuple[str, str, str, str]:
        what, sky = town(draw), draw.choice("sunny cloudy rainy windy foggy stormy snowy clear wet cold warm hot dry mild".split())
        return (
            what,
            f"In {capital(what)} it is {sky}.",
            found(draw, {draw.choice(("weather", "sky", "forecast")): sky}, ("degrees", draw.randrange(35)), ("wind", "light")),
            sky,
        )

    @staticmethod
    def _travel(draw: Draw) -> tuple[str, str, str, str]:
        what, time = town(draw), clock(draw)
        return (
            what,
            f"The next one to {capital(what)} leaves at {time}.",
            found(
                draw,
                {draw.choice(("time", "leaves", "departure", "next")): time},
                ("platform", draw.randrange(1, 20)),
                ("line", str(draw.randrange(1, 99))),
            ),
            time,
        )

    @staticmethod
    def _menu(draw: Draw) -> tuple[str, str, str, str]:
        what, dish = (
            draw.choice(DAYS),
            f"{draw.choice('fried baked cold hot sweet sour spicy'.split())} {draw.choice('fish rice soup beans noodles pie potatoes chicken eggs salad'.split())}",
        )
        return (
            what,
            f"On {capital(what)} there is {dish}.",
            found(draw, {draw.choice(("dish", "food", "menu", "meal")): dish}, ("price", money(draw)), ("day", capital(what))),
            dish,
        )

    @staticmethod
    def _time(draw: Draw) -> tuple[str, str, str, str]:
        time = clock(draw)
        return "", f"It is {time}.", found(draw, {draw.choice(("time", "now", "clock")): time}, ("zone", "CET"), ("day", "Monday")), time

    @staticmethod
    def _queue(draw: Draw) -> tuple[str, str, str, str]:
        count = draw.randrange(2, 40)
        return (
            "",
            f"There are {count} callers before you.",
            found(draw, {draw.choice(("waiting", "callers", "before")): count}, ("open", True)),
            str(count),
        )

    @staticmethod
    def _slots(draw: Draw) -> tuple[str, str, str, str]:
        hour, count = draw.randrange(8, 17), draw.choice((0, 1, 2, 4))
        minute = draw.choice(("00", "30"))
        date = f"2026-{draw.randrange(1, 13):02d}-{draw.randrange(1, 29):02d}T"
        times = [f"{hour + at // 2:02d}:{minute if at % 2 == 0 else '45'}" for at in range(count)]
        result = RESULT + compact({"slots": [date + time for time in times], "times": times, "count": count})
        if not count:
            return "", "I am sorry, there is nothing free.", result, "nothing free"
        told = TOLD[f"{(hour - 1) % 12 + 1}:{minute}"]
        return "", f"There is something free at {told}.", result, told


TOLD = {f"{hour}:00": f"{NUMBERS[hour]} o'clock" for hour in range(1, 13)} | {f"{hour}:30": f"half past {NUMBERS[hour]}" for hour in range(1, 13)}
KINDS = (
    (
        "(check|get|find|look up) stock|stock [level|of article]|in stock|(article|goods) stock|how many left",
        ("article", "item", "what", "product", "name"),
        (
            "Says how many of an article are in stock.",
            "Whether we have (something|an article|a product) in stock.",
            "Looks into the warehouse [for an article].",
        ),
        (
            "do you have [any] {what} [in stock|there]",
            "how many {what} (do you have|are there|are left)",
            "are there [still] {what} (in stock|left|in the warehouse)",
            "i need {what} do you have (them|any)",
        ),
        "stock",
    ),
    (
        "(get|find|look up|check) price|price [of article|list|check]|what it costs|(article|product) price",
        ("article", "item", "what", "product", "name"),
        ("Says what an article costs.", "The price of (something|an article|a product).", "Looks into the price list."),
        (
            "(what|how much) does the {what} cost",
            "(what is|tell me|do you know) the price of the {what}",
            "how (expensive|much) is the {what}",
            "what do you (take|want) for the {what}",
        ),
        "price",
    ),
    (
        "(branch|shop|office|store) hours|(find|get|look up) (opening hours|branch|shop)|when open|open hours",
        ("place", "town", "branch", "city", "where"),
        ("When a (branch|shop|office) is open.", "Says the opening hours of a (branch|shop) in a town.", "Opening hours, by town."),
        (
            "when is (the|your) (shop|branch|office|store) in {what} open",
            "(what are|tell me) the opening hours in {what}",
            "how long are you open in {what}",
            "when (do|can) i find somebody in [your shop in] {what}",
        ),
        "hours",
    ),
    (
        "find (colleague|person|employee)|(where is|who is) [person|colleague]|(staff|people) (search|list|finder)|look up (person|employee)",
        ("name", "person", "who", "employee"),
        (
            "Finds (a colleague|a person in the house|an employee).",
            "Says where (a colleague|somebody) sits.",
            "The room of (a colleague|an employee).",
        ),
        (
            "where (can|do|would) i find {what}",
            "(in which|which) (room|office) is {what} [in]",
            "where (is|sits|does) {what} [work|sit]",
            "i am looking for {what} where is (she|he)",
        ),
        "colleague",
    ),
    (
        "[get|find|read] weather [report|forecast|today]|forecast|how is the weather",
        ("place", "town", "city", "where"),
        ("Says what the weather (is|will be) [in a town].", "The weather in a town.", "Weather forecast [by place]."),
        (
            "(what|how) is the weather (in|like in|today in) {what}",
            "(will it rain|is it warm|is it raining|is it cold|does the sun shine) in {what} [today]",
            "what is the (forecast|weather) for {what}",
        ),
        "weather",
    ),
    (
        "next (bus|train|departure|tram)|(bus|train) (times|table|departures)|(find|get|look up) (bus|train|connection)|timetable",
        ("to", "place", "destination", "stop", "town"),
        ("When the next (bus|train|tram) leaves [for a place].", "Says when (a bus|a train) goes to a town.", "Timetable of the (buses|trains)."),
        (
            "when (does|will) the [next] (bus|train|tram) [to|for] {what} (leave|go)",
            "when (is|leaves|goes) the next (bus|train|tram) to {what}",
            "how do i get to {what} by (bus|train) and when",
        ),
        "travel",
    ),
    (
        "[get|read|show] menu [of day]|(dish|meal) of day|what to eat|lunch [menu]",
        ("day", "weekday", "when"),
        ("What there is to eat on a day.", "Says the (dish|meal|menu) of a day.", "The menu [by weekday]."),
        (
            "what (is there|do you have) (to eat|for lunch|for dinner) on {what}",
            "what is on the menu on {what}",
            "(tell me|what is) the (dish|meal|menu) (for|on|of) {what}",
        ),
        "menu",
    ),
    (
        "[get|tell|read] (time|clock|current time)|what time",
        (),
        ("Says what time it is.", "The time (of day|now).", "Reads the clock."),
        (
            "what time is it [now|there|please]",
            "(can you|could you) tell me the time",
            "how late is it [now]",
            "do you have the [right|exact] time",
            "what is the time [now|there]",
        ),
        "time",
    ),
    (
        "(queue|line) [length|state]|(callers|people) waiting|[get|read] queue",
        (),
        ("Says how many callers are waiting.", "How long the queue is.", "(The length of|Looks at) the queue."),
        (
            "how (many|long) (people|callers|others|is the queue) [are] [waiting|before me]",
            "(how many are|who is|how many people are) before me",
            "how long do i have to wait",
            "is (the queue|the line) long",
            "how long (will it take|does it take) until it is my turn",
        ),
        "queue",
    ),
    (
        "(find|free|get|open) (slots|times|appointments)|free (times|slots)|calendar|[next] (slots|openings|dates)",
        ("day?",),
        (
            "Says when there is time for an appointment.",
            "(Finds|Says) free times [in the calendar].",
            "When there is [something] free.",
            "Looks into the calendar [for free times].",
        ),
        (
            "when (do you have|is there|have you got) (time|something free|an appointment|a free slot) [for me]",
            "(is there|do you have) (anything|something|a time|an appointment) (free|open|left) [soon|this week]",
            "when (can|could) i come [in|by]",
            "what is (the next|your next) (free time|appointment|opening|slot)",
            "what times are (free|open|left)",
        ),
        "slots",
    ),
)
