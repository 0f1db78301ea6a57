"""The business of a front desk, step by step: what the caller says, what the script answers and asks, what is known then."""

OPENINGS = ("{place}, good day. How can I help you?",)
HOURS = (
    "Monday to Friday from (eight|nine|half past eight) in the morning until (five|six|four) in the (evening|afternoon)",
    "Monday to Thursday from (eight|nine|ten) until (five|six|seven), and on Friday until (noon|one|two)",
    "every day but Sunday, from (eight|nine|ten) until (noon|four|six)",
    "on Monday, Wednesday and Friday from (eight|nine) until (one|three|five)",
)
OPEN = ("We are open Monday to Friday from eight in the morning until six in the evening, and on Saturday from nine until "
        "noon. On Sunday we are closed.")
ELSE = "(Is there anything else I can do for you?|What else can I do for you?)"
BOOK = "(i would like to|i want to|can i|i need to|could i) (make|book|have|get|arrange) an appointment"
MOVE = "(i would like to|i want to|can i|i have to) (move|change|postpone|reschedule) my appointment"
CANCEL = "(i would like to|i want to|i have to|can i) (cancel|call off) my appointment"
NAME = "[my name is|it is|this is|i am] {name}"
YES = "(yes|yes please|yes that is right|correct|that is correct|yeah|right|one)"


def _step(caller: tuple[str, ...], line: str, question: str, *fields: str) -> dict:
    return {"caller": caller, "say": line, "question": question, "fields": fields}


_CARD = ("Thank you, {name}. I have {day} at {time} for you. Please bring your insurance card and a list of the medicines "
         "you take, and come ten minutes early to fill in a form.")

FLOWS = {
    "opening": [_step((), "", "(How can I help you?|What can I do for you?)")],
    "hours": [_step(("[hello] (what are your|tell me your) (opening hours|hours|opening times)",
                     "(when|how long) (are you open|do you open|do you close) [please|on {day2}]"), OPEN, ELSE)],
    "book": [
        _step((BOOK + " [please]", "i need an appointment"), "Certainly.", "Which day would suit you?"),
        _step(("[on] {day} [please]", "(can i come|i can come|maybe|how about) [on] {day}", BOOK + " on {day}"), "",
              "(What time would you like to come on {day}?|And at what time on {day}?)", "day"),
        _step(("[at] {time} [please]", "(i could come|can i come|is it possible) at {time}"), "{day} at {time}, very well.",
              "May I have your name, please?", "time"),
        _step((NAME,), _CARD, "Is that correct? Say yes, or press one.", "name"),
        _step((YES,), "Your appointment on {day} at {time} is noted.", ELSE),
    ],
    "move": [
        _step((MOVE + " [please]",), "", "Under what name is the appointment?"),
        _step((NAME, "{name}"), "", "Which day would you like to come instead?", "name"),
        _step(("[on] {day} [please]", "(can i come|i would rather come|maybe) on {day}"), "", "And at what time on {day}?", "day"),
        _step(("[at] {time} [please]", "at {time} (if possible|if that is free)"),
              "So I move the appointment of {name} to {day} at {time}.", "Is that correct? Say yes, or press one.", "time"),
        _step((YES,), "Done. We expect you on {day} at {time}.", ELSE),
    ],
    "cancel": [
        _step((CANCEL + " [please]", "i can not come to my appointment"), "", "Under what name is the appointment?"),
        _step((NAME, "{name}"), "", "And on which day is it?", "name"),
        _step(("[on] {day}", "it is on {day} [i think]"), "",
              "Shall I cancel the appointment of {name} on {day}? Say yes, or press one.", "day"),
        _step((YES,), "The appointment on {day} is cancelled.", ELSE),
    ],
    "message": [
        _step(("(can i|i would like to|may i) leave a message [for the doctor]", "please take a message"), "Of course.",
              "What shall I tell the doctor?"),
        _step(("[please tell the doctor that] {message}",),
              "I have written down: {message}. The doctor will read it before the next patient comes in.", ELSE, "message"),
    ],
    "call-back": [
        _step(("(i want to|can i|i would like to) (speak|talk) to (a person|somebody|the doctor|a human)",
               "(put me through|please call me back|can you call me back)"),
              "I am sorry, everyone is with a patient just now, but we will gladly call you back.",
              "Please tell me your telephone number, or type it and press the hash key."),
        _step(("[my number is|it is] {phone}",), "I have {phone}.", "Is that right? Say yes, or press one.", "phone"),
        _step((YES,), "Thank you. We will call you back today.", ELSE),
    ],
    "which": [_step(("(it is|i am calling) about (my|an) appointment", "appointment"), "",
                    "Would you like to make, move, or cancel an appointment?")],
}

# Questions of other agents, so that the model learns to repeat whatever it is told to repeat.
QUESTIONS = (
    "(Which|What) (colour|size|day|room|number|street|course|table|car|doctor|language) (would you like|do you prefer|shall I note|is it)?",
    "(Shall I|May I|Can I) (call you back|connect you|send you a letter|note that|book it|repeat that|take a message) [now|today|on {day2}]?",
    "(Would you like to|Do you want to) (wait|come in|order|pay now|leave a message|hear more|change it|begin) [on {day2}|today|now]?",
    "(What is|May I have|Please tell me) your (address|order number|date of birth|postal code|customer number|first name)[, please]?",
    "(When|Where|How often) (did you buy it|shall we come|was it|did it happen|may I call you|would you like to sit)?",
    "How many (people|bottles|nights|tickets|pieces|rooms) (are you|do you need|would you like)?",
    "(Is that|Was that) (all|right|correct|what you meant|for {day2}|for {first} {last})?",
    "What shall I (tell|write|say to) (the manager|the doctor|{first} {last}|my colleague)?",
)

EXTRACTIONS = {
    "opening-hours": [("(what are your|tell me your) (opening hours|hours|opening times)", ()),
                      ("(when|how long) (are you open|do you open|do you close)", ()), ("are you open on {day}", ("day",)),
                      ("when do you close on {day}", ("day",))],
    "make-appointment": [(BOOK, ()), (BOOK + " (on|for) {day}", ("day",)), (BOOK + " (on|for) {day} at {time}", ("day", "time")),
                         ("this is {name} " + BOOK + " on {day}", ("day", "name")),
                         ("my name is {name} and i need an appointment on {day} at {time}", ("day", "time", "name")),
                         ("(can i come|do you have something|is there anything free) on {day} at {time}", ("day", "time")),
                         (BOOK + " at {time}", ("time",))],
    "move-appointment": [(MOVE, ()), (MOVE + " to {day}", ("day",)), (MOVE + " to {day} at {time}", ("day", "time")),
                         ("this is {name} " + MOVE + " to {day}", ("day", "name")),
                         ("i would rather come on {day} at {time}", ("day", "time"))],
    "cancel-appointment": [(CANCEL, ()), (CANCEL + " on {day}", ("day",)), ("this is {name} " + CANCEL, ("name",)),
                           ("{name} here i can not come on {day}", ("day", "name"))],
    "leave-message": [("(can i|i would like to) leave a message", ()), ("please tell the doctor that {message}", ("message",)),
                      ("give the doctor a message {message}", ("message",))],
    "reach-person": [("(i want to|can i) (speak|talk) to (a person|somebody|the doctor)", ()), ("please call me back", ()),
                     ("(please call me back at|call me back my number is) {phone}", ("phone",)), ("my number is {phone}", ("phone",))],
    "confirm": [("(yes|yes please|yes that is right|correct|that is correct)", ())],
    "deny": [("(no|no that is wrong|no that is not right|wrong)", ()), ("no i said {day}", ("day",)), ("no at {time}", ("time",))],
    "goodbye": [("(goodbye|bye|that is all|thank you goodbye|no thank you goodbye|that was all)", ())],
    "none": [("", ()), ("", ())],
}
